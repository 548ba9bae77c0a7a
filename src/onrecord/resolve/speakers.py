"""Who speaks: every statement of a page, in the order of the text, given to somebody or nobody."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.model import Form, Span, Speaker, SpeakerKind, Stance, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import cue_heads, follows_content
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.hearers import Hearer, behind
from onrecord.resolve.holders import Holders
from onrecord.resolve.scene import NOBODY, Reference, Scene, Turn
from onrecord.resolve.sources import SourceReader
from onrecord.resolve.stances import is_question
from onrecord.resolve.subjects import subject_of

__all__ = ["Speakers", "page_speakers"]

_IMPLICIT = 0.7
_TOLD_OF = 0.6
_BY_CLAUSE = 0.6
_SHORT = 3  # words of a quotation that can only be an answer
_REMEMBERED = 20  # turns before a source that are looked at


@dataclass(frozen=True, slots=True)
class Beside:
    """Who stands beside the cues of a page, by statement: whom it is said to, and whom a report cites for it."""

    hearers: Mapping[str, Hearer]
    cited: Mapping[str, Hearer]

    def hearer(self, statement: Statement) -> int:
        """Return the token that names whom ``statement`` is said to, -1 where none does."""
        return self.hearers[statement.id].head.i if statement.id in self.hearers else -1


class Speakers:
    """Reads the sources of a page's statements, each in the scene it stands in."""

    def __init__(
        self,
        parsed: Parsed,
        roster: Roster,
        holders: Holders,
        statements: Sequence[Statement],
        beside: Beside,
    ) -> None:
        self._parsed = parsed
        self._roster = roster
        self._reader = SourceReader(parsed, roster, holders)
        self._statements = sorted(statements, key=_reading_order)
        self._beside = beside
        self._top: list[Turn] = []  # turns nested in nothing, by token
        self.turns: dict[str, Turn] = {}

    def read(self) -> Mapping[str, Turn]:
        """Return the turn of every statement, by its id."""
        for statement in self._statements:
            reference = self._cited(statement, self._reference(statement))
            turn = Turn(statement, self._last_token(statement), reference, self._asked_by(statement, reference))
            self.turns[statement.id] = turn
            if not statement.inside and reference.name:
                insort(self._top, turn, key=lambda one: one.token)
        return self.turns

    def phrase(self, statement: Statement, span: Span, *, head: Token | None = None) -> Reference:
        """Return whom ``span`` means, read where ``statement`` stands; ``head`` is the word it turns on, if known."""
        tokens = self._parsed.tokens(span)
        if tokens is None or not len(tokens):
            return NOBODY
        return self._reader.read(tokens, self._scene(statement, tokens.start), head)

    def _reference(self, statement: Statement) -> Reference:
        first = self._behind_cue(statement)
        if first is not None:
            return first
        for span in statement.source:
            if self._is_said_of(statement, span):
                return NOBODY
            reference = self.phrase(statement, span)
            if reference.name:
                return reference
            first = first or reference
        if first is None and statement.implicit:
            return self._implicit(statement)
        return first or self._by_clause(statement)

    def _is_said_of(self, statement: Statement, source: Span) -> bool:
        """Whether a source is but of whom something is said ("she was said to be furious")."""
        tokens, verbs = self._parsed.tokens(source), self._parsed.language.claims.neutral
        root = tokens.root if tokens else None
        passive = root is not None and root.dep_ == "nsubjpass" and root.head.lemma_.casefold() in verbs
        return passive and root is not None and root.head in cue_heads(self._parsed, statement)

    def _behind_cue(self, statement: Statement) -> Reference | None:
        """Who stands behind a cue that follows its quotation directly, where no source stands in that sentence."""
        sources = [tokens for span in statement.source if (tokens := self._parsed.tokens(span))]
        for head in cue_heads(self._parsed, statement):
            if follows_content(head, statement) and not any(tokens.sent == head.sent for tokens in sources):
                found = behind(head, statement.spans)
                reference = self.phrase(statement, found.span, head=found.head) if found else NOBODY
                if reference.name:
                    return replace(reference, reason=f"speaker: {reference.name}, right behind '{head.text}'")
        return None

    def _asked_by(self, statement: Statement, reference: Reference) -> Reference | None:
        """Whom ``statement`` asks, if it is a question to somebody whom the page tells."""
        hearer = self._beside.hearers.get(statement.id)
        if hearer is None or not self._asks(statement):
            return None
        asked = self.phrase(statement, hearer.span, head=hearer.head)
        known = asked.name and reference.name and asked.name != reference.name
        return asked if known else None

    def _asks(self, statement: Statement) -> bool:
        cues, heads = self._parsed.language.cues, cue_heads(self._parsed, statement)
        return is_question(self._parsed, statement) or any(
            cues.stance_of(head.lemma_.casefold()) is Stance.ASK for head in heads
        )

    def _answerer(self, statement: Statement, last: Turn | None) -> Reference | None:
        """Who was asked by the ``last`` statement before a quotation that can answer: short, or on a new line."""
        if last is None or last.asked is None or statement.inside or statement.form is not Form.DIRECT:
            return None
        tokens = self._parsed.tokens(statement.spans[0])
        short = tokens is not None and sum(token.is_alpha for token in tokens) <= _SHORT
        near = self._on_one_line(_reading_order(last.statement)[0], _reading_order(statement)[0])
        return last.asked if short or not near else None

    def _cited(self, statement: Statement, reference: Reference) -> Reference:
        """Whom the body that reports ``statement`` cites for it, with that body as the way it came."""
        cited = self._beside.cited.get(statement.id)
        if cited is None or reference.kind is not SpeakerKind.ORGANIZATION or reference.name is None:
            return reference
        source = self.phrase(statement, cited.span, head=cited.head)
        if source.name is None or source.name == reference.name:
            return reference
        return replace(source, reason=f"speaker: {source.name}, cited by {reference.name}", through=reference.name)

    def _by_clause(self, statement: Statement) -> Reference:
        """Who the clause of the cue gives a statement to that has no source."""
        subject = subject_of(self._parsed, statement)
        if subject and subject.head.i == self._beside.hearer(statement):
            return NOBODY
        reference = self.phrase(statement, subject.span, head=subject.head) if subject else NOBODY
        if subject is None or reference.name is None:
            return NOBODY
        names, lemma = self._parsed.language.names, subject.head.lemma_.casefold()
        somebody = lemma in names.listeners or lemma in names.roles or lemma in names.pronouns
        if reference.kind is SpeakerKind.UNNAMED and not somebody:
            return NOBODY
        printed = " ".join(subject.span.of(self._parsed.article.text).split())
        reason = f"speaker: {reference.name}, by the clause of the cue ('{printed}') ({_BY_CLAUSE})"
        return replace(reference, sureness=_BY_CLAUSE, reason=reason)

    def _scene(self, statement: Statement, token: int) -> Scene:
        outer = self.turns.get(statement.inside or "")
        before = self._top[: bisect_left(self._top, token, key=lambda turn: turn.token)]
        turns = tuple(turn for turn in before[-_REMEMBERED:] if not _holds(turn, statement))
        hearer = self._roster.at.get(self._beside.hearer(statement))
        return Scene(token, statement, outer, turns, hearer, self._answerer(statement, turns[-1] if turns else None))

    def _implicit(self, statement: Statement) -> Reference:
        """The last speaker before a quotation that goes on without a tag, those of its paragraph first.

        Where the sentence right before it, on its line, tells of another person, it is theirs, and nobody's if the last
        speaker spoke on that line too.
        """
        start = _reading_order(statement)[0]
        known = self.turns.values() if statement.inside else self._top
        turns = [
            turn
            for turn in known
            if turn.statement.inside == statement.inside and turn.reference.name and not _holds(turn, statement)
        ]
        near = [turn for turn in turns[-_REMEMBERED:] if self._on_one_line(_reading_order(turn.statement)[0], start)]
        before = near or turns
        if not before:
            return NOBODY
        turn = max(before, key=lambda turn: turn.token)
        last = turn.reference
        other = self._subject_before(statement, turn)
        if other is not None:
            return other
        asked = self._answerer(statement, turn)
        if asked is not None:
            return replace(
                asked, sureness=_IMPLICIT, reason=f"speaker: {asked.name}, who was asked right before ({_IMPLICIT})"
            )
        reason = f"speaker: goes on from the statement before, {last.name} ({_IMPLICIT})"
        return Reference(last.name, last.kind, last.figure, last.document, _IMPLICIT, reason)

    def _subject_before(self, statement: Statement, last: Turn) -> Reference | None:
        """Who is meant where the subject of the sentence before a quotation is not who spoke ``last``."""
        tokens = self._parsed.tokens(statement.spans[0]) if statement.content else None
        before = tokens.doc[: tokens.start] if tokens is not None else ()
        end = next((token for token in reversed(before) if not token.is_space or "\n" in token.text), None)
        if end is None or end.is_space or end.sent.start <= last.token:
            return None
        roster = self._roster
        for token in end.sent:
            figure = roster.at.get(token.i)
            subject = token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT" and not roster.quoted[token.i]
            if subject and token.i < end.i and figure and figure.kind is SpeakerKind.PERSON:
                if figure.name == last.reference.name:
                    return None
                return self._told_of(figure, statement, last)
        return None

    def _told_of(self, figure: Figure, statement: Statement, last: Turn) -> Reference:
        if self._on_one_line(_reading_order(last.statement)[0], _reading_order(statement)[0]):
            reason = f"speaker: {last.reference.name} spoke before, but the sentence in between tells of {figure.name}"
            return Reference(None, reason=reason)
        reason = f"speaker: {figure.name}, of whom the sentence before the quotation tells ({_TOLD_OF})"
        return Reference(figure.name, figure.kind, figure, sureness=_TOLD_OF, reason=reason)

    def _last_token(self, statement: Statement) -> int:
        spans = statement.source or statement.cue or statement.spans
        tokens = self._parsed.tokens(spans[0]) if spans else None
        return tokens.end - 1 if tokens is not None and len(tokens) else 0

    def _on_one_line(self, start: int, end: int) -> bool:
        return "\n" not in self._parsed.article.text[start:end]


def _reading_order(statement: Statement) -> tuple[int, int]:
    """By start of the content, the longer first: what is nested comes after what it is nested in."""
    return (statement.spans[0].start, -statement.spans[-1].end) if statement.content else (0, 0)


def _holds(turn: Turn, statement: Statement) -> bool:
    """Whether the content of ``turn`` holds all of ``statement``, as an agency's copy does."""
    return any(outer.contains(inner) for outer in turn.statement.spans for inner in statement.spans)


def page_speakers(parsed: Parsed, turns: Mapping[str, Turn]) -> tuple[Speaker, ...]:
    """Return everybody who speaks on the page, in the order of their first mention, with all their mentions."""
    spoken: dict[str, list[Turn]] = {}
    for turn in turns.values():
        if turn.reference.name is not None:
            spoken.setdefault(turn.reference.name, []).append(turn)
    speakers = [Speaker(name, said[0].reference.kind, _mentions(parsed, said)) for name, said in spoken.items()]
    return tuple(sorted(speakers, key=lambda speaker: (speaker.mentions[:1], speaker.name)))


def _mentions(parsed: Parsed, turns: Sequence[Turn]) -> tuple[Span, ...]:
    """The sources of one speaker's statements, and every other place that names them."""
    sources = {span for turn in turns for span in turn.statement.source}
    covered = {offset for span in sources for offset in range(span.start, span.end)}
    figures = {turn.reference.figure.mentions for turn in turns if turn.reference.figure}
    named = {
        Span(parsed.doc[first].idx, parsed.doc[last].idx + len(parsed.doc[last].text))
        for mentions in figures
        for first, last in mentions
        if parsed.doc[first].idx not in covered
    }
    return tuple(sorted(sources | named))
