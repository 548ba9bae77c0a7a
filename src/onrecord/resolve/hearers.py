"""Hearers: the words a page prints for whom something is said to.

Found by parts of speech in a row rather than by the tree: a parser that errs in a long sentence mostly has the words
beside a verb right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language import Names
from onrecord.language.names import Pronoun
from onrecord.model import Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads, follows_content, in_any

__all__ = ["Hearer", "behind", "find_hearer", "may_listen"]

_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_WITHIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"})
_LOOSE = frozenset({"ADV", "PART"})
_NO_HEARERS = frozenset({Pronoun.THING, Pronoun.RELATIVE, Pronoun.NOBODY, Pronoun.UNNAMED})
_AUXILIARY = frozenset({"AUX", "ADV", "PART"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BEHIND = 8  # tokens behind a verb in which a preposition goes with it


@dataclass(frozen=True, slots=True)
class Hearer:
    """A noun phrase that names who is spoken to, and the token it turns on."""

    span: Span
    head: Token


def find_hearer(parsed: Parsed, statement: Statement, contents: Contents) -> Hearer | None:
    """Return whom ``statement`` is printed as said to, ``None`` where nobody is.

    That is the object of a verb of telling or asking, also where an infinitive follows that is the content ("asked the
    mayor to leave"); the subject of such a verb in the passive, for one without a subject ("when asked") that of the
    clause around it; the noun behind "to" or "with" with a verb of saying, or with the letter or interview it is said
    in. Behind a verb that follows its quotation directly stands who speaks, not who is spoken to. Accepted gaps: of
    several hearers the first is kept; one set apart from the verb ("told, the mayor said, the court") is not found.
    """
    for head in cue_heads(parsed, statement):
        for found in _found(parsed, statement, head, contents):
            if not in_any(found.head.idx, statement.source):
                return found
    return None


def _found(parsed: Parsed, statement: Statement, head: Token, contents: Contents) -> Iterator[Hearer]:
    names = parsed.language.names
    for verb in _verbs(head):
        lemma = verb.lemma_.casefold()
        always, people = lemma in names.addressed, lemma in names.addressed_people
        tells = (always or people) and verb.pos_ in {"VERB", "AUX"}
        if tells and _is_passive(verb, names):
            yield from _subjects(parsed, verb, contents)
        elif tells and not follows_content(verb, statement):
            found = _object(verb, statement, names, always=always)
            yield from [found] if found else []
        yield from _behind_prepositions(parsed, verb, statement)


def _verbs(head: Token) -> Iterator[Token]:
    """The cue's verb, then the verb it goes on from as a participle."""
    yield head
    if head.dep_ in {"advcl", "xcomp"} and head.tag_ == "VBG" and head.i > head.head.i:
        yield head.head


def _is_passive(verb: Token, names: Names) -> bool:
    """Whether a verb is in the passive, by the words before it: "was asked", "when asked", "asked" that opens."""
    doc, number = verb.doc, verb.i - 1
    while number >= verb.sent.start and doc[number].pos_ in _AUXILIARY and doc[number].lower_ not in names.when:
        if doc[number].lemma_ in names.passive:
            return True
        if doc[number].lemma_ == "have":
            return False
        number -= 1
    before = doc[number] if number >= verb.sent.start else None
    opens = before is None or before.is_space or before.lower_ in names.when or _is_set_off(verb)
    return verb.tag_ == "VBN" or (number == verb.i - 1 and opens and verb.tag_ == "VBD")


def _is_set_off(verb: Token) -> bool:
    """Whether nothing but a comma stands between a verb and the noun it describes ("Vinn, asked whether …, left")."""
    if verb.i < 2 or verb.nbor(-1).text != "," or verb.nbor(-2).pos_ not in _NAMING:
        return False
    behind = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    return behind.pos_ not in _NAMING and all(
        child == verb.nbor(-2) for child in verb.children if child.dep_ in _SUBJECTS
    )


def _object(verb: Token, statement: Statement, names: Names, *, always: bool) -> Hearer | None:
    """The noun phrase right behind a verb; within the content only where an infinitive goes on."""
    doc, start = verb.doc, verb.i + 1
    while start < verb.sent.end and doc[start].pos_ in _LOOSE and doc[start].tag_ != "TO":
        start += 1
    if start >= verb.sent.end:
        return None
    inside = in_any(doc[start].idx, statement.spans)
    found = _phrase(doc, start, verb.sent.end, () if inside else statement.spans)
    if found is None or not may_listen(doc[found[1]], names, always=always):
        return None
    behind = doc[found[1] + 1 : found[1] + 3]
    if inside and not any(token.tag_ == "TO" for token in behind):
        return None
    return _hearer(doc, *found)


def _phrase(doc: Doc, start: int, end: int, outside: tuple[Span, ...]) -> tuple[int, int] | None:
    """First and last token of the noun phrase at ``start``, before anything in ``outside``; its head is the last."""
    if doc[start].tag_ == "PRP":
        return start, start
    last = start - 1
    for number in range(start, end):
        token = doc[number]
        if in_any(token.idx, outside) or not _goes_on(token, number == start):
            break
        last = number
    while last >= start and doc[last].pos_ not in _NAMING:
        last -= 1
    return (start, last) if last >= start else None


def _goes_on(token: Token, is_first: bool) -> bool:  # noqa: FBT001 - a private step
    """Whether a noun phrase goes on with ``token``, by the token before it."""
    before = token.nbor(-1) if token.i else token
    glued = not before.whitespace_ and not token.whitespace_ and token.text in {"-", ".", "&", "/"}
    glued = glued or (token.text == "." and before.pos_ == "PROPN" and token.i + 1 < token.sent.end)  # "Sens. Vinn"
    if token.ent_type_ in {"DATE", "TIME"} and token.pos_ != "DET":
        return False
    if is_first:
        return token.pos_ in _WITHIN or token.tag_ in {"PRP$", "VBN", "VBG"}
    if before.tag_ in {"NNS", "NNPS"} and before.pos_ != "PROPN" and token.pos_ not in {"NOUN", "PART"}:
        return False
    if token.pos_ == "ADJ" and before.pos_ == "NOUN":
        return False
    owns = token.tag_ == "POS" or before.tag_ == "POS"
    return token.pos_ in _WITHIN - {"DET"} or glued or owns


def _hearer(doc: Doc, first: int, last: int) -> Hearer:
    """The noun phrase with what "of" and "for" add to a common noun."""
    head, end = doc[last], last
    for child in head.children:
        if child.i > last and child.dep_ == "prep" and child.lower_ in {"of", "for"} and head.pos_ == "NOUN":
            end = max(end, child.right_edge.i)
    return Hearer(Span(doc[first].idx, doc[end].idx + len(doc[end].text)), head)


def behind(verb: Token, outside: tuple[Span, ...]) -> Hearer | None:
    """Return the noun phrase right behind ``verb``, as far as it stands before anything in ``outside``."""
    found = _phrase(verb.doc, verb.i + 1, verb.sent.end, outside) if verb.i + 1 < verb.sent.end else None
    return _hearer(verb.doc, *found) if found else None


def may_listen(token: Token, names: Names, *, always: bool = False) -> bool:
    """Return whether a token may name who is spoken to; with ``always`` all but things and dates do."""
    lemma = token.lemma_.casefold()
    if token.pos_ not in _NAMING or token.ent_type_ in _NUMBERS or (token.pos_ == "NOUN" and lemma in names.things):
        return False
    kind = names.pronouns.get(token.lower_)
    if kind is not None:
        return kind not in _NO_HEARERS or lemma in names.listeners
    return always or token.ent_type_ in {"PERSON", "ORG", "NORP"} or lemma in names.listeners or lemma in names.roles


def _subjects(parsed: Parsed, verb: Token, contents: Contents) -> Iterator[Hearer]:
    """The subject of a passive; without one that of the noun it describes, else of the clause it stands beside."""
    names = parsed.language.names
    for subject in (child for child in verb.children if child.dep_ in _SUBJECTS and child.i < verb.i):
        if may_listen(subject, names, always=True):
            yield _around(subject)
        return
    if verb.dep_ == "acl" and verb.head.pos_ in _NAMING and verb.head.i < verb.i:
        yield _around(verb.head)
        return
    level = [token for token in contents.narration(verb) if token.dep_ in _SUBJECTS and token.pos_ in _NAMING]
    told = [token for token in level if may_listen(token, names, always=True)]
    above = {verb.head, verb.head.head}
    nearest = min(told, key=lambda token: (token.head not in above, abs(token.i - verb.i)), default=None)
    if nearest is not None:
        yield _around(nearest)


def _around(noun: Token) -> Hearer:
    """The noun phrase that ends in ``noun``."""
    first = noun.i
    while (
        first > noun.left_edge.i
        and _goes_on(noun.doc[first], is_first=False)
        and noun.nbor(first - noun.i - 1).is_alpha
    ):
        first -= 1
    return _hearer(noun.doc, first, noun.i)


def _behind_prepositions(parsed: Parsed, verb: Token, statement: Statement) -> Iterator[Hearer]:
    """The nouns behind "to" or "with", where that follows a verb of saying, or a letter or interview it is said in."""
    names, occasions = parsed.language.names, parsed.language.occasions
    lemma, doc = verb.lemma_.casefold(), verb.doc
    says = lemma in names.addressed | names.addressed_people | names.addressing
    for number in range(verb.i + 1, min(verb.i + _BEHIND, verb.sent.end - 1)):
        token = doc[number]
        if in_any(token.idx, statement.spans) or token.pos_ in {"VERB", "AUX"} or "\n" in token.text:
            return
        before = doc[number - 1]
        word = occasions.kinds.get(before.lemma_.casefold(), "")
        partner = occasions.partners.get(token.lower_, frozenset())
        right_behind = (
            says and (before == verb or before.pos_ == "ADV") and token.lower_ in names.addressing_prepositions
        )
        if token.pos_ in {"ADP", "PART"} and (right_behind or word in partner):
            found = _phrase(doc, number + 1, verb.sent.end, statement.spans)
            if found and may_listen(doc[found[1]], names):
                yield _hearer(doc, *found)
