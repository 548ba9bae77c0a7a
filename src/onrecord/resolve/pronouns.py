"""Pronouns as sources: who "he", "she", "they", "it" and "I" are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.language.names import Gender, Pronoun
from onrecord.model import SpeakerKind
from onrecord.parse import Parsed
from onrecord.resolve.cueing import in_any
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.heshe import read_he_or_she
from onrecord.resolve.scene import NOBODY, Reference, Scene, Turn
from onrecord.text import fold

__all__ = ["read_pronoun"]

_NEXT_LINE = 1  # lines between what a body said and "it" that goes on

_SEVERAL = re.compile(r",(?! [JS]r\b)|;|&|\band\b")  # in a byline


def read_pronoun(token: Token, kind: Pronoun, scene: Scene, parsed: Parsed, roster: Roster) -> Reference:
    """Return whom a pronoun means that is a whole source.

    "He" and "she" go to the best candidate before them by agreement, distance, being a subject and having just spoken;
    "I" and "we" inside a statement to its speaker, outside to the byline if that is one person's, else "we" to the
    outlet and "I" to the author, unnamed; "they" to the last plural of people, "it" to the last body, one that has just
    spoken first; "many" leaves its people unnamed. Accepted gaps: a
    singular "they" is read as a plural; who follows in the text is never meant.
    """
    if kind in {Pronoun.MALE, Pronoun.FEMALE}:
        return read_he_or_she(token, Gender(kind.value), scene, roster, parsed.language.names)
    if kind is Pronoun.FIRST:
        return _first(token, scene, parsed)
    if kind is Pronoun.PLURAL:
        return _plural(token, scene, parsed)
    if kind is Pronoun.THING:
        return _thing(token, scene, roster)
    if kind is Pronoun.UNNAMED:
        return Reference(token.lower_, SpeakerKind.UNNAMED, sureness=0.8, reason=f"speaker: not named: {token.lower_}")
    return NOBODY


def _first(token: Token, scene: Scene, parsed: Parsed) -> Reference:
    if scene.outer is not None:
        outer = scene.outer.reference
        reason = f"speaker: '{token.text}' → the speaker around it, {outer.name}"
        return Reference(outer.name, outer.kind, outer.figure, sureness=0.95, reason=reason)
    byline = parsed.article.byline
    if byline and not _SEVERAL.search(byline):
        return Reference(byline, SpeakerKind.PERSON, sureness=0.6, reason=f"speaker: '{token.text}' → the byline")
    outlet, names = parsed.article.outlet, parsed.language.names
    if outlet and fold(token.text) in names.we:
        return Reference(outlet, SpeakerKind.ORGANIZATION, sureness=0.5, reason=f"speaker: '{token.text}' → the outlet")
    reason = f"speaker: '{token.text}' → whoever wrote the page, whom no byline tells"
    return Reference(names.writer, SpeakerKind.UNNAMED, sureness=0.5, reason=reason)


def _plural(token: Token, scene: Scene, parsed: Parsed) -> Reference:
    """The last plural noun of people before "they", outside the statement around; else the last speaker who is many."""
    for other in _nouns_before(token, scene, parsed):
        description = _description(other, parsed)
        reason = f"speaker: '{token.text}' → the last group named, {description} (0.5)"
        return Reference(description, SpeakerKind.UNNAMED, sureness=0.5, reason=reason)
    for turn in reversed(scene.turns):
        if turn.reference.kind is not SpeakerKind.PERSON and turn.reference.name:
            reason = f"speaker: '{token.text}' → the last speaker that is no person, {turn.reference.name} (0.5)"
            return Reference(turn.reference.name, turn.reference.kind, turn.reference.figure, None, 0.5, reason)
    return NOBODY


def _nouns_before(token: Token, scene: Scene, parsed: Parsed) -> Iterator[Token]:
    start = scene.turns[-3].token if len(scene.turns) > 2 else 0
    outer = scene.outer.statement.spans if scene.outer else ()
    for other in reversed(parsed.doc[min(start, token.i) : token.i]):
        of_people = other.tag_ in {"NNS", "NNPS"} and other.lemma_.casefold() in parsed.language.names.groups
        if of_people and not in_any(other.idx, outer):
            yield other


def _description(noun: Token, parsed: Parsed) -> str:
    first = noun.i
    while first > 0 and parsed.doc[first - 1].dep_ in {"amod", "compound"} and parsed.doc[first - 1].head.i <= noun.i:
        first -= 1
    return " ".join(parsed.doc[first : noun.i + 1].text.split())


def _thing(token: Token, scene: Scene, roster: Roster) -> Reference:
    bodies: list[tuple[int, str, Turn | Figure]] = [
        (turn.token, turn.reference.name or "", turn)
        for turn in scene.turns
        if turn.reference.kind is SpeakerKind.ORGANIZATION
    ]
    speaks_on = bool(scene.turns) and scene.turns[-1].reference.kind is SpeakerKind.ORGANIZATION
    near = speaks_on and roster.lines[token.i] - roster.lines[scene.turns[-1].token] <= _NEXT_LINE
    if not near:
        seen = ((body.last_before(token.i), body) for body in roster.bodies)
        bodies += [(last, body.name, body) for last, body in seen if last is not None and not roster.quoted[last]]
    if not bodies:
        return NOBODY
    _, name, where = max(bodies, key=lambda entry: entry[0])
    figure = where if isinstance(where, Figure) else where.reference.figure
    reason = f"speaker: '{token.text}' → the last body named, {name} (0.6)"
    return Reference(name, SpeakerKind.ORGANIZATION, figure, sureness=0.6, reason=reason)
