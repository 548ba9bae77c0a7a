"""Stances: what a cue and its frame say the speaker does."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.language.names import Pronoun
from onrecord.model import Form, SpeakerKind, Stance, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import cue_heads, in_any
from onrecord.resolve.scene import Reference

__all__ = ["is_question", "stance_of", "unsaid"]

_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_WOULD = frozenset({"would", "'d", "’d"})  # "will" as others report it
_BELOW = frozenset({"acl", "advcl", "ccomp", "csubj", "pcomp", "relcl"})
_READY = frozenset({"willing", "ready", "prepared"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_IF = frozenset({"if", "unless", "whether"})
_ENDS = "\"'“”‘’»« ,"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OR = frozenset({"or", "nor"})
_GOVERNED = frozenset({"advcl", "ccomp", "xcomp"})
_ANSWERS = frozenset({Stance.ADMIT, Stance.DENY})
_OPENING = 12  # tokens of a content in which its main verb must come to make it a promise


def stance_of(parsed: Parsed, statement: Statement, reference: Reference) -> tuple[Stance, str]:
    """Return the stance of ``statement`` and, where it is not read from the cue alone, why.

    The language's cues give it by the lemma of the cue's head, with the words that follow it first ("call for", "plead
    not guilty"); of several cues the first that is not neutral counts. A neutral cue takes the stance of the document
    that speaks ("according to the charges"), asks where all of its content is a question, and promises where the main
    clause of the content opens with the speaker's own future conduct: "I will" in their own words, "that she would" as
    others report it. A denial or admission that is negated or withheld ("refused to admit") is none and left neutral.
    Accepted gap: a neutral cue whose content answers an allegation is not read as a denial.
    """
    for head in cue_heads(parsed, statement):
        stance = _by_cue(parsed, head)
        if stance in _ANSWERS and (_negated(head) or _withheld(parsed, head)):
            return Stance.ASSERT, ""  # the reason is that of :func:`unsaid`
        if stance not in {None, Stance.ASSERT}:
            return stance or Stance.ASSERT, ""
    document = _document_stance(parsed, reference)
    if document is not None:
        return document, f"stance: that of {reference.document}"
    if is_question(parsed, statement):
        return Stance.ASK, "stance: the content is a question"
    if _is_promise(parsed, statement, reference):
        return Stance.PROMISE, "stance: the content is the speaker's own future conduct"
    return Stance.ASSERT, ""


def unsaid(parsed: Parsed, statement: Statement) -> str:
    """Return why the page does not tell that the statement was made, an empty string where it does.

    So where every cue is negated ("never said"), withheld ("refused to say"), conditional ("if she says") or asked
    about ("why did she say …?"). Accepted gaps: "did not want to say" and "nobody said" count as said.
    """
    heads = cue_heads(parsed, statement)
    reasons = [_unsaid(parsed, head) for head in heads if head.dep_ not in _AUXILIARY or head.head not in heads]
    return reasons[0] if reasons and all(reasons) else ""


def _unsaid(parsed: Parsed, head: Token) -> str:
    if negated := _negated(head):
        return f"stance: the cue is negated ('{negated}')"
    if withheld := _withheld(parsed, head):
        return f"stance: the cue is withheld ('{withheld}')"
    before = [child for child in head.children if child.i < head.i]
    mark = next((child for child in before if child.dep_ == "mark" and child.lower_ in _IF), None)
    if mark is not None:
        return f"stance: the cue is conditional ('{mark.text} … {head.text}')"
    subject = next((child.i for child in before if child.dep_ in {"nsubj", "nsubjpass"}), 0)
    inverted = any(child.dep_ in _AUXILIARY and child.i < subject for child in before)
    end = next((token for token in reversed(head.sent) if not token.is_space and not token.is_quote), head)
    return f"stance: the cue is asked about ('{head.text} … ?')" if inverted and end.text == "?" else ""


def _negated(head: Token) -> str:
    """The words of a negated cue ("did not say", "would neither confirm nor deny"), empty where it is not negated."""
    before = [child for child in head.children if child.i < head.i]
    no = next((child for child in before if _negates(child)), None)
    if no is not None:
        first = min(child.i for child in before if child is no or child.dep_ in _AUXILIARY)
        return head.doc[first : head.i + 1].text
    above = head.head
    own = any(child.dep_ in _SUBJECTS | _AUXILIARY for child in before)
    joined = any(child.dep_ == "cc" and child.lower_ in _OR and above.i < child.i < head.i for child in above.children)
    if head.dep_ == "conj" and above.i < head.i and joined and not own and (negated := _negated(above)):
        return f"{negated}{above.whitespace_}{head.doc[above.i + 1 : head.i + 1].text}"
    return ""


def _withheld(parsed: Parsed, head: Token) -> str:
    """The words of a cue that a verb right before it says was not done ("refused to say"), else an empty string."""
    above = head.head
    governed = above.lemma_.casefold() in parsed.language.cues.withholding and head.dep_ in _GOVERNED
    between = head.doc[above.i + 1 : head.i]
    if not governed or above.i > head.i or any(token.pos_ not in {"PART", "ADV"} for token in between):
        return ""
    return "" if _negated(above) else head.doc[above.i : head.i + 1].text


def _negates(child: Token) -> bool:
    """Whether a word before a cue negates it; "not only" does not."""
    neither = child.lower_ == "neither" and child.dep_ in {"advmod", "cc", "preconj"}
    negative = child.dep_ == "neg" or neither or (child.dep_ == "det" and child.lower_ == "no")
    return negative and child.nbor(1).lower_ != "only"


def _by_cue(parsed: Parsed, head: Token) -> Stance | None:
    """The first stance of the cue's keys that is not neutral, else the neutral one where one is known."""
    stances = [parsed.language.cues.stance_of(key) for key in _keys(head)]
    known = [stance for stance in stances if stance is not None]
    return next((stance for stance in known if stance is not Stance.ASSERT), known[0] if known else None)


def _keys(head: Token) -> Iterator[str]:
    """The keys a cue may stand under: its lemma with the words behind it or of its frame, alone, and as printed."""
    lemma = head.lemma_.casefold()
    behind = [token.lower_ for token in head.doc[head.i + 1 : head.i + 3]]
    for count in range(len(behind), 0, -1):
        yield " ".join([lemma, *behind[:count]])
    following = [
        child for child in head.children if child.i > head.i and child.dep_ in {"prep", "prt", "acomp", "oprd"}
    ]
    for child in following[:2]:
        yield f"{lemma} {child.lower_}"
    yield head.lower_
    yield lemma


def _document_stance(parsed: Parsed, reference: Reference) -> Stance | None:
    if reference.document is None:
        return None
    words = [reference.document, reference.document.removesuffix("s")]
    found = [parsed.language.cues.stance_of(word) for word in words]
    return next((stance for stance in found if stance not in {None, Stance.ASSERT}), None)


def is_question(parsed: Parsed, statement: Statement) -> bool:
    """Return whether all of the content of a direct ``statement`` is one question."""
    if statement.form is not Form.DIRECT or not statement.content:
        return False
    inner = [span.of(parsed.article.text).rstrip(_ENDS) for span in statement.spans]
    sentences = " ".join(inner)
    return inner[-1].endswith("?") and not any(mark in sentences.rstrip("?") for mark in ".!")


def _is_promise(parsed: Parsed, statement: Statement, reference: Reference) -> bool:
    """Whether a content opens with "I", "we" or the speaker's pronoun before "will" or "is willing to".

    "Would" is a "will" only in indirect speech; in the speaker's own words it supposes something, as it does beside
    "if". A question promises nothing.
    """
    if not statement.content or statement.implicit:
        return False
    if statement.spans[0].of(parsed.article.text).rstrip(_ENDS).endswith("?"):
        return False
    tokens = [token for token in parsed.tokens(statement.spans[0]) or () if not token.is_punct]
    for token in tokens[:_OPENING]:
        if token.dep_ == "nsubj" and _is_own(parsed, token, statement, reference):
            return _is_main(token.head, statement) and _goes_on(token.head, statement)
    return False


def _is_main(verb: Token, statement: Statement) -> bool:
    """Whether the clause of ``verb`` hangs on nothing else in the content."""
    return verb.dep_ not in _BELOW or not in_any(verb.head.idx, statement.spans)


def _goes_on(verb: Token, statement: Statement) -> bool:
    if any(child.lower_ in _READY for child in verb.children):
        return True
    modal = next((child for child in verb.children if child.dep_ == "aux" and child.lower_ in _WILL | _WOULD), None)
    others = [child for child in verb.children if child.dep_ in _AUXILIARY and child is not modal]
    if modal is None or verb.pos_ != "VERB" or any(one.dep_ == "auxpass" or one.lemma_ == "have" for one in others):
        return False
    return modal.lower_ in _WILL or (statement.form is not Form.DIRECT and not _supposes(verb))


def _supposes(verb: Token) -> bool:
    """Whether "if" makes "would" conditional."""
    clauses = [child for child in verb.children if child.dep_ == "advcl"]
    return any(inner.dep_ == "mark" and inner.lower_ in _IF for clause in clauses for inner in clause.children)


def _is_own(parsed: Parsed, subject: Token, statement: Statement, reference: Reference) -> bool:
    kind = parsed.language.names.pronouns.get(subject.lower_)
    if statement.form is Form.DIRECT:
        return kind is Pronoun.FIRST
    if reference.kind is SpeakerKind.ORGANIZATION:
        return kind in {Pronoun.THING, Pronoun.PLURAL}
    gender = reference.figure.gender if reference.figure else None
    if kind in {Pronoun.MALE, Pronoun.FEMALE}:
        return gender is None or gender.value == kind.value
    return kind is Pronoun.FIRST
