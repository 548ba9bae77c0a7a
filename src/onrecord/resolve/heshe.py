"""He and she: the best candidate among the people before a pronoun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.language import Names
from onrecord.language.names import Gender, Pronoun
from onrecord.model import Form, SpeakerKind
from onrecord.resolve.cueing import in_any
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.scene import Reference, Scene
from onrecord.text import fold

__all__ = ["read_he_or_she"]

# Weights set by hand and checked on news, those that need no speaker also on passages of encyclopedia text.
_LAST_SPEAKER = 1.2
_EARLIER_SPEAKER = 0.4
_SUBJECT = 0.5
_SENTENCE_AWAY = 0.4
_OTHER_LINE = 0.4
_MENTIONED = 0.15
_KNOWN_GENDER = 0.2
_IN_QUOTATION = 0.8
_IN_REPORT = 0.4
_TOLD_OF = 0.8
_OWN_REPORT = 0.8
_FARTHEST = 6
_NEAR = 25  # tokens before a pronoun in which an unnamed person of a quotation is looked for


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody a pronoun may mean, with a score and the last token that names them."""

    score: float
    last: int
    reference: Reference


def read_he_or_she(token: Token, gender: Gender, scene: Scene, roster: Roster, names: Names) -> Reference:
    """Return whom "he" or "she" means: the best by agreement, distance, being a subject and having just spoken.

    Whoever is the subject of the sentence right before the quotation has a claim too, as who last spoke has; whoever is
    only named in what others are reported to say has less.

    Nobody says "he" of themselves, but others do who report them; whoever is told is not who tells. Somebody described
    and not named ("a young man") competes where they have just spoken, or stand before the pronoun in the same
    quotation. Whoever was just asked answers, if they agree. A name that the page prints only in the words the pronoun
    says is no candidate, nor is one in words reported before it ("Lind lied, he said"). Accepted gap: who follows in
    the text is never meant.
    """
    answer = _answer(token, gender, scene, names)
    if answer:
        return answer
    people = [
        _Candidate(_score(figure, last, token, scene, roster), last, Reference(figure.name, SpeakerKind.PERSON, figure))
        for figure in roster.people
        if figure.gender in {None, gender} and figure != scene.hearer and not _says_i(figure, scene)
        if not _is_only_quoted(figure, token, scene) and not _is_told_of(figure, token, scene)
        if (last := _last_seen(figure, token, scene)) is not None
    ]
    described = [one for one in _described(token, scene, roster, names) if _agrees(one.reference, gender, names)]
    ranked = sorted([*people, *described], key=lambda one: (-one.score, -one.last))
    if not ranked:
        return Reference(None, reason=f"speaker: nobody before '{token.text}' fits it")
    best = ranked[0]
    margin = best.score - ranked[1].score if len(ranked) > 1 else 1.0
    sureness = 0.9 if margin > 0.8 else 0.8 if margin > 0.3 else 0.6
    name, figure = best.reference.name, best.reference.figure
    reason = f"speaker: '{token.text}' → {name}, nearest that fits by gender, turn and place ({sureness})"
    return Reference(name, best.reference.kind, figure, sureness=sureness, reason=reason)


def _answer(token: Token, gender: Gender, scene: Scene, names: Names) -> Reference | None:
    """Who was asked right before, if the pronoun may mean them."""
    asked = scene.asked
    if asked is None or asked.kind is SpeakerKind.ORGANIZATION:
        return None
    agrees = asked.figure.gender in {None, gender} if asked.figure else _agrees(asked, gender, names)
    reason = f"speaker: '{token.text}' → {asked.name}, who was asked right before (0.8)"
    return replace(asked, sureness=0.8, reason=reason) if agrees else None


def _is_only_quoted(figure: Figure, token: Token, scene: Scene) -> bool:
    """Whether all that names ``figure`` before a pronoun stands within the words it says."""
    own = [span for part in scene.around.content for span in part.quoted]
    return all(in_any(token.doc[last].idx, own) for _, last in figure.mentions if last < token.i)


def _is_told_of(figure: Figure, token: Token, scene: Scene) -> bool:
    """Whether the reported words before a pronoun name ``figure``: in "Lind lied, he said" he is not Lind.

    He may be in "Lind lied, as he said".
    """
    if token.i and token.nbor(-1).lower_ == "as":
        return False
    told = [part for part in scene.around.content if part.span.end <= token.idx]
    places = [token.doc[last].idx for _, last in figure.mentions if last < token.i]
    return any(in_any(place, [part.span]) and not in_any(place, part.quoted) for part in told for place in places)


def _last_seen(figure: Figure, token: Token, scene: Scene) -> int | None:
    """The last token before a pronoun that names somebody, or that gives them words ("he said" of them)."""
    spoke = [turn.token for turn in scene.turns if turn.reference.figure == figure and turn.token < token.i]
    places = [*spoke, *([last] if (last := figure.last_before(token.i)) is not None else [])]
    return max(places, default=None)


def _says_i(figure: Figure, scene: Scene) -> bool:
    """Whether ``figure`` speaks the direct quotation the pronoun stands in."""
    outer = scene.outer
    return outer is not None and outer.reference.name == figure.name and outer.statement.form is Form.DIRECT


def _score(figure: Figure, last: int, token: Token, scene: Scene, roster: Roster) -> float:
    score = _away(last, token, roster)
    score += _SUBJECT * _is_subject(token.doc[last])
    score += _MENTIONED * min(len(figure.mentions), _FARTHEST)
    score += _KNOWN_GENDER * (figure.gender is not None)
    if scene.outer is not None:
        return score + _OWN_REPORT * (scene.outer.reference.name == figure.name)
    score -= _IN_QUOTATION * roster.quoted[last] or _IN_REPORT * roster.reported[last]
    score += _TOLD_OF * (figure == scene.told_of)
    speakers = [turn.reference.name for turn in scene.turns[-3:]]
    if speakers and speakers[-1] == figure.name:
        return score + _LAST_SPEAKER
    return score + _EARLIER_SPEAKER * (figure.name in speakers)


def _away(last: int, token: Token, roster: Roster) -> float:
    """What the distance between a mention and the pronoun costs."""
    sentences = min(roster.sentences[token.i] - roster.sentences[last], _FARTHEST)
    return -_SENTENCE_AWAY * sentences - _OTHER_LINE * (roster.lines[token.i] != roster.lines[last])


def _is_subject(token: Token) -> bool:
    while token.dep_ in {"compound", "appos", "flat"} and token.head != token:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass"}


def _described(token: Token, scene: Scene, roster: Roster, names: Names) -> Iterator[_Candidate]:
    """The described and unnamed people a pronoun may mean."""
    outer = scene.outer
    if outer is None:
        turn = scene.turns[-1] if scene.turns else None
        unnamed = turn and turn.reference.figure is None and turn.reference.kind is SpeakerKind.UNNAMED
        if turn and unnamed and _called_so(token.doc[turn.token], token, names):
            near = roster.lines[turn.token] == roster.lines[token.i]
            score = _away(turn.token, token, roster) + _SUBJECT + (_LAST_SPEAKER if near else _EARLIER_SPEAKER)
            yield _Candidate(score, turn.token, turn.reference)
    elif outer.statement.form is Form.DIRECT:
        for other in token.doc[max(0, token.i - _NEAR) : token.i]:
            is_one = fold(other.text) in names.roles or fold(other.text) in names.gendered
            if is_one and other.tag_ == "NN" and other.dep_ != "attr" and in_any(other.idx, outer.statement.spans):
                score = _away(other.i, token, roster) + _SUBJECT * _is_subject(other)
                yield _Candidate(score, other.i, Reference(other.text, SpeakerKind.UNNAMED))
    elif outer.reference.name and outer.reference.figure is None:
        yield _Candidate(_away(outer.token, token, roster) + _SUBJECT + _OWN_REPORT, outer.token, outer.reference)


def _called_so(source: Token, token: Token, names: Names) -> bool:
    """Whether a source is no pronoun of another gender than ``token``, so that both may mean somebody described."""
    before, now = names.pronouns.get(source.lower_), names.pronouns.get(token.lower_)
    return before not in {Pronoun.MALE, Pronoun.FEMALE} or before is now


def _agrees(reference: Reference, gender: Gender, names: Names) -> bool:
    """Whether a description is of one person who may be of ``gender``."""
    words = [fold(word) for word in (reference.name or "").split()]
    told = {names.gendered[word] for word in words if word in names.gendered}
    return any(word in names.roles or word in names.gendered for word in words) and told <= {gender}
