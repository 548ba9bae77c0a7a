"""Roles as sources: who "the Arvenian prime minister" or "the spokesman" is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.language import Names
from onrecord.language.names import Gender
from onrecord.model import SpeakerKind
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.holders import Holders
from onrecord.resolve.phrases import Phrase, is_called
from onrecord.resolve.scene import Reference, Scene
from onrecord.resolve.titles import Title, fit, title_of
from onrecord.text import fold, unmarked

__all__ = ["read_role"]

_ENOUGH = 0.5  # least fit of a title
_FOREMOST = 3  # times as many mentions that make one holder of a title the one who is meant
_PLURAL = frozenset({"NNS", "NNPS"})


def read_role(phrase: Phrase, scene: Scene, roster: Roster, names: Names, holders: Holders) -> Reference | None:
    """Return the holder of a definite role, ``None`` where the phrase is none or nobody fits.

    The person with the best fitting title on the page, of several whoever held that office on its day, else the one
    mentioned last, or three times as often;
    where the page gives nobody all of the title, who held that office on its day; else the last speaker described by
    that word and not named. A role that the page gives to nobody is nobody's who is named on it. Accepted gap: what
    somebody does for a living is read from titles, not from what the page tells of them ("who drove the bus").
    """
    title = _definite_role(phrase, names)
    if title is None:
        return None
    holder = _holder(title, phrase, roster, names, holders)
    if holder is None or not any(title.head == own.head and title.rest <= own.rest for own in holder.titles):
        known = _in_office(title, phrase, roster, holders)
        if known is not None:
            return known
    if holder:
        reason = f"speaker: '{phrase.text}' → {holder.name}, so titled on the page (0.85)"
        return Reference(holder.name, SpeakerKind.PERSON, holder, sureness=0.85, reason=reason)
    return _described_before(phrase, scene)


def _in_office(title: Title, phrase: Phrase, roster: Roster, holders: Holders) -> Reference | None:
    """Who held the office on the day of the page, under the name of the page where it names them."""
    term = holders.of(title, phrase)
    if term is None:
        return None
    figures = [one for one in roster.people if holders.is_called(term, one.name)]
    figures += [one for one in roster.people if unmarked(one.name) in term.surnames]
    figure = figures[0] if figures else None
    name = figure.name if figure else term.holder
    reason = f"speaker: '{phrase.text}' → {name}, {holders.why(term)} (0.8)"
    return Reference(name, SpeakerKind.PERSON, figure, sureness=0.8, reason=reason)


def _definite_role(phrase: Phrase, names: Names) -> Title | None:
    first, root = phrase.tokens[0], phrase.root
    indefinite = first.lower_ in names.leading and not phrase.is_definite
    if indefinite or root.tag_ in _PLURAL or root.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    title = title_of(phrase.tokens, names)
    is_role = title is not None and (root.pos_ != "NOUN" or title.head in names.roles.values())
    return title if is_role else None


def _gender(phrase: Phrase, names: Names) -> Gender | None:
    return names.gendered.get(fold(phrase.root.text))


def _holder(title: Title, phrase: Phrase, roster: Roster, names: Names, holders: Holders) -> Figure | None:
    owners = {fold(token.text) for token in phrase.tokens if token.dep_ == "poss"} & title.rest
    gender = _gender(phrase, names)
    ranked: list[tuple[float, int, Figure]] = []
    for figure in roster.people:
        fits = list(_fits(title, figure, owners, names))
        if fits and (gender is None or figure.gender in {None, gender}):
            last = figure.last_before(phrase.root.i)
            place = last if last is not None else -figure.mentions[0][0] - 1
            ranked.append((max(fits), place, figure))
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    if best is None or best[0] < _ENOUGH:
        return None
    alike = sorted((one for one in ranked if one[0] == best[0]), key=lambda entry: -len(entry[2].mentions))
    term = holders.of(title, phrase) if len(alike) > 1 else None
    in_office = [figure for _, _, figure in alike if term and holders.is_called(term, figure.name)]
    if in_office:
        return in_office[0]
    foremost = alike[0][2]  # whom the page is about, where it is about one of them
    is_clear = len(alike) > 1 and len(foremost.mentions) >= _FOREMOST * len(alike[1][2].mentions)
    return foremost if is_clear else best[2]


def _fits(title: Title, figure: Figure, owners: set[str], names: Names) -> Iterator[float]:
    """How well each title of ``figure`` fits; "X's lawyer" fits only one the page calls X's."""
    for other in figure.titles:
        if not owners or owners & other.rest:
            yield fit(title, other, names)


def _described_before(phrase: Phrase, scene: Scene) -> Reference | None:
    noun = fold(phrase.root.text)
    if not phrase.is_definite or len(phrase.tokens) > 2:
        return None
    for turn in reversed(scene.turns):
        known = turn.reference
        if known.figure is None and known.name and is_called(known.name, noun):
            reason = f"speaker: '{phrase.text}' → {known.name}, described before (0.7)"
            return replace(known, sureness=0.7, reason=reason)
    return None
