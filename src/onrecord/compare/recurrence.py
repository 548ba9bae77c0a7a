"""Recurrence: a claim that is made again, by the same or another speaker, at another time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from onrecord.compare.groups import Groups
from onrecord.compare.material import ABOUT, Claim, Material, alike_names, holds, one_claim
from onrecord.compare.standing import Standing
from onrecord.compare.wording import listed, named, quoted
from onrecord.model import Finding

__all__ = ["find"]

_COMMON = 40  # claims; a word in more of them is no sign of a recurrence
_RARE = 3  # claims in which a word stands that alone ties two explanations of the allegations together
_REPRINTED = timedelta(days=60)  # in which pages print words again that were said once
_NEVER = date.max, date.max
_LEAST = 2  # content words of a sentence that claims something
_SHARE = 0.65  # of the shorter claim's content words


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "recurrence" for each claim made at two or more times: a lineage, oldest first.

    Candidates share two content words that are not common. Two sentences make one claim where they share three
    content words in the same order, two of them no names, two thirds of the shorter one, and both or neither deny it;
    or where both give other people's allegations a motive and share a rare word. Times differ where the days do not
    touch, where the page says "repeated", or where one is said to a parliament or court and the other is not. What has
    no day of its own, printed within two months, and the same words on one page, are printed again, not said again. A
    lineage rests on two articles; what one outlet alone prints on page after page is left out. The score is .9, or .5
    where only explanations of allegations are alike. Accepted gaps: a claim in quite other words; who did it to whom is
    told from the order of words only; a page's undated statements count as said in the week of its publication.
    """
    standing = Standing(material, ((claim.article, claim.run) for claim in material.claims))
    claims = [one for one in material.claims if len(set(one.stems)) >= _LEAST and not standing.holds(one.run)]
    groups: Groups[int] = Groups(range(len(claims)))
    weak: set[int] = set()
    for one, other, strong in _pairs(claims):
        groups.join(one, other)
        if not strong:
            weak |= {one, other}
    for group in groups.groups():
        lineage = sorted((claims[number] for number in group), key=_first)
        if len({claim.article for claim in lineage}) > 1 and _times(material, lineage) > 1:
            yield _finding(material, lineage, 0.5 if weak & set(group) else 0.9)


def _first(claim: Claim) -> tuple[date, date, str, int]:
    start, end = claim.days or (date.max, date.max)
    return max(start, date.min), end, claim.article, claim.span.start


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[int, int, bool]]:
    """Yield the numbers of two claims that are one, and whether the words alone say so."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for stem in set(claim.stems):
            index[stem].append(number)
    for number, claim in enumerate(claims):
        for other, count in sorted(_candidates(claim, number, index).items()):
            if claim.negative != claims[other].negative:
                continue
            if count > 1 and one_claim(claim, claims[other], _SHARE):
                yield other, number, True
            elif _one_motive(claim, claims[other], index):
                yield other, number, False


def _candidates(claim: Claim, number: int, index: Mapping[str, Sequence[int]]) -> Counter[int]:
    """The claims before one of this number that share words with it that are not common, and how many."""
    shared: Counter[int] = Counter()
    for stem in set(claim.stems):
        if len(index[stem]) <= _COMMON:
            shared.update(other for other in index[stem] if other < number)
    return shared


def _one_motive(one: Claim, other: Claim, index: Mapping[str, Sequence[int]]) -> bool:
    """Whether both turn allegations down with a motive for them, and one rare word is in both."""
    if not (one.dismissive and other.dismissive) or one.statement.inside or other.statement.inside:
        return False
    if one.article == other.article:
        return alike_names(one.statement.speaker, other.statement.speaker)
    about = ABOUT in one.stems and ABOUT in other.stems
    rare = [stem for stem in set(one.stems) & set(other.stems) - {ABOUT} if len(index[stem]) <= _RARE]
    return about and bool(rare)


def _times(material: Material, lineage: Sequence[Claim]) -> int:
    """How many times a claim was made, at least: stretches of days that do not touch, repetitions, venues."""
    latest: date | None = None
    count = 0
    for start, end in sorted(days for claim in _sayings(lineage) if (days := claim.days)):
        if latest is None or start > latest:
            count, latest = count + 1, end
        latest = min(latest, end)
    if count == 1:
        repeated = [material.in_stems(material.cue(claim.statement), _repeating(material)) for claim in lineage]
        articles = {claim.article for claim in lineage}
        count += len(articles) > 1 and (any(repeated) or _venues(material, lineage) == 2)
    return count


def _sayings(lineage: Sequence[Claim]) -> list[Claim]:
    """Claims that tell of a time of their own: dated ones first, then those that are far from all of them."""
    kept: list[Claim] = []
    for claim in sorted(lineage, key=lambda one: (not _dated(one), one.days or _NEVER, one.article, one.span)):
        if not any(_printed_again(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _printed_again(claim: Claim, other: Claim) -> bool:
    """Whether a claim may be the same saying as another: its words on the same page, or with no day of its own."""
    same_words = holds(claim.run, other.run) or holds(other.run, claim.run)
    return (claim.article == other.article and same_words) or (not _dated(claim) and _soon(claim, other))


def _soon(claim: Claim, other: Claim) -> bool:
    """Whether one may have been said within two months of the other; years later, words are said again."""
    if claim.days is None or other.days is None:
        return True
    later, earlier = max(claim.days[0], other.days[0]), min(claim.days[1], other.days[1])
    return later - earlier <= _REPRINTED


def _dated(claim: Claim) -> bool:
    """Whether the page itself tells when this was said."""
    when = claim.statement.when
    return when is not None and not when.inferred


def _repeating(material: Material) -> frozenset[str]:
    return material.language.claims.repeating


def _venues(material: Material, lineage: Sequence[Claim]) -> int:
    """2 where some of it is said to a parliament or court, and some to somebody else."""
    told = [claim.statement.addressee for claim in lineage if claim.statement.addressee]
    return len({material.in_stems(listener, material.language.claims.venues) for listener in told})


def _finding(material: Material, lineage: Sequence[Claim], score: float) -> Finding:
    said = list(dict.fromkeys(_saying(material, claim) for claim in lineage))
    first = lineage[0]
    words = quoted(first.span.of(material.article(first.article).text).strip())
    evidence = tuple(dict.fromkeys(claim.evidence for claim in lineage))
    return Finding("recurrence", f"{words}, and again: {listed(said)}.", evidence, score)


def _saying(material: Material, claim: Claim) -> str:
    when = claim.statement.when
    published = material.article(claim.article).published
    dated = when.iso if when else f"printed {published}" if published else "no date"
    return f"{claim.statement.speaker or 'no source named'} ({dated}, {named(material.article(claim.article))})"
