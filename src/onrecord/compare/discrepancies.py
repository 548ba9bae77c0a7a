"""Discrepancies: one event or one statement, told with another date, number, name or speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.compare.events import dated_otherwise
from onrecord.compare.groups import Groups
from onrecord.compare.material import Claim, Material, longest_common
from onrecord.compare.wording import listed, quoted
from onrecord.language import Printed
from onrecord.model import ArticleKind, Change, Evidence, Finding, Form, Place, Reading, Span, Substantive, Utterance
from onrecord.text import fold, folded, words

__all__ = ["find"]

_SUBSTANCE = (Substantive.NUMBER, Substantive.NEGATION, Substantive.NAME)
_SHARE = 0.85  # of a sentence's words
_LONG = 60  # words of a sentence that are compared
_RUN = 8  # quoted words in a row that two people do not say by chance
_TOLD = 14.0  # what such words tell at least, by how rare they are in news; less is a set phrase
_REPLACED = 2  # words for which a negation stands
_SHORT = 3  # words of a place that is hardly more than a negation
_REWORDED = Change.REWORDED
_HEAD = 3  # letters that two ways to write a forename share
_MANY = 12  # sentences of quotations that share such a run and are compared
_SPELT = 6  # letters of a word that is another spelling of one that differs in one letter
_BRACKETED = re.compile(r"[\[(][^\])]*[\])]?")


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "discrepancies" for each thing that two pages tell with another value.

    Compared are the printings of one place of an utterance inside quotation marks (numbers, negations, names), the
    speakers of the same eight quoted words, and the dates of events (:mod:`~onrecord.compare.events`). Every value is
    shown with who prints it. The score is .9 for words inside quotation marks, less for the rest; of reported words
    only a negation that one page leaves out is looked for. Accepted gaps: a different place of an event is not looked
    for; numbers in narration and reported words are not compared.
    """
    for utterance in material.utterances:
        for place in utterance.places:
            yield from _in_quotation(material, utterance, place)
        yield from _without_not(material, utterance)
    yield from _two_speakers(material)
    yield from dated_otherwise(material)


def _in_quotation(material: Material, utterance: Utterance, place: Place) -> Iterator[Finding]:
    own = next((reading for reading in place.readings if reading.statement == place.taken_from), place.readings[0])
    kept = _quoted(material, own)
    reworded = [(reading, _quoted(material, reading)) for reading in place.readings if reading.change is _REWORDED]
    for what in _SUBSTANCE if kept.spans else ():
        others = [reading for reading, other in reworded if other.spans and _differ(material, what, kept, other)]
        if not others:
            continue
        readings = [own, *others]
        printed = "; ".join(f"{material.article(r.article).printed_by}: {quoted(r.text)}" for r in readings)
        yield Finding(
            "discrepancies",
            f"A {what.value} differs in what {utterance.speaker or 'somebody'} said: {printed}.",
            tuple(Evidence(reading.article, reading.span) for reading in readings),
            0.9,
        )


def _quoted(material: Material, reading: Reading) -> Printed:
    """What of a reading stands in quotation marks; all of it where its statement is not known.

    What the page put in brackets was not said.
    """
    statement = material.statements.get((reading.article, reading.statement))
    text, span = material.article(reading.article).text, reading.span
    inside = [span]
    if statement is not None:
        parts = (part for fragment in statement.content for part in fragment.quoted if part.overlaps(span))
        inside = [Span(max(part.start, span.start), min(part.end, span.end)) for part in parts]
    said = tuple(one for part in inside for one in _unbracketed(text, part))
    return Printed(text, said, material.language.turns)


def _unbracketed(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for found in _BRACKETED.finditer(text, span.start, span.end):
        yield from [Span(start, found.start())] if start < found.start() else []
        start = found.end()
    yield from [Span(start, span.end)] if start < span.end else []


def _differ(material: Material, what: Substantive, one: Printed, other: Printed) -> bool:
    """Whether two printings each have another number or name, or differ by a negation alone."""
    if what is Substantive.NEGATION:
        alone = _unnegated(one) == _unnegated(other) or _replaced(one, other) or _replaced(other, one)
        return (one.negations - other.negations) % 2 == 1 and alone
    if what is Substantive.NUMBER:
        return one.numbers != other.numbers and bool(one.numbers) and bool(other.numbers)
    return _has_another(material, one, other) and _has_another(material, other, one)


def _has_another(material: Material, one: Printed, other: Printed) -> bool:
    """Whether a name in one printing is none of the words of the other, nor their initials."""
    there = other.words
    initials = "".join(word[0] for word in there)
    known = (any(_may_be(material, name, word) for word in there) or _is_initials(name, initials) for name in one.names)
    return not all(known)


def _is_initials(name: str, initials: str) -> bool:
    return len(name) > 1 and name in initials


def _unnegated(printed: Printed) -> list[str]:
    """Return the words without negations, of "isn't" the verb."""
    turns = printed.turns
    plain = (re.sub(rf"(?:{'|'.join(turns.negating_ends)})$", "", word) for word in printed.words)
    return [word for word in plain if not turns.negates(word)]


def _replaced(one: Printed, other: Printed) -> bool:
    """Whether all that differs is a negation in ``one`` for a word or two in ``other`` ("nobody", "everybody").

    Where the rest negates too, that may be the same thing ("not him nor her", "not him or her").
    """
    first, second = one.words, other.words
    same = 0
    while same < min(len(first), len(second)) and first[same] == second[same]:
        same += 1
    behind = len(first) - same - 1
    if behind < 0 or not one.turns.negates(first[same]) or other.negations % 2:
        return False
    instead = second[same : len(second) - behind]
    misspelt = "".join(instead) == first[same].replace("'", "")
    return first[same + 1 :] == second[len(second) - behind :] and 0 < len(instead) <= _REPLACED and not misspelt


def _may_be(material: Material, one: str, other: str) -> bool:
    """Whether one word is a short form of the other ("Mike"), its beginning ("Gen"), or a forename much like it."""
    short, long = sorted((one.removesuffix("'s"), other.removesuffix("'s")), key=len)
    forms = material.language.names.nicknames
    written_otherwise = long in forms.values() and short[:_HEAD] == long[:_HEAD]
    if written_otherwise or forms.get(short, short) == forms.get(long, long):
        return True
    return (long.startswith(short) and (len(short) > 1 or short == long)) or _is_spelling(short, long)


def _is_spelling(one: str, other: str) -> bool:
    """Whether two long words differ in one letter ("adviser", "advisor")."""
    return len(one) == len(other) >= _SPELT and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _without_not(material: Material, utterance: Utterance) -> Iterator[Finding]:
    """Places that are hardly more than a negation, with other pages that print both sides of it but not it.

    Whoever prints the negation prints both sides too; else it is a place where their words end. Reported words are
    compared where no page quotes.
    """
    for before, place, after in zip(utterance.places, utterance.places[1:], utterance.places[2:], strict=False):
        if len(place.text.split()) > _SHORT or not any(map(material.language.turns.negates, folded(place.text))):
            continue
        reported = not any(_quoted(material, reading).spans for one in utterance.places for reading in one.readings)
        if not reported and _quoted(material, place.readings[0]).negations % 2 == 0:
            continue
        sides = {_key(r): r for r in before.readings}, {_key(r): r for r in after.readings}
        both = set(sides[0]) & set(sides[1])
        printing = [reading for reading in place.readings if _key(reading) in both]
        pages = {reading.article for reading in place.readings}
        silent = sorted(
            one
            for one in both
            if one[0] not in pages and (reported or all(_quoted(material, side[one]).spans for side in sides))
        )
        told = "is reported to have said" if reported else "said"
        if silent and printing:
            readings = [*(side[one] for one in silent for side in sides), *printing]
            with_it, without = (
                listed(material.article(reading.article).printed_by for reading in held)
                for held in (printing, [sides[0][one] for one in silent])
            )
            yield Finding(
                "discrepancies",
                f"A negation differs in what {utterance.speaker or 'somebody'} {told}: "
                f"{quoted(f'{before.text} {place.text} {after.text}')} in {with_it}, without {quoted(place.text)} in "
                f"{without}.",
                tuple(Evidence(reading.article, reading.span) for reading in readings),
                0.7 if reported else 0.9,
            )


def _key(reading: Reading) -> tuple[str, str]:
    return reading.article, reading.statement


def _two_speakers(material: Material) -> Iterator[Finding]:
    """The same quoted words, given to people of different names on days that touch."""
    index: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in material.claims:
        if claim.statement.form is Form.DIRECT and claim.statement.speaker and not claim.statement.inside:
            for at in range(len(claim.run) - _RUN + 1):
                index[claim.run[at : at + _RUN]].append(claim)
    groups: Groups[Claim] = Groups()
    for claims in index.values():
        for one, other in combinations(claims[:_MANY], 2):
            if _other_person(material, one, other):
                groups.join(one, other)
    yield from (_speakers(material, group) for group in groups.groups())


def _other_person(material: Material, one: Claim, other: Claim) -> bool:
    transcripts = {material.article(claim.article).kind for claim in (one, other)} == {ArticleKind.TRANSCRIPT}
    touching = not (one.days and other.days) or (one.days[0] <= other.days[1] and other.days[0] <= one.days[1])
    first, second = (_person(material, claim) for claim in (one, other))
    apart = bool(first) and bool(second) and first.isdisjoint(second)
    telling = material.weight(set(one.stems) & set(other.stems)) >= _TOLD
    return (
        one.article != other.article and touching and apart and telling and not transcripts and _most_shared(one, other)
    )


def _person(material: Material, claim: Claim) -> set[str]:
    """The words of a speaker's name, where it is a person's and stands at the quotation; else who it is is inferred."""
    name, text = claim.statement.speaker, material.article(claim.article).text
    if not material.names_a_person(claim.article, name):
        return set()
    named_there = {word.folded for span in claim.statement.source for word in words(text, span)}
    own = {fold(word) for word in (name or "").split()}
    return own if own & named_there else set()


def _most_shared(one: Claim, other: Claim) -> bool:
    """Whether two sentences share nearly all of the shorter one's words, in the same order."""
    common = len(longest_common(one.run[:_LONG], other.run[:_LONG]))
    return common >= _SHARE * min(len(one.run), len(other.run), _LONG)


def _speakers(material: Material, claims: Sequence[Claim]) -> Finding:
    ordered = sorted(claims, key=lambda claim: (claim.article, claim.span))
    given = listed(f"{material.article(c.article).printed_by} to {c.statement.speaker}" for c in ordered)
    words_ = quoted(ordered[0].span.of(material.article(ordered[0].article).text).strip())
    sources: Iterable[Evidence] = (Evidence(c.article, span) for c in ordered for span in c.statement.source)
    evidence = (*(claim.evidence for claim in ordered), *sources)
    return Finding("discrepancies", f"{words_} is given to different people: {given}.", evidence, 0.7)
