"""From tokens of the parse to spans of the article, with the boundaries a reader would set."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from onrecord.model import Span
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS

__all__ = [
    "agent_of",
    "content_spans",
    "cue_span",
    "is_passive",
    "source_of",
    "source_span",
    "span_between",
    "subject_of",
]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
_EXPLETIVES = frozenset({"it", "there"})
_RELATIVES = frozenset({"who", "which", "that"})
_LOOSE = frozenset(",;:.!?-–—―…")
# How a verb without a subject of its own takes it over: along these relations from the verb above.
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp"})
_DESCRIBING = frozenset({"relcl", "acl", "advcl"})
_BRACKETS = frozenset("()[]")
_DASHES = frozenset("―–—")
_LONGEST_NAME = 6  # tokens from the end of a description to the end of the name beside it
_MAX_CLIMB = 4


def span_between(doc: Doc, first: int, last: int) -> Span:
    """Return the span of the tokens ``first`` to ``last``, both included."""
    end = doc[last]
    return Span(doc[first].idx, end.idx + len(end.text))


def content_spans(doc: Doc, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return token numbers as spans: runs of neighbours within a line, without punctuation at their ends.

    Quotation marks stay. The runs in the lines that hold less of the content are left out: a content does not run
    over paragraphs, but a parse may.
    """
    lines: list[list[list[int]]] = [[]]
    previous = -1
    for number in sorted(set(tokens)):
        if previous >= 0 and any("\n" in token.text for token in doc[previous : number + 1]):
            lines.append([])
        if "\n" not in doc[number].text:
            if lines[-1] and number == lines[-1][-1][-1] + 1:
                lines[-1][-1].append(number)
            else:
                lines[-1].append([number])
        previous = number
    runs = max(lines, key=lambda line: sum(map(len, line)))
    return tuple(span for run in runs if (span := _trimmed(doc, run[0], run[-1])) is not None)


def _trimmed(doc: Doc, first: int, last: int) -> Span | None:
    while first <= last and _is_loose(doc[first]):
        first += 1
    while last >= first and _is_loose(doc[last]):
        last -= 1
    if first > last or not any(character.isalnum() for character in doc[first : last + 1].text):
        return None
    return span_between(doc, first, last)


def _is_loose(token: Token) -> bool:
    return token.is_space or (all(c in _LOOSE for c in token.text)) or token.dep_ == "cc"


def cue_span(head: Token) -> tuple[Span, ...]:
    """Return the whole verb group of a cue: auxiliaries, negation, particles, and adverbs between or before them.

    "was quoted as saying" is one group; a subject in between ("Did the minister say") parts it in two.
    """
    numbers = {head.i}
    for child in head.children:
        if child.dep_ in _CUE_PARTS or (child.dep_ == "acomp" and child.i == head.i + 1):
            numbers.add(child.i)
    if (quoting := quoting_verb(head)) is not None:
        numbers |= {head.head.i, quoting.i, *(child.i for child in quoting.children if child.dep_ in _CUE_PARTS)}
    first, last = min(numbers), max(numbers)
    subjects = [token.i for token in head.doc[first:last] if token.dep_ in _SUBJECTS and token.i not in numbers]
    while first > head.sent.start and head.doc[first - 1].dep_ == "advmod" and head.doc[first - 1].head == head:
        first -= 1
    if subjects and quoting is None:
        before = [number for number in numbers if number < subjects[0]]
        after = [number for number in numbers if number > subjects[-1]]
        return tuple(span_between(head.doc, min(part), max(part)) for part in (before, after) if part)
    return (span_between(head.doc, first, last),)


def quoting_verb(verb: Token) -> Token | None:
    """Return "quoted" of "was quoted as saying", where ``verb`` is "saying"."""
    preposition = verb.head
    if verb.dep_ == "pcomp" and preposition.lower_ == "as" and is_passive(preposition.head):
        return preposition.head
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the token that says whose saying ``verb`` is, taken over from a verb above where it has none.

    In the passive that is the agent ("by …"), and nobody where there is none. A relative pronoun gives its antecedent,
    a participle the noun it describes ("reports claiming …").
    """
    if (quoting := quoting_verb(verb)) is not None:
        return _own_subject(quoting)
    if is_passive(verb):
        return agent_of(verb)
    current = verb
    for _ in range(_MAX_CLIMB):
        subject = _own_subject(current)
        if subject is not None:
            return _antecedent(subject, current)
        if current.dep_ == "acl":
            return current.head if current.tag_ == "VBG" else None
        if current.dep_ not in _SHARED or current.head == current:
            return None
        joined_to_content = current.dep_ == "conj" and current.head.dep_ == "ccomp"
        current = current.head.head if joined_to_content else current.head
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, "when asked" included."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    bare = not any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBN" and bare and verb.dep_ in {"advcl", "acl", "prep"} and _own_subject(verb) is None


def _own_subject(verb: Token) -> Token | None:
    """The verb's subject; the parser sometimes hangs it on the auxiliary, or takes it for an apposition."""
    for holder in (verb, *(child for child in verb.children if child.dep_ == "aux")):
        for child in holder.children:
            if child.dep_ in _SUBJECTS:
                return child
    return next((child for child in verb.lefts if child.dep_ == "appos"), None)


def agent_of(verb: Token) -> Token | None:
    """Return the agent of a passive: the noun after its "by"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in _RELATIVES and verb.dep_ == "relcl":
        return verb.head
    if subject.lower_ in _EXPLETIVES and any(child.dep_ in {"ccomp", "acomp"} for child in verb.children):
        return None
    return subject


def source_span(head: Token) -> Span | None:
    """Return the noun phrase of a source: its head's subtree up to a clause, comma or bracket behind the head."""
    doc = head.doc
    described = {token.i for child in head.children if _describes(child) for token in child.subtree}
    first, last = head.left_edge.i, head.i
    for token in doc[head.i + 1 : head.right_edge.i + 1]:
        if token.i in described or _is_edge(token) or token.text in _BRACKETS:
            break
        last = token.i
    name = _name_beside(head)
    if name is not None and last < name.i <= last + _LONGEST_NAME:
        last = name.i
    while first < head.i and _is_edge(doc[first]):
        first += 1
    for number in range(head.i - 1, first - 1, -1):  # nothing across a line, dash or quotation mark
        if doc[number].is_space or doc[number].text in DOUBLE_MARKS or doc[number].text in _DASHES:
            first = number + 1
            break
    while last > head.i and doc[last].dep_ in {"cc", "prep"}:
        last -= 1
    return span_between(doc, first, last)


def _describes(child: Token) -> bool:
    """Whether a clause behind a source's head says something about it, rather than which one is meant."""
    return child.dep_ in _DESCRIBING and not (child.dep_ == "acl" and child.tag_ == "VBN")


def _name_beside(head: Token) -> Token | None:
    """The last token of a name set beside a source's head ("the engineer, Petra Anvik")."""
    if head.pos_ != "NOUN":
        return None
    for holder in (head, *(token for token in head.subtree if token.dep_ == "pobj")):
        for child in holder.children:
            comma = head.doc[child.left_edge.i - 1].text == "," if child.left_edge.i else False
            if child.dep_ == "appos" and child.pos_ == "PROPN" and comma and child.i > head.i:
                return child
    return None


def _is_edge(token: Token) -> bool:
    """Whether a phrase ends before ``token``; the apostrophe of a possessor is no mark."""
    if token.dep_ == "case":
        return False
    return token.is_space or token.text in _LOOSE or token.text in DOUBLE_MARKS or token.text in SINGLE_MARKS


def source_of(verb: Token) -> tuple[Span, ...]:
    """Return the source of a verb as spans, empty where the page names nobody."""
    subject = subject_of(verb)
    span = source_span(subject) if subject is not None else None
    return (span,) if span else ()
