"""Recurrence: a claim that is made again, by the same or another speaker, at another time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import combinations, pairwise

from onrecord.compare.groups import Groups
from onrecord.compare.linking import average_link
from onrecord.compare.material import ABOUT, NOT, Claim, Material, alike_names, holds, longest_common
from onrecord.compare.standing import Standing
from onrecord.compare.wording import listed, quoted
from onrecord.language.frequencies import stem
from onrecord.model import Finding, Form, Stance

__all__ = ["find"]

_RARE = 3  # claims in which a word stands that alone ties two explanations of the allegations together
_TELLING = 6  # content words of a claim, the rarest in news, three of which another one shares
_CROWD = 60  # claims with three such words in common; of more, each is compared with the next in time
_APART = timedelta(days=2)  # between two days of one saying, as pages get days wrong
_LEAST = 3  # content words that two sentences of one claim share
_PLAIN = 2  # of them no names
_SHARE, _SHARE_OF_LONGER = 0.65, 0.55  # of what a claim tells, each word by how rare it is
_RUN = 5  # words in a row that are more than a phrase
_MOST = 0.5  # of the pairs of claims in a lineage that are one claim
_REPRINTED = timedelta(days=60)  # in which pages print words again that were said once
_VENUES = {True, False}  # said to a parliament or court, and to somebody else
_RUN_TOLD = 5.0  # what words in a row tell that are more than a set phrase
_TOLD = 14.0  # what claims of two people share at least, by how rare words are in news
_VERBATIM = 0.8  # of the shorter sentence's words
_QUOTED = 6  # quoted words that, told of a day long past, are words said once; pages get such days wrong
_LONG = 14  # quoted words that nobody says twice
_LINKING = frozenset({"that", "to", "which", "who"})
_OPEN = frozenset({"if", "whether"})
_WINDOW = 60  # content words of a sentence that are aligned
_NEVER = date.max, date.max
_WEAK = 0.5  # likeness of two explanations of allegations


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "recurrence" for each claim made at two or more times: a lineage, oldest first.

    Two sentences make one claim where one holds all words of the other, five or more; where they share three content
    words in the same order, two of them no names, that are most of what either tells (by how rare words are in news),
    with the same names in the same order, no other names on both sides, no other numbers, and both or neither denied;
    or where both give other people's allegations a motive and share a rare word. It is made again where the page
    gives the later saying a day of its own, or another person words it otherwise; where the page says "repeated"; or
    where one is said to a parliament or court and the other is not. What is printed later without a day of its own is
    printed again, not said again. A lineage rests on two articles; attitudes, words without a speaker and what one
    outlet alone prints on page after page are left out. The score is .9, or .5 where only explanations of allegations
    are alike. Accepted gaps: a claim in quite other words; who did it to whom is told from the order of names only.
    """
    standing = Standing(material, ((claim.article, claim.run) for claim in material.claims))
    claims = [one for one in material.claims if _is_claim(material, one) and not standing.holds(one.run)]
    pairs, motives = _pairs(material, claims), set(_motives(claims))
    for group in _lineages(len(claims), pairs, motives):
        lineage = sorted((claims[number] for number in group), key=_first)
        sayings = _sayings(material, lineage)
        if len({claim.article for claim in lineage}) > 1 and len(sayings) > 1:
            alike = [pairs[pair] for pair in combinations(group, 2) if pair in pairs]
            weak = any(pair in motives for pair in combinations(group, 2))
            yield _finding(material, lineage, sayings, _WEAK if weak else sum(alike) / len(alike))


def _lineages(size: int, pairs: Iterable[tuple[int, int]], motives: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Numbers of claims, half the pairs among which are one claim; those that one motive ties together, in one."""
    linked = average_link([0.0] * size, dict.fromkeys(pairs, 1.0), _MOST)
    groups: Groups[int] = Groups(range(size))
    for one, other in (*motives, *((group[0], number) for group in linked for number in group)):
        groups.join(one, other)
    return [sorted(group) for group in groups.groups()]


def _is_claim(material: Material, one: Claim) -> bool:
    """Whether somebody says something of something there: no name of a thing, no question, no telling of themselves."""
    statement, claims = one.statement, material.language.claims
    own = set(material.stems(statement.speaker or ""))
    says = (
        bool(one.stems)
        and (bool(one.acts) or statement.form is Form.DIRECT or _turns_down(one))
        and not statement.attitude
    )
    asked = statement.stance is Stance.ASK or "?" in one.span.of(material.article(one.article).text)
    open_ = not claims.interrogatives.isdisjoint(one.run[:1]) or not _OPEN.isdisjoint(one.run)
    clause = statement.form is not Form.INDIRECT or _turns_down(one) or _is_clause(material, one)
    return says and clause and not asked and not open_ and bool(statement.speaker) and not (own and own <= one.names)


def _is_clause(material: Material, one: Claim) -> bool:
    """Whether reported words begin with "that", or a subject and what it does; "the fact that" names a thing."""
    verbs = material.language.claims.before_verbs - _LINKING
    return not _LINKING.isdisjoint(one.run[:1]) or any(word.partition("'")[0] in verbs for word in one.run[:_RUN])


def _first(claim: Claim) -> tuple[date, date, str, int]:
    start, end = claim.days or (date.max, date.max)
    return max(start, date.min), end, claim.article, claim.span.start


def _pairs(material: Material, claims: Sequence[Claim]) -> dict[tuple[int, int], float]:
    """The numbers of two claims that are one → how alike they are, from 0 to 1."""
    found: dict[tuple[int, int], float] = {}
    for one, other in sorted(_candidates(material, claims)):
        if claims[one].negative == claims[other].negative and (
            value := _likeness(material, claims[one], claims[other])
        ):
            found[one, other] = value
    return found


def _motives(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    counts = Counter(word for claim in claims for word in set(claim.stems))
    dismissals = [number for number, claim in enumerate(claims) if claim.dismissive and not claim.statement.inside]
    for one, other in combinations(dismissals, 2):
        if claims[one].negative == claims[other].negative and _one_motive(claims[one], claims[other], counts):
            yield one, other


def _candidates(material: Material, claims: Sequence[Claim]) -> set[tuple[int, int]]:
    """Pairs of claims that share three of their most telling words, or the first five words of one."""
    index: dict[Hashable, list[int]] = defaultdict(list)
    rarity = material.language.frequencies.share
    for number, claim in sorted(enumerate(claims), key=lambda item: _first(item[1])):
        telling = sorted(set(claim.stems), key=lambda word: (rarity(word), word))[:_TELLING]
        for words in combinations(sorted(telling), _LEAST):
            index[words].append(number)
    pairs = {pair for numbers in index.values() for pair in _beside(numbers)}
    openings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if len(claim.run) >= _RUN:
            openings[claim.run[:_RUN]].append(number)
    for number, claim in enumerate(claims):
        for at in range(len(claim.run) - _RUN + 1):
            pairs |= {(min(number, n), max(number, n)) for n in openings.get(claim.run[at : at + _RUN], ())[:_CROWD]}
    return {(one, other) for one, other in pairs if one != other}


def _beside(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    near = combinations(numbers, 2) if len(numbers) <= _CROWD else pairwise(numbers)
    yield from ((min(one, other), max(one, other)) for one, other in near)


def _likeness(material: Material, one: Claim, other: Claim) -> float:
    """How much of what either tells two claims share, where they are one claim; else 0."""
    common = longest_common(one.stems[:_WINDOW], other.stems[:_WINDOW])
    plain = set(common) - one.names - other.names - {ABOUT}
    shared, *own = (material.weight(stems) for stems in (common, one.stems, other.stems))
    if shared < _TOLD and _other_speaker(material, one, other):
        return 0.0
    if holds(one.run, other.run) or holds(other.run, one.run):
        return shared / max(own)
    modals = [not material.language.claims.modals.isdisjoint(claim.run) for claim in (one, other)]
    if modals[0] != modals[1] or len(common) < _LEAST or len(plain) < _PLAIN:
        return 0.0
    most = shared >= max(_SHARE * min(own), _SHARE_OF_LONGER * max(own))
    return (
        shared / max(own)
        if most and _same_act(material, one, other, plain) and _same_actors(material, one, other)
        else 0.0
    )


def _turns_down(one: Claim) -> bool:
    return ABOUT in one.stems and one.negative


def _same_act(material: Material, one: Claim, other: Claim, plain: Set[str]) -> bool:
    """Whether both turn a claim down, have words in a row inside quotation marks, or begin with the same act."""
    if ABOUT in one.stems or ABOUT in other.stems:
        return _turns_down(one) and _turns_down(other)
    opposite = {NOT + act for act in one.acts} & set(other.acts) | {NOT + act for act in other.acts} & set(one.acts)
    if opposite:
        return False
    done = one.acts[:1] == other.acts[:1] != ()
    many = len(plain) > (one.statement.speaker != other.statement.speaker) + 1
    return (done and many) or _quoted_run(material, one, other)


def _quoted_run(material: Material, one: Claim, other: Claim) -> bool:
    """Whether two quotations share words in a row that tell something beside names."""
    if Form.INDIRECT in {one.statement.form, other.statement.form}:
        return False
    runs = [{claim.run[at : at + _RUN] for at in range(len(claim.run) - _RUN + 1)} for claim in (one, other)]
    plain = (set(one.stems) & set(other.stems)) - one.names - other.names
    return any(material.weight(plain & set(map(stem, run))) >= _RUN_TOLD for run in runs[0] & runs[1])


def _same_actors(material: Material, one: Claim, other: Claim) -> bool:
    """Whether two claims name the same in the same order, and give no other numbers; one may name more."""
    both = one.names & other.names
    orders = [tuple(dict.fromkeys(word for word in claim.stems if word in both)) for claim in (one, other)]
    numbers = [set(material.language.turns.values(claim.run)) for claim in (one, other)]
    more = all((one.names - set(other.stems), other.names - set(one.stems)))
    return orders[0] == orders[1] and not more and (not all(numbers) or numbers[0] == numbers[1])


def _same_words(one: Claim, other: Claim) -> bool:
    """Whether most words of the shorter sentence, in a row or not, stand in the other."""
    common = len(longest_common(one.run[:_WINDOW], other.run[:_WINDOW]))
    return common >= max(_RUN, _VERBATIM * min(len(one.run), len(other.run), _WINDOW))


def _one_motive(one: Claim, other: Claim, counts: Mapping[str, int]) -> bool:
    """Whether both turn allegations down with a motive for them, and one rare word is in both."""
    if one.article == other.article:
        return alike_names(one.statement.speaker, other.statement.speaker)
    rare = [word for word in set(one.stems) & set(other.stems) - {ABOUT} if counts[word] <= _RARE]
    return ABOUT in one.stems and ABOUT in other.stems and bool(rare)


def _sayings(material: Material, lineage: Sequence[Claim]) -> list[Claim]:
    """The claims of a lineage that tell of another time each, at least: days apart, repetitions, venues."""
    latest: date | None = None
    kept: list[Claim] = []
    earlier: list[Claim] = []
    for claim in lineage:
        start, end = claim.days or _NEVER
        if start == date.max:
            continue
        if latest is None or (start - latest > _APART and _is_said_then(material, claim, earlier)):
            kept, latest = [*kept, claim], end
        latest = min(latest, end)
        earlier.append(claim)
    if len(kept) == 1:
        kept += _said_again(material, kept[0], earlier)
    return kept


def _is_said_then(material: Material, claim: Claim, earlier: Sequence[Claim]) -> bool:
    """Whether a claim has a day of its own, or is another person's who words it otherwise; else it is printed again."""
    for one in earlier:
        same_words, other = _same_words(claim, one), _other_person(material, claim, one)
        if not _dated(claim) and (not other or (same_words and claim.statement.form is not Form.INDIRECT)):
            return False
        if same_words and not other and _printed_soon(material, claim, one):
            return False
        if _is_one_quotation(material, claim, one, _QUOTED if _is_past(material, claim) else _LONG):
            return False
    return True


def _is_one_quotation(material: Material, claim: Claim, one: Claim, least: int) -> bool:
    """Whether two claims are quoted and of one utterance, or share most words, so many at least."""
    held = (claim.statement, one.statement)
    if any(statement.form is Form.INDIRECT and not statement.inside for statement in held):
        return False
    grouped = [material.utterance_of.get((c.article, c.statement.id)) for c in (claim, one)]
    if grouped[0] == grouped[1] is not None:
        return True
    return _same_words(claim, one) and len(longest_common(claim.run[:_WINDOW], one.run[:_WINDOW])) >= least


def _is_past(material: Material, claim: Claim) -> bool:
    """Whether a page does not print what was said as news: within two months of the saying, and not before it."""
    published = material.article(claim.article).published
    start = (claim.days or _NEVER)[0]
    return published is None or not start <= published <= start + _REPRINTED


def _other_person(material: Material, one: Claim, other: Claim) -> bool:
    """Whether two claims are of two people whom their pages name."""
    first, second = one.statement.speaker, other.statement.speaker
    named_there = material.names_a_person(one.article, first) and material.names_a_person(other.article, second)
    return named_there and not alike_names(first, second)


def _other_speaker(material: Material, one: Claim, other: Claim) -> bool:
    """Whether two claims are of two people, or one is a report of what a body, or somebody told by a role, said."""
    reported = Form.INDIRECT in {one.statement.form, other.statement.form}
    names = [claim.statement.speaker for claim in (one, other)]
    own = any(name == material.article(c.article).outlet for name, c in zip(names, (one, other), strict=True))
    return _other_person(material, one, other) or ((own or reported) and not alike_names(*names))


def _printed_soon(material: Material, one: Claim, other: Claim) -> bool:
    """Whether pages print two claims within two months; whatever days they give, words are hardly said twice then."""
    days = [material.article(claim.article).published for claim in (one, other)]
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= _REPRINTED


def _said_again(material: Material, first: Claim, lineage: Sequence[Claim]) -> list[Claim]:
    """A claim of another article that its page calls repeated, or that is said in the other kind of venue."""
    others = [claim for claim in lineage if claim.article != first.article]
    repeating = material.language.claims.repeating
    repeated = [claim for claim in lineage if material.in_stems(material.cue(claim.statement), repeating)]
    if len(repeated) == len(lineage):
        repeated = []  # copied from one page that says so
    venues = {_venue(material, claim) for claim in lineage if claim.statement.addressee}
    if not repeated and len(venues) < len(_VENUES):
        return []
    if len(venues) < len(_VENUES):
        others = [claim for claim in others if not _is_one_quotation(material, claim, first, _RUN)]
    return ([claim for claim in others if claim in repeated or claim.statement.addressee] or others)[:1]


def _venue(material: Material, claim: Claim) -> bool:
    return material.in_stems(claim.statement.addressee or "", material.language.claims.venues)


def _dated(claim: Claim) -> bool:
    """Whether the page itself tells when this was said, or on what occasion of a known day."""
    return claim.statement.when is not None


def _finding(material: Material, lineage: Sequence[Claim], sayings: Sequence[Claim], score: float) -> Finding:
    said = list(dict.fromkeys(_saying(material, claim) for claim in sayings))
    first = sayings[0]
    words = quoted(first.span.of(material.article(first.article).text).strip())
    evidence = tuple(dict.fromkeys(claim.evidence for claim in lineage))
    return Finding("recurrence", f"{words}, and again: {listed(said)}.", evidence, score)


def _saying(material: Material, claim: Claim) -> str:
    dated = material.dated(claim.article, claim.statement.when)
    return f"{claim.statement.speaker or 'no source named'} ({dated}, {material.article(claim.article).printed_by})"
