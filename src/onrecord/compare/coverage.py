"""Coverage: who prints an utterance, how much of it and with which words before it, and what one outlet leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.compare.material import Material
from onrecord.compare.origins import Ties, common_origins, origins_of
from onrecord.compare.wording import listed, quoted
from onrecord.model import ArticleKind, Change, Evidence, Finding, Place, Utterance, Witness
from onrecord.text import folded, words

__all__ = ["Printing", "find", "printings"]

_LEAST = 3  # words; fewer are a turn of phrase
_MANY = 20  # words that count in full
_SEVERAL = 3  # outlets; where fewer print it, the rest is no news
_MANNERS = {"quoted": "quoted by", "part": "in part by", "paraphrased": "paraphrased by", "absent": "not in"}
_CUT = frozenset({Change.TRIMMED, Change.ELIDED, Change.SPLICED, Change.REORDERED})


@dataclass(frozen=True, slots=True)
class Printing:
    """How one outlet prints an utterance: ``quoted``, ``part``, ``paraphrased`` or ``absent``, with verb and date."""

    outlet: str
    manner: str
    verb: str = ""
    published: str = ""


def find(material: Material) -> Iterator[Finding]:
    """Yield findings of kind "coverage": places that one outlet alone prints or leaves out, and who prints it how.

    The score of a place is the share of the utterance's outlets that leave the words out (or print them, where one
    leaves them out), less for places of under 20 words; that of the overview, which is given from three outlets on, is
    the share of outlets that do not quote in full, halved. It names how many origins the printings have. Accepted
    gaps: an article without an outlet counts as an outlet of its own; whether an outlet left the words out or never
    had them is not known; absent is who prints other words of the speaker on the same days.
    """
    articles = {identity: page.article for identity, page in material.pages.items()}
    peers, ties = _peers(material), material.once(common_origins)
    for utterance in material.utterances:
        outlets = _outlets(material, (witness.article for witness in utterance.witnesses))
        for place in utterance.places if len(outlets) > 1 else ():
            printing = _outlets(material, (reading.article for reading in place.readings))
            length = sum(1 for _ in words(place.text))
            transcript = any(articles[reading.article].kind is ArticleKind.TRANSCRIPT for reading in place.readings)
            alone = len(printing) == 1 and length >= _LEAST and not transcript
            if alone and _printing(material, place) <= {printing[0]}:
                yield _alone(place, printing[0], len(outlets), min(1.0, length / _MANY))
        if len(outlets) >= _SEVERAL:
            yield from _left_out(material, utterance)
            yield from _overview(material, utterance, peers.get(utterance.id, frozenset()), ties)


def _printing(material: Material, place: Place) -> set[str]:
    """The outlets that print the words of a place in a statement, if only one of another utterance."""
    holding = material.once(_holding)
    held = [holding.get(stem, frozenset()) for stem in set(material.stems(place.text))]
    wanted = f" {' '.join(folded(place.text))} "
    found = set()
    for key in frozenset.intersection(*held) if held else ():
        claims = material.claims_of(material.statements[key])
        if wanted in f" {' '.join(word for claim in claims for word in claim.run)} ":
            found.add(material.article(key[0]).printed_by)
    return found


def _holding(material: Material) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Each content word → article and id of the statements in which it stands."""
    found: dict[str, set[tuple[str, str]]] = {}
    for claim in material.claims:
        for stem in claim.stems:
            found.setdefault(stem, set()).add((claim.article, claim.statement.id))
    return {stem: frozenset(statements) for stem, statements in found.items()}


def _alone(place: Place, outlet: str, outlets: int, weight: float) -> Finding:
    missing = outlets - 1
    return Finding(
        "coverage",
        f"Only {outlet} prints {quoted(place.text)}; {missing} other "
        f"{'outlet prints' if missing == 1 else 'outlets print'} words of the same utterance without it.",
        tuple(Evidence(reading.article, reading.span) for reading in place.readings),
        missing / outlets * weight,
    )


def _left_out(material: Material, utterance: Utterance) -> Iterator[Finding]:
    """The longest place that all who quote but one print, for each such outlet; that others paraphrase is said."""
    quoting = _outlets(material, (w.article for w in utterance.witnesses if Change.PARAPHRASED not in w.changes))
    longest: dict[str, Place] = {}
    for place in utterance.places:
        missing = set(quoting) - set(_outlets(material, (reading.article for reading in place.readings)))
        if len(missing) == 1 and len(quoting) >= _SEVERAL and sum(1 for _ in words(place.text)) >= _LEAST:
            (outlet,) = missing
            if outlet in _printing(material, place):
                continue
            longest[outlet] = max(longest.get(outlet, place), place, key=lambda one: len(one.text))
    everybody = set(_outlets(material, (witness.article for witness in utterance.witnesses)))
    of_those = "" if everybody == set(quoting) else " of those who quote it"
    for outlet, place in sorted(longest.items()):
        own = [w for w in utterance.witnesses if material.article(w.article).printed_by == outlet]
        yield Finding(
            "coverage",
            f"All but {outlet}{of_those} print {quoted(place.text)}: {listed(sorted(set(quoting) - {outlet}))}.",
            tuple(
                dict.fromkeys(
                    (
                        *(Evidence(reading.article, reading.span) for reading in place.readings),
                        *(Evidence(witness.article, span) for witness in own for span in witness.spans),
                    )
                )
            ),
            (len(quoting) - 1) / len(quoting) * min(1.0, len(place.text.split()) / _MANY),
        )


def _overview(material: Material, utterance: Utterance, peers: frozenset[str], ties: Ties) -> Iterator[Finding]:
    rows = printings(material, utterance, peers)
    different = sum(row.manner != "quoted" for row in rows)
    if not different:
        return
    origins = len(origins_of(material, {witness.article for witness in utterance.witnesses}, ties))
    told = []
    for manner, heading in _MANNERS.items():
        held = [row for row in rows if row.manner == manner]
        names = [f"{row.outlet} ({f'“{row.verb}”, ' if row.verb else ''}{row.published})" for row in held]
        told += (
            [f"{heading} {listed(names if manner != 'absent' else [row.outlet for row in held], most=8)}"]
            if held
            else []
        )
    outlets = sum(row.manner != "absent" for row in rows)
    yield Finding(
        "coverage",
        f"{quoted(utterance.fullest)}: {'; '.join(told)}. {outlets} outlets, {origins} "
        f"{'origin' if origins == 1 else 'origins'}.",
        tuple(dict.fromkeys(Evidence(w.article, span) for w in utterance.witnesses for span in w.spans)),
        different / len(rows) / 2,
    )


def printings(material: Material, utterance: Utterance, peers: Iterable[str] = ()) -> tuple[Printing, ...]:
    """Return how each outlet prints an utterance, by the alphabet; it is absent in ``peers`` that do not."""
    best: dict[str, tuple[int, Printing]] = {}
    for witness in utterance.witnesses:
        article = material.article(witness.article)
        statement = material.statements.get((witness.article, witness.statement))
        manner, rank = _manner(witness)
        day = article.published.isoformat() if article.published else "no date"
        verb = material.cue(statement) if statement else ""
        row = Printing(article.printed_by, manner, verb if any(map(str.isalpha, verb)) else "", day)
        best[row.outlet] = min(best.get(row.outlet, (rank, row)), (rank, row), key=lambda item: (item[0], item[1].verb))
    absent = [Printing(outlet, "absent") for outlet in sorted(set(peers) - set(best))]
    return (*(best[outlet][1] for outlet in sorted(best)), *absent)


def _manner(witness: Witness) -> tuple[str, int]:
    if Change.PARAPHRASED in witness.changes:
        return "paraphrased", 2
    return ("part", 1) if _CUT & set(witness.changes) else ("quoted", 0)


def _peers(material: Material) -> Mapping[str, frozenset[str]]:
    """Utterance → the outlets that print any utterance of the same speaker in the same weeks."""
    held: dict[tuple[str, int], set[str]] = {}
    for utterance in material.utterances:
        for witness in utterance.witnesses if utterance.speaker else ():
            article = material.article(witness.article)
            if article.published:
                key = utterance.speaker or "", article.published.toordinal() // 7
                held.setdefault(key, set()).add(article.printed_by)
    found: dict[str, frozenset[str]] = {}
    for utterance in material.utterances:
        days = [day for w in utterance.witnesses if (day := material.article(w.article).published)]
        weeks = {day.toordinal() // 7 for day in days}
        outlets = (held.get((utterance.speaker or "", week), set()) for week in sorted(weeks))
        found[utterance.id] = frozenset().union(*outlets) if utterance.speaker else frozenset()
    return found


def _outlets(material: Material, ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(material.article(identity).printed_by for identity in ids))
