"""Check: one quotation of a draft against candidate printings → a verdict with its evidence.

The words are compared by the alignment that collation uses; nothing is looked up here, and nothing is said about the
world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from onrecord.check.judge import QUOTED, RANK, Judged, judge
from onrecord.check.match import Match, joined, match, part, words_at
from onrecord.check.notes import Given, Seen, first_word, notes_on
from onrecord.check.units import Page, Unit, Wording
from onrecord.language import Turns
from onrecord.model import ArticleKind, Span
from onrecord.verdicts import Checked, Note, Printing, Remark, Verdict

__all__ = ["LEAST", "Given", "Page", "check", "own_words_in"]

LEAST = 3
"""Words of the speaker's own that a quotation must have; one of fewer is a phrase (scare quotes)."""

_ON_RECORD = 0.6  # of a quotation's words that one printing must have
_SPLICE = 0.1  # more of the words in two places than in any one outweigh the one
_INDIRECT = 0.2  # more of the words in reported speech than in any quotation outweigh the quotation
_WHOLE = 0.85  # of the words that two places together must have for a splice
_PART = 4  # words of each place; fewer are a phrase of anybody's
_GAPS = 8  # stretches of a quotation that another place is looked for; one with more is no splice of two
_TRIED = 3  # printings that a splice is looked for from
_SHOWN = 8  # printings kept as evidence


def own_words_in(text: str, spans: Iterable[Span]) -> int:
    """Return how many words of the speaker's own, none of an editor's brackets, stand in ``spans``."""
    return Wording.of(text, spans).own


def check(text: str, spans: tuple[Span, ...], given: Given, pages: Sequence[Page], turns: Turns) -> Checked:
    """Return what ``pages`` print of the quotation in ``spans`` of a draft's ``text``.

    The verdict is that of the nearest printing, so that one outlet that prints the words as they are is enough;
    what others print then is a note. Words that no page has to three fifths, and no two pages together almost
    whole, are absent.

    Accepted gaps: a quotation in other words, or in another language, is absent; where one of a page's statements is
    misattributed the note on the speaker is wrong with it.
    """
    quotation = Wording.of(text, spans)
    matches = [(page, found) for page in pages for unit in page.units if (found := match(quotation, unit))]
    # The printing of most words first; of those of as many, the order of the pages stands.
    matches.sort(key=lambda pair: -pair[1].same)
    judged = [(page, judge(found, turns)) for page, found in matches if found.share >= _ON_RECORD and _is_enough(found)]
    judged += _spliced(quotation, matches, turns)
    printed = " ".join(span.of(text) for span in spans)
    if not judged:
        return Checked(spans, printed, Verdict.ABSENT, speaker=given.speaker)
    judged.sort(key=lambda pair: pair[1].nearness)
    main = _main([one for _, one in judged])
    judged.sort(key=lambda pair: pair[1] is not main)
    # Two places joined are evidence of a splice alone: beside words that are printed as they stand they say nothing.
    held = [(page, one) for page, one in judged if main.spliced or not one.spliced]
    seen = [_seen(page, one) for page, one in held]
    rest = [_rest(main, pages)] if main.spliced else []
    near = [each for each in seen if _is_near(each.judged, main)]
    others = [each for each in seen if not _is_near(each.judged, main)]
    apart = () if main.spliced else _joined_from(quotation, matches, turns)
    notes = (*notes_on(given, near, others, rest), *apart)
    return Checked(spans, printed, main.verdict, main.other, given.speaker, notes, tuple(_printings(seen, pages)))


def _is_enough(found: Match) -> bool:
    """Whether the equal words are more than a phrase by chance: three of them, in stretches of more than two."""
    return found.same >= LEAST and max(tile.end - tile.start for tile in found.tiles) >= min(LEAST, found.quotation.own)


def _main(judged: Sequence[Judged]) -> Judged:
    """Return the nearest, but a splice or reported speech where it has clearly more of the words than that."""
    first = judged[0]
    if RANK[first.verdict] < RANK[Verdict.REWORDED]:
        return first
    for verdict, more in ((Verdict.SPLICED, _SPLICE), (Verdict.INDIRECT, _INDIRECT)):
        best = max((one for one in judged if one.verdict is verdict), key=lambda one: one.share, default=None)
        if best and best.share >= first.share + more:
            first = best
    return first


def _is_near(one: Judged, main: Judged) -> bool:
    """Whether a printing has the words in the way the verdict is about."""
    if main.verdict is Verdict.SPLICED:  # the same part of it, not the other one
        return one.verdict is main.verdict and one.share >= main.share and _parts(one) == _parts(main)
    if main.verdict in {Verdict.REWORDED, Verdict.INDIRECT}:
        return one.verdict is main.verdict and one.share >= main.share
    return one.verdict is Verdict.CUT or RANK[one.verdict] <= max(RANK[main.verdict], RANK[Verdict.TRIMMED])


def _parts(judged: Judged) -> set[tuple[int, int]]:
    return {(tile.start, tile.end) for tile in judged.found.tiles}


def _spliced(quotation: Wording, matches: Sequence[tuple[Page, Match]], turns: Turns) -> Iterator[tuple[Page, Judged]]:
    """Yield what becomes of the best matches with the words that they have not from another place."""
    for page, found in matches[:_TRIED]:
        whole, rest = _completed(quotation, found, matches)
        if rest and whole.quoted >= QUOTED and (whole.same + rest.same) / quotation.own >= _WHOLE:
            yield page, Judged(whole, Verdict.SPLICED, limit=judge(whole, turns).limit, spliced=rest)
        elif whole is not found and whole.share >= _ON_RECORD:
            yield page, judge(whole, turns)


def _completed(quotation: Wording, found: Match, matches: Sequence[tuple[Page, Match]]) -> tuple[Match, Match | None]:
    """Return a match with the words that it lacks from elsewhere in its unit, and where most of the others stand."""
    rest: Match | None = None
    whole = found
    for gap in islice(found.missing(_PART), _GAPS) if found.same >= _PART else ():
        best = _best_for(part(quotation, gap), matches, found.unit)
        if best and best.unit is found.unit:
            whole = joined(whole, best, gap.start)
        elif best and (rest is None or best.same > rest.same):
            rest = best
    return whole, rest


def _best_for(words: Wording, matches: Sequence[tuple[Page, Match]], own: Unit) -> Match | None:
    """Return where most of the words left over are printed in a row, on the page of the others if there too."""
    found = [again for _, each in matches if (again := match(words, each.unit))]
    enough = [
        each
        for each in found
        if each.quoted >= QUOTED and max(t.end - t.start for t in each.tiles) >= min(_PART, len(words.words))
    ]
    return max(enough, key=lambda each: (each.same, each.unit is own), default=None)


def _joined_from(quotation: Wording, matches: Sequence[tuple[Page, Match]], turns: Turns) -> Iterator[Note]:
    """Yield a note for each transcript that has words in two places which a page prints as one."""
    spoken = {page.article.id: page for page, _ in matches if page.article.kind is ArticleKind.TRANSCRIPT}
    for transcript in spoken.values():
        own = [(page, found) for page, found in matches if page is transcript]
        whole = any(found.share >= _WHOLE for _, found in own)
        if not whole and any(one.spliced for _, one in _spliced(quotation, own, turns)):
            words = f"The transcript of {transcript.article.printed_by} has these words in two places."
            yield Note(Remark.JOINED, words, (transcript.article.id,))


def _seen(page: Page, one: Judged) -> Seen:
    return Seen(page, one, tuple(page.containing(first_word(one))))


def _rest(judged: Judged, pages: Sequence[Page]) -> Seen:
    """Return the second place of a splice."""
    found = judged.spliced or judged.found
    page = next(page for page in pages if page.article is found.unit.article)
    return _seen(page, replace(judged, found=found, spliced=None))


def _printings(seen: Sequence[Seen], pages: Sequence[Page]) -> Iterator[Printing]:
    """Yield the evidence, nearest first: one printing of each article, and both where two are joined."""
    given: set[str] = set()
    for each in seen:
        if each.article.id in given or len(given) >= _SHOWN:
            continue
        given.add(each.article.id)
        yield _printing(each)
        if each.judged.spliced:
            yield _printing(_rest(each.judged, pages))


def _printing(seen: Seen) -> Printing:
    article, found = seen.article, seen.judged.found
    first, end = found.printed
    first -= seen.judged.lead
    spans = words_at(found.unit, first, end)
    equal = {at for tile in found.tiles for at in range(tile.other_start, tile.other_end)}
    left_out = [at for at in range(first, end) if at not in equal]
    runs = [list(run) for _, run in groupby(enumerate(left_out), key=lambda pair: pair[1] - pair[0])]
    other = tuple(span for run in runs for span in words_at(found.unit, run[0][1], run[-1][1] + 1))
    spoken = next((one for one in seen.statements if one.speaker), None)
    shown = seen.statements[0].id if seen.statements else None
    utterances = (seen.page.utterances.get(one.id) for one in seen.statements)
    return Printing(
        article=article.id,
        outlet=article.printed_by,
        published=article.published,
        url=article.url,
        spans=spans,
        text=" … ".join(span.of(article.text) for span in spans),
        other=other,
        verdict=seen.judged.verdict,
        statement=shown,
        utterance=next((found_ for found_ in utterances if found_), None),
        speaker=spoken.speaker if spoken else None,
        replaced_by=article.replaced_by,
        replaced=article.replaced,
    )
