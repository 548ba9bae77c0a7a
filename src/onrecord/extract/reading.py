"""The trained attributor: a reader gives every word a role and a link, quotation marks and rules add what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from spacy.attrs import POS

from onrecord.extract.assembling import assemble
from onrecord.extract.clauses import verb_drafts
from onrecord.extract.decoding import Attribution, Run, best_roles, join, runs_of
from onrecord.extract.draft import Draft, lies_in
from onrecord.extract.nesting import nested
from onrecord.extract.quoted import quote_drafts
from onrecord.extract.refining import Outermost, refined
from onrecord.extract.republished import republished_drafts
from onrecord.extract.rules import CONFIDENCE, RuleAttributor
from onrecord.extract.spans import source_of
from onrecord.extract.turns import headed, quoted_turns
from onrecord.language.cues import Frame
from onrecord.model import ArticleKind, Span, Statement
from onrecord.parse import Parsed
from onrecord.text import Quotation, SpanIndex, quotations
from onrecord.weights import Reader, Reading

__all__ = ["ReaderAttributor"]

_LOOSE = frozenset(",;:.-–—―")
_Place = tuple[int, int]  # where a word starts and ends
_NARRATED = 0.5  # least chance of indirect speech for which no source is printed


class ReaderAttributor:
    """Finds statements with a trained reader, in one pass; transcripts are left to the rules.

    Added by rule, because the annotation it was trained on has neither: quotations without a tag, statements inside
    contents, agency copy. Left out: indirect speech without a source of which the reader is not sure. Accepted gaps:
    attitudes ("supports", "criticised") are found like speech; the confidence is the product of the reader's own
    chances, not fitted (expected calibration error .06 on fifty articles not trained on).
    """

    name = "reader@2"

    def __init__(self) -> None:
        self.reader = Reader(self.name)
        self._rules = RuleAttributor()

    def attribute(self, parsed: Parsed) -> tuple[Statement, ...]:
        """Return the statements of a page as printed, in text order; never raises on odd marks or parses."""
        article = parsed.article
        if article.kind is ArticleKind.TRANSCRIPT or parsed.reading is None:
            return self._rules.attribute(parsed)
        marks = quotations(parsed.text)
        outer = [mark for mark in marks if mark.level == 0]
        text = article.text
        conversations = {mark: found for mark in outer if (found := quoted_turns(text, mark) or headed(text, mark))}
        spoken = [draft for found in conversations.values() for draft in found]
        outer = [mark for mark in outer if mark not in conversations]
        copies = republished_drafts(article)
        agency = SpanIndex(span for copy in copies for span in (*copy.source, *copy.cue))
        outermost = Outermost(outer)
        read = {
            refined(parsed, _in_the_copy(parsed, draft, agency), outermost): sure
            for draft, sure in self._read(parsed, parsed.reading, marks).items()
            if not any(map(agency.overlapping, draft.cue))
        }
        quoted = quote_drafts(parsed, outer)
        read = _with_all_tags(_within(_told(parsed, read, outer), spoken, conversations), quoted)
        drafts = [*read, *spoken, *_untold(quoted, read)]
        drafts += list(_plainly_told(parsed, drafts, marks, copies))
        inner = [draft for draft in nested(parsed, drafts, marks) if draft not in read]
        quotes = [span for mark in marks if mark not in conversations for span in mark.spans]
        spans = SpanIndex([*quotes, *(span for turn in spoken for span in turn.content)])

        def made(draft: Draft) -> tuple[float, str]:
            return (read[draft], self.name) if draft in read else (CONFIDENCE[draft.frame], self._rules.name)

        return assemble(parsed, [*drafts, *inner], copies, spans, made)

    def _read(self, parsed: Parsed, seen: Reading, marks: Sequence[Quotation]) -> dict[Draft, float]:
        """The reader's own attributions as drafts, with its chance for each."""
        chances = np.exp(seen.roles - seen.roles.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        runs = runs_of(best_roles(seen.roles, self.reader.moves, self.reader.opening), chances)
        outer = SpanIndex(mark.spans[0] for mark in marks if mark.level == 0 and len(mark.spans) == 1)
        found: dict[Draft, float] = {}
        for one in join(runs, seen.pointing):
            if one.cue is not None and (draft := _draft(parsed.article.text, one, parsed.words, outer)):
                found[draft] = min(max(one.certainty, 0.0), 1.0)
        return found


def _draft(text: str, one: Attribution, words: Sequence[_Place], marks: SpanIndex) -> Draft | None:
    cue, source = (_spans(text, run, words) for run in (one.cue, one.source))
    content = _merged(span for run in one.content for span in _content(text, run, words, marks, (*cue, *source)))
    return Draft(Frame.READ, tuple(content), cue, source) if content else None


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in text order; of those that overlap, as two of one quotation do, one."""
    merged: list[Span] = []
    for span in sorted(spans):
        last = merged.pop() if merged and span.start < merged[-1].end else span
        merged.append(Span(last.start, max(last.end, span.end)))
    return merged


def _spans(text: str, run: Run | None, words: Sequence[_Place]) -> tuple[Span, ...]:
    """The span of a cue or source, less loose punctuation at its ends unless there is nothing else."""
    if run is None:
        return ()
    first, last = _trimmed(text, run, words)
    first, last = (first, last) if first <= last else (run.first, run.last)
    return (Span(words[first][0], words[last][1]),)


def _trimmed(text: str, run: Run, words: Sequence[_Place]) -> tuple[int, int]:
    """Number of the first and last word of a run that are no loose punctuation."""
    first, last = run.first, run.last
    while first <= last and text[slice(*words[first])] in _LOOSE:
        first += 1
    while last >= first and text[slice(*words[last])] in _LOOSE:
        last -= 1
    return first, last


def _content(text: str, run: Run, words: Sequence[_Place], marks: SpanIndex, taken: Iterable[Span]) -> Iterator[Span]:
    """The span of a content run: no loose punctuation at its ends, and no quotation cut in half."""
    first, last = _trimmed(text, run, words)
    if first > last or not any(map(str.isalnum, text[words[first][0] : words[last][1]])):
        return
    start, end = words[first][0], words[last][1]
    for mark in marks.overlapping(Span(start, end)):
        whole = Span(min(start, mark.start), max(end, mark.end))
        if not any(whole.overlaps(other) for other in taken):
            start, end = whole.start, whole.end
    yield Span(start, end)


def _told(parsed: Parsed, read: dict[Draft, float], marks: Iterable[Quotation]) -> dict[Draft, float]:
    """The reader's drafts less what is more likely the page's own narration: unsure, no source, no quoted word.

    A verb of speech is none, as in "asked about the key, she left".
    """
    quoted = SpanIndex(span for mark in marks for span in mark.spans)

    def is_told(draft: Draft) -> bool:
        verbs = (token for span in draft.cue for token in parsed.tokens(span) or () if token.pos_ == "VERB")
        says = any(parsed.language.cues.speaks(verb.lemma_.lower()) for verb in verbs)
        return says or any(map(quoted.overlapping, draft.content))

    return {draft: sure for draft, sure in read.items() if draft.source or sure >= _NARRATED or is_told(draft)}


def _with_all_tags(read: dict[Draft, float], quoted: Iterable[Draft]) -> dict[Draft, float]:
    """“…,” she said. “…,” she added: one statement with two tags, where the rules say that one speech goes on."""
    for whole in quoted:
        if len(whole.cue) > 1:
            parts = [one for one in read if set(one.content) <= set(whole.content)]
            if len(parts) > 1:
                content, cue, source = (
                    tuple(sorted({span for one in parts for span in getattr(one, name)}))
                    for name in ("content", "cue", "source")
                )
                sure = min(read.pop(one) for one in parts)
                read[Draft(Frame.READ, content, cue, source)] = sure
    return read


def _in_the_copy(parsed: Parsed, draft: Draft, agency: SpanIndex) -> Draft:
    """A statement in agency copy is not the agency's own for being the first behind "AGENCY reports:"."""
    if not any(map(agency.overlapping, draft.source)):
        return draft
    verbs = (token for span in draft.cue for token in parsed.tokens(span) or () if token.pos_ == "VERB")
    return replace(draft, source=next((found for verb in verbs if (found := source_of(verb))), ()))


def _within(read: dict[Draft, float], turns: Sequence[Draft], conversations: Iterable[Quotation]) -> dict[Draft, float]:
    """The reader's drafts less those in quotations with heads that are more than a statement inside one turn."""
    if not turns:
        return read
    quoted = SpanIndex(span for mark in conversations for span in mark.spans)
    return {
        draft: sure
        for draft, sure in read.items()
        if not any(map(quoted.overlapping, draft.content)) or any(lies_in(draft, turn) for turn in turns)
    }


def _plainly_told(
    parsed: Parsed, drafts: Iterable[Draft], marks: Iterable[Quotation], copies: Iterable[Draft]
) -> Iterator[Draft]:
    """What the rules read in "She said that …" in the narration where the reader sees nothing.

    Without "that" only in the first paragraph of agency copy, which the reader takes for what "AGENCY reports:" says.
    """
    first = SpanIndex(copy.content[0] for copy in copies)
    cues = parsed.language.cues
    taken = SpanIndex(span for draft in drafts for span in (*draft.content, *draft.cue))
    quoted = SpanIndex(span for mark in marks for span in mark.spans)
    for number in np.flatnonzero(parsed.doc.to_array(POS) == parsed.doc.vocab.strings["VERB"]).tolist():
        token = parsed.doc[number]
        clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
        own = Span(token.idx, token.idx + 1)
        if clause is None or quoted.overlapping(own) or taken.overlapping(own):
            continue
        if first.overlapping(own) or (token.lemma_.lower() in cues.nested and clause.left_edge.lower_ == "that"):
            told = next((draft for draft in verb_drafts(token, cues) if draft.frame is Frame.CLAUSE), None)
            if told is not None and told.source and not any(map(taken.overlapping, (*told.content, *told.cue))):
                yield told


def _untold(quoted: Iterable[Draft], read: Iterable[Draft]) -> Iterator[Draft]:
    """Quotations that the rules take for statements and the reader for none; a source may serve several."""
    read = list(read)
    told = SpanIndex(span for draft in read for span in (*draft.content, *draft.cue))
    sources = SpanIndex(span for draft in read for span in draft.source)
    for draft in quoted:
        own = (*draft.content, *draft.cue)
        if not any(map(told.overlapping, (*own, *draft.source))) and not any(map(sources.overlapping, own)):
            yield draft
