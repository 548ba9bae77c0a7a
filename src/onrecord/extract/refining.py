"""The reader's drafts, brought from the conventions of its annotation to those of the house.

Each rule changes one thing that PolNeAR's annotators draw otherwise, or that one role for every word cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.extract.draft import Draft
from onrecord.extract.nouns import noun_source
from onrecord.extract.spans import agent_of, is_passive, quoting_verb, source_of, source_span, subject_of
from onrecord.language.cues import Frame
from onrecord.model import Span
from onrecord.parse import Parsed
from onrecord.text import Quotation, SpanIndex

__all__ = ["Outermost", "refined"]

# Verbs whose subject in the passive is who was spoken to: neither source nor content.
_ADDRESSING = frozenset({"ask", "inform", "question", "tell"})
_PARTS_OF_NAMES = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
_LONGEST_PHRASE = 12
_DATELINE = re.compile(r"[^\S\n]*(?::|--?[^\S\n]|[–—])")  # what stands behind the place


class Outermost:
    """The outermost quotations of a page, to look up by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._of = {span: quotation for quotation in quotations for span in quotation.spans}
        self._index = SpanIndex(self._of)
        self.starts = frozenset(span.start for span in self._of)

    def touching(self, span: Span) -> list[Quotation]:
        """Return the quotations that share a character with ``span``."""
        return [self._of[part] for part in self._index.overlapping(span)]


def refined(parsed: Parsed, draft: Draft, quotations: Outermost) -> Draft:
    """Return ``draft`` as the house draws it."""
    draft = _in_its_lines(parsed, draft, quotations)
    draft = replace(draft, content=tuple(_behind_citing(parsed, span) for span in draft.content))
    draft = _guilty_of(parsed.article.text, _without_that(parsed.article.text, draft, quotations))
    draft = replace(draft, source=tuple(_named_alone(parsed, span) for span in draft.source))
    draft = _behind_dateline(parsed, draft)
    return _of_the_verb(parsed, _asked(parsed, _passive(parsed, _whole_phrases(parsed, draft))))


def _in_its_lines(parsed: Parsed, draft: Draft, quotations: Outermost) -> Draft:
    """Contents stay in the line of the cue, or in the next where it holds none; a quotation may run over lines.

    A quotation behind indirect speech, in another sentence, is another statement too; indirect speech in a sentence
    before a quotation and its tag is narration.
    """
    cue, text = draft.cue[0].start, parsed.article.text
    apart = [text.count("\n", *sorted((cue, span.start))) for span in draft.content]
    kept = [span for span, lines in zip(draft.content, apart, strict=True) if lines == min(apart)]
    kept = _whole(kept, draft, quotations)
    if any(span.start not in quotations.starts for span in kept):
        kept = [one for one in kept if one.start not in quotations.starts or not _sentence_opens(parsed, cue, one)]
        quoted = [one for one in kept if one.start in quotations.starts and one.end <= cue]
        kept = [
            one for one in kept if one in quoted or not any(_sentence_opens(parsed, one.end - 1, q) for q in quoted)
        ]
    return replace(draft, content=tuple(sorted(kept))) if kept else draft


def _whole(content: Sequence[Span], draft: Draft, quotations: Outermost) -> list[Span]:
    """A quotation that runs over paragraphs is all content, unless the cue or source stands in it."""
    whole = list(content)
    for mark in {mark: None for span in content for mark in quotations.touching(span) if len(mark.spans) > 1}:
        if not any(part.overlaps(own) for part in mark.spans for own in (*draft.cue, *draft.source)):
            whole = [span for span in whole if not any(part.contains(span) for part in mark.spans)]
            whole += [part for part in mark.spans if not any(part.overlaps(span) for span in whole)]
    return sorted(whole)


def _sentence_opens(parsed: Parsed, start: int, span: Span) -> bool:
    """Whether a sentence begins behind ``start`` and before ``span``, with it at the latest."""
    between = parsed.tokens(Span(start, span.start + 1)) if start < span.start else None
    return between is not None and any(token.is_sent_start for token in between[1:])


def _without_that(text: str, draft: Draft, quotations: Outermost) -> Draft:
    """The conjunction belongs to indirect speech: "adding that “…”" is direct."""
    span = draft.content[0]
    if len(draft.content) == 1 and text[span.start : span.start + 5].lower() == "that ":
        for mark in quotations.touching(span):
            if mark.start == span.start + 5 and mark.end == span.end:
                return replace(draft, content=mark.spans)
    return draft


def _behind_citing(parsed: Parsed, span: Span) -> Span:
    """A content without whom the report cites for it: "according to the Courier, citing a diplomat, …"."""
    text = parsed.article.text
    tokens = parsed.tokens(span)
    if tokens is None:
        return span
    before = tokens[0].nbor(-1) if tokens[0].i else tokens[0]
    opening = next((one for one in (tokens[0], before) if one.tag_ == "VBG"), None)
    comma = text.find(", ", span.start, span.end)
    if opening is None or comma < 0 or opening.lemma_.lower() not in parsed.language.names.citing:
        return span
    return Span(comma + len(", "), span.end)


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


def _behind_dateline(parsed: Parsed, draft: Draft) -> Draft:
    """A place that a line opens with says nothing; the subject of the verb does: "TARN: The mayor admitted that …".

    So it does right behind the dateline where the reader, confused by that, finds no source.
    """
    line, text = parsed.article.dateline, parsed.article.text

    def is_place(span: Span) -> bool:
        opens = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
        alone = opens and span.of(text).isupper() and _DATELINE.match(text, span.end) is not None
        return alone or (line is not None and line.span.contains(span))

    verb = next((t for span in draft.cue for t in parsed.tokens(span) or () if t.pos_ == "VERB"), None)
    leads = line is not None and verb is not None and not parsed.text[line.span.end : verb.sent.start_char].strip()
    if not all(map(is_place, draft.source)) or not (draft.source or leads):
        return draft
    subject = subject_of(verb) if verb is not None else None
    named = source_span(subject) if subject is not None and subject.pos_ in {"NOUN", "PROPN"} else None
    taken = named is None or is_place(named) or any(map(named.overlaps, (*draft.content, *draft.cue)))
    return draft if named is None or taken else replace(draft, source=(named,))


def _passive(parsed: Parsed, draft: Draft) -> Draft:
    """Who "was quoted as saying" it said it; who accuses stands behind the "by" of "was accused of it by her"."""
    verbs = [token for span in draft.cue for token in parsed.tokens(span) or () if token.pos_ == "VERB"]
    quoting = next((verb for verb in verbs if quoting_verb(verb) is not None), None)
    agent = next((found for verb in verbs if (found := agent_of(verb)) is not None), None)
    source = source_of(quoting) if quoting is not None else ()
    if agent is not None and not draft.source and (named := source_span(agent)):
        source = (named,)
    content = [left for span in draft.content if (left := _less(parsed, span, source))] if source else ()
    return replace(draft, source=source, content=tuple(content)) if content else draft


def _less(parsed: Parsed, span: Span, source: Sequence[Span]) -> Span | None:
    """A content span without a source at its end, and without the "by" before that; ``None`` where nothing is left."""
    for own in source:
        if own.contains(span):
            return None
        if span.contains(own):
            text = parsed.article.text[span.start : own.start].removesuffix("by ").rstrip()
            return Span(span.start, span.start + len(text)) if text else None
    return span


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
