"""The reader's drafts, brought from the conventions of its annotation to those of the house.

Each rule changes one thing that PolNeAR's annotators draw otherwise, or that one role for every word cannot say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.extract.draft import Draft
from onrecord.extract.nouns import noun_source
from onrecord.extract.spans import agent_of, is_passive, source_span
from onrecord.language.cues import Frame
from onrecord.model import Span
from onrecord.parse import Parsed
from onrecord.text import Quotation, SpanIndex

__all__ = ["Outermost", "refined"]

# Verbs whose subject in the passive is who was spoken to: neither source nor content.
_ADDRESSING = frozenset({"ask", "inform", "question", "tell"})
_PARTS_OF_NAMES = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
_LONGEST_PHRASE = 12


class Outermost:
    """The outermost quotations of a page, to look up by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._of = {span: quotation for quotation in quotations for span in quotation.spans}
        self._index = SpanIndex(self._of)
        self.starts = frozenset(quotation.start for quotation in quotations)

    def touching(self, span: Span) -> list[Quotation]:
        """Return the quotations that share a character with ``span``."""
        return [self._of[part] for part in self._index.overlapping(span)]


def refined(parsed: Parsed, draft: Draft, quotations: Outermost) -> Draft:
    """Return ``draft`` as the house draws it."""
    draft = _in_its_lines(parsed, draft, quotations)
    draft = _guilty_of(parsed.article.text, _without_that(parsed.article.text, draft, quotations))
    draft = replace(draft, source=tuple(_named_alone(parsed, span) for span in draft.source))
    return _of_the_verb(parsed, _asked(parsed, _whole_phrases(parsed, draft)))


def _in_its_lines(parsed: Parsed, draft: Draft, quotations: Outermost) -> Draft:
    """Contents stay in the line of the cue, or in the next where it holds none; a quotation may run over lines.

    A quotation behind indirect speech, in another sentence, is another statement too.
    """
    cue, text = draft.cue[0].start, parsed.article.text
    apart = [text.count("\n", *sorted((cue, span.start))) for span in draft.content]
    kept = [span for span, lines in zip(draft.content, apart, strict=True) if lines == min(apart)]
    running = [mark for span in kept for mark in quotations.touching(span) if len(mark.spans) > 1]
    kept += {part: None for mark in running for part in mark.spans if part not in kept}
    if any(span.start not in quotations.starts for span in kept):
        kept = [one for one in kept if one.start not in quotations.starts or not _in_next_sentence(parsed, cue, one)]
    return replace(draft, content=tuple(sorted(kept))) if kept else draft


def _in_next_sentence(parsed: Parsed, cue: int, span: Span) -> bool:
    """Whether a sentence begins behind the cue and before ``span`` ends, at its start at the latest."""
    between = parsed.tokens(Span(cue, span.start + 1)) if cue < span.start else None
    return between is not None and any(token.is_sent_start for token in between[1:])


def _without_that(text: str, draft: Draft, quotations: Outermost) -> Draft:
    """The conjunction belongs to indirect speech: "adding that “…”" is direct."""
    span = draft.content[0]
    if len(draft.content) == 1 and text[span.start : span.start + 5].lower() == "that ":
        for mark in quotations.touching(span):
            if mark.start == span.start + 5 and mark.end == span.end:
                return replace(draft, content=mark.spans)
    return draft


def _guilty_of(text: str, draft: Draft) -> Draft:
    """In "pleaded guilty to falsifying it" the "to" belongs to neither cue nor content."""
    first, *others = draft.content
    if first.of(text).startswith("to ") and draft.cue[-1].of(text).endswith("guilty"):
        return replace(draft, content=(Span(first.start + len("to "), first.end), *others))
    return draft


def _named_alone(parsed: Parsed, source: Span) -> Span:
    """A source's name without what is told of its bearer behind a comma: "Ida Brask, who keeps the keys"."""
    tokens = parsed.tokens(source)
    if tokens is None:
        return source
    for comma in tokens:
        if comma.text == "," and comma.i > tokens.start and comma.i + 1 < tokens.end:
            before, behind = comma.nbor(-1), comma.nbor(1)
            told = behind.text.islower() or behind.text.isdigit()
            return Span(source.start, before.idx + len(before.text)) if told and before.pos_ == "PROPN" else source
    return source


def _asked(parsed: Parsed, draft: Draft) -> Draft:
    """Who "was asked" or "told" something did not say it; the source is who stands behind "by", or nobody."""
    verb = next((t for span in draft.cue for t in parsed.tokens(span) or () if t.lemma_.lower() in _ADDRESSING), None)
    if verb is None or not (is_passive(verb) or (verb.tag_ == "VBN" and verb.is_sent_start)):
        return draft
    agent = agent_of(verb)
    source = (named,) if agent is not None and (named := source_span(agent)) else ()
    told = [child for child in verb.children if child.dep_ in {"nsubjpass", "nsubj"}]
    heard = [Span(child.left_edge.idx, child.right_edge.idx + len(child.right_edge.text)) for child in told]
    content = tuple(span for span in draft.content if not any(other.contains(span) for other in heard))
    return replace(draft, content=content or draft.content, source=source)


def _of_the_verb(parsed: Parsed, draft: Draft) -> Draft:
    """In "rejected X’s claims that …" the verb's content is all from "X’s" on: the claims are X's own statement."""
    tokens = [token for span in draft.cue for token in parsed.tokens(span) or ()]
    if len(tokens) < 2 or tokens[0].pos_ not in {"VERB", "AUX"} or tokens[-1].pos_ != "NOUN":
        return draft
    noun = tokens[-1]
    if not parsed.language.cues.reports(Frame.NOUN_CLAUSE, noun.lemma_.lower()) or not noun_source(noun):
        return draft
    start = min(noun.left_edge.idx, noun.idx)
    before = [token for token in tokens if token.idx < start]
    if not before or draft.content[0].start < start:
        return draft
    cue = Span(before[0].idx, before[-1].idx + len(before[-1].text))
    return replace(draft, cue=(cue,), content=(Span(start, draft.content[0].end), *draft.content[1:]))


def _whole_phrases(parsed: Parsed, draft: Draft) -> Draft:
    """A content neither begins nor ends inside a noun phrase, unless another part of the statement stands there."""
    taken = (*draft.cue, *draft.source, *draft.content)
    content = []
    for span in draft.content:
        tokens = parsed.tokens(span)
        whole = span if tokens is None else Span(_phrase_start(tokens[0], span), _phrase_end(tokens[-1], span))
        clear = not any(whole.overlaps(other) for other in taken if other != span)
        content.append(whole if clear else span)
    return replace(draft, content=tuple(content))


def _phrase_start(first: Token, span: Span) -> int:
    before = first.nbor(-1) if first.i else None
    while (
        before is not None and before.dep_ in _PARTS_OF_NAMES and before.head.i >= first.i and before.idx < span.start
    ):
        if before.head.idx >= span.end:
            break
        first, before = before, before.nbor(-1) if before.i else None
    return min(first.idx, span.start)


def _phrase_end(last: Token, span: Span) -> int:
    head = last.head
    behind = last.dep_ in _PARTS_OF_NAMES and head.i > last.i and head.pos_ in {"NOUN", "PROPN"}
    if not behind or head.right_edge.i - last.i > _LONGEST_PHRASE:
        return span.end
    return max(head.right_edge.idx + len(head.right_edge.text), span.end)
