"""Statements whose content hangs on a reporting verb or adjective in the parse.

Each function looks for one construction (see :class:`~onrecord.language.cues.Frame`) and yields drafts; which lemmas
report in it is data. Accepted gaps: what the parser attaches wrongly is found wrongly, above all where a content ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.extract.draft import Draft
from onrecord.extract.spans import (
    agent_of,
    content_spans,
    cue_span,
    is_passive,
    source_of,
    span_between,
    subject_of,
)
from onrecord.language.cues import Cues, Frame
from onrecord.model import Span

__all__ = ["verb_drafts"]

_Finder = Callable[[Token, Cues], Iterator[Draft]]
# Prepositions that, behind an object, go on with it; "on", "at" and "after" mostly date or place the saying.
_OF_OBJECT = frozenset({"about", "against", "as", "between", "by", "during", "for", "from", "of", "over", "that", "to"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_NAMING = frozenset({"ADJ", "DET", "NOUN", "PROPN"})
_SECOND = (Frame.CLAUSE, Frame.OBJECT, Frame.INFINITIVE)
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})
# Verbs whose object is who is spoken to, not part of what is said.
_ADDRESSING = frozenset({"advise", "inform", "instruct", "promise", "remind", "tell", "warn"})
_ADVERBIAL = frozenset({"advcl", "npadvmod"})


def verb_drafts(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Yield every draft whose cue is ``verb``, the surest construction first."""
    for find in _FINDERS:
        yield from find(verb, cues)


def _subtree(token: Token, without: Token | None = None) -> list[int]:
    """Token numbers of a subtree, less the subtree of ``without``."""
    left_out = {other.i for other in without.subtree} if without is not None else set()
    return [other.i for other in token.subtree if other.i not in left_out]


def _clause_tokens(clause: Token, verb: Token, cues: Cues) -> list[int]:
    """Token numbers of a clause that is a content, without what belongs to the reporting verb.

    A participle behind a comma that reports again (", adding that …") starts another content, and so does a second
    reporting verb joined by "and" that has no subject of its own.
    """
    numbers = _subtree(clause, verb if verb.i in {token.i for token in clause.subtree} else None)
    for child in clause.children:
        if child.i > clause.i and any(cues.reports(frame, child.lemma_.lower()) for frame in _SECOND):
            before = clause.doc[child.left_edge.i - 1].text
            again = child.tag_ == "VBG" and child.dep_ in _ADVERBIAL and before == ","
            joined = child.dep_ == "conj" and not any(inner.dep_ in _SUBJECT for inner in child.children)
            if again or joined:
                numbers = [number for number in numbers if number < child.left_edge.i]
    return numbers


def _draft(frame: Frame, verb: Token, tokens: list[int], lemma: str | None = None) -> Iterator[Draft]:
    content = content_spans(verb.doc, tokens)
    if content:
        yield Draft(frame, content, cue_span(verb), source_of(verb), verb.i, lemma or verb.lemma_.lower())


def _clause(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "She said that …", "… , she said" with the content as complement of the verb."""
    if not cues.reports(Frame.CLAUSE, verb.lemma_.lower()):
        return
    for child in verb.children:
        if child.dep_ == "ccomp" and not _is_quoted_by_other(child, verb):
            yield from _draft(Frame.CLAUSE, verb, [*_clause_tokens(child, verb, cues), *_second_clauses(child, verb)])
            return
    if verb.dep_ == "parataxis" and subject_of(verb) is not None:
        yield from _draft(Frame.CLAUSE, verb, _subtree(verb.head, verb))


def _second_clauses(clause: Token, verb: Token) -> Iterator[int]:
    """Token numbers of what goes on with "that … and that …" where the parse joins the second clause to the verb."""
    if _opens_with_that(clause):
        for child in verb.children:
            if child.dep_ in {"conj", "ccomp"} and child.i > clause.i and _opens_with_that(child):
                yield from range(clause.right_edge.i + 1, child.left_edge.i)
                yield from _subtree(child)


def _opens_with_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _trailing_tag(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "…, the mayor announced on Tuesday" where the parser saw no subject: all before the comma is the content."""
    has_subject = any(child.dep_ in _SUBJECT for child in verb.children)
    if not cues.reports(Frame.CLAUSE, verb.lemma_.lower()) or verb.tag_ not in _FINITE or has_subject:
        return
    doc, first = verb.doc, verb.i
    while first > verb.sent.start and doc[first - 1].pos_ in _NAMING:
        first -= 1
    comma = first - 1
    if first == verb.i or comma <= verb.sent.start or doc[comma].text != ",":
        return
    if any(token.tag_ in _FINITE or token.tag_ == "MD" for token in doc[verb.sent.start : comma]):
        content = content_spans(doc, range(verb.sent.start, comma))
        source = (span_between(doc, first, verb.i - 1),)
        yield Draft(Frame.CLAUSE, content, cue_span(verb), source, verb.i, verb.lemma_.lower())


def _is_quoted_by_other(clause: Token, verb: Token) -> bool:
    """Whether another reporting verb stands between a clause before its verb and that verb."""
    return clause.i < verb.i and any(t.dep_ == "parataxis" and t.head == clause for t in clause.children)


def _infinitive(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "He vowed to …"; who is urged to do something is part of the content, who is told to do it is not."""
    if not cues.reports(Frame.INFINITIVE, verb.lemma_.lower()):
        return
    for child in verb.children:
        is_clause = child.dep_ in {"xcomp", "ccomp", "advcl"} and child.i > verb.i
        if is_clause and any(inner.lower_ == "to" and inner.dep_ == "aux" for inner in child.children):
            tokens = _clause_tokens(child, verb, cues)
            if verb.doc[min(tokens)].lower_ == "for":
                tokens.remove(min(tokens))
            yield from _draft(Frame.INFINITIVE, verb, [*_urged(verb, child), *tokens])
            return


def _urged(verb: Token, clause: Token) -> list[int]:
    """Token numbers of who is urged, asked or called on to do what ``clause`` says."""
    if verb.lemma_.lower() in _ADDRESSING:
        return []
    for child in verb.children:
        if child.dep_ == "dobj" and verb.i < child.i < clause.i:
            return _subtree(child)
        if child.dep_ == "prep" and child.lower_ == "on" and child.i == verb.i + 1:
            return [number for inner in child.children if inner.dep_ == "pobj" for number in _subtree(inner)]
    return []


def _object(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "She rejected the charge …", with what hangs on the verb behind it; in the passive, the subject."""
    lemma = verb.lemma_.lower()
    if not cues.reports(Frame.OBJECT, lemma):
        return
    for child in verb.children:
        is_gerund = child.dep_ == "xcomp" and "VBG" in {child.tag_, *(inner.tag_ for inner in child.children)}
        if (child.dep_ == "dobj" or is_gerund) and child.i > verb.i:
            tokens = [*_subtree(child), *_complements(verb, child)]
            yield from _draft(Frame.OBJECT, verb, tokens)
            return
        if child.dep_ == "nsubjpass" and agent_of(verb) is not None:
            yield from _draft(Frame.OBJECT, verb, _subtree(child))
            return


def _complements(verb: Token, governed: Token) -> list[int]:
    """Token numbers of "as …", "over …", "during …" directly behind an object: mostly they belong to it."""
    numbers: list[int] = []
    last = governed.right_edge.i
    for child in verb.children:
        directly = child.left_edge.i == last + 1
        if directly and (child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ in _OF_OBJECT)):
            numbers.extend(range(last + 1, child.right_edge.i + 1))
            last = child.right_edge.i
    return numbers


def _preposition(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "He called for …", "she warned of …": the content is what the preposition governs."""
    holders = (verb, *(child for child in verb.children if child.dep_ == "acomp"))  # "pleaded guilty to …"
    for child in (child for holder in holders for child in holder.children):
        lemma = f"{verb.lemma_.lower()} {child.lower_}"
        if child.dep_ == "prep" and cues.reports(Frame.PREPOSITION, lemma):
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    cue = cue_span(verb)
                    if child.i > verb.i and all(between.dep_ == "prt" for between in verb.doc[verb.i + 1 : child.i]):
                        cue = (Span(cue[0].start, child.idx + len(child.text)),)
                    content = content_spans(verb.doc, _subtree(inner))
                    if content:
                        yield Draft(Frame.PREPOSITION, content, cue, source_of(verb), verb.i, lemma)
                    return


def _object_of(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "She accused the mayor of …": accused and accusation together are the content, in the passive apart."""
    roles = {"dobj", "nsubjpass", "nsubj"} if is_passive(verb) else {"dobj"}
    accused = next((child for child in verb.children if child.dep_ in roles), None)
    if accused is None:
        return
    for child in (*verb.children, *accused.children):
        lemma = f"{verb.lemma_.lower()} {child.lower_}"
        if child.dep_ == "prep" and child.i > verb.i and cues.reports(Frame.OBJECT_OF, lemma):
            content = content_spans(verb.doc, [*_subtree(accused), *_subtree(child), *_participles(verb, child)])
            if content:
                yield Draft(Frame.OBJECT_OF, content, cue_span(verb), source_of(verb), verb.i, lemma)
            return


def _participles(verb: Token, accusation: Token) -> list[int]:
    """Token numbers of participles behind an accusation that go on with it (", hurting … and helping …")."""
    behind = (child for child in verb.children if child.dep_ == "advcl" and child.tag_ == "VBG")
    return [number for child in behind if child.i > accusation.i for number in _subtree(child)]


def _adjective(verb: Token, cues: Cues) -> Iterator[Draft]:
    """Find "He was confident that …": the adjective is the cue's head, the copula part of the cue."""
    for child in verb.children:
        if child.dep_ == "acomp" and child.i > verb.i and cues.reports(Frame.ADJECTIVE, child.lemma_.lower()):
            for holder in (child, verb):
                for clause in holder.children:
                    if clause.dep_ in {"ccomp", "xcomp"} and clause.i > child.i:
                        content = content_spans(verb.doc, _clause_tokens(clause, verb, cues))
                        cue = (Span(cue_span(verb)[0].start, child.idx + len(child.text)),)
                        if content:
                            yield Draft(Frame.ADJECTIVE, content, cue, source_of(verb), verb.i, child.lemma_.lower())
                        return


_FINDERS: tuple[_Finder, ...] = (_clause, _trailing_tag, _object_of, _infinitive, _adjective, _preposition, _object)
