"""What the pages and the terminal tell of each statement of an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.model import Article, Form, Notes, Span, SpeakerKind, Stance, Statement, Story, Utterance
from onrecord.record import Entry, Hit, Record
from onrecord.web.marking import Paragraph, colours, marked
from onrecord.web.sources import Sources
from onrecord.web.wording import cue_of, replaced_words, when_words

__all__ = ["FORMS", "MARKED", "ArticleView", "Card", "Printing", "Saying", "Wanted", "corrections_of", "sayings"]

MARKED = 400
"""Statements of an article that are marked on one page."""

FORMS = {Form.DIRECT: "quoted", Form.INDIRECT: "reported", Form.MIXED: "partly quoted"}
"""The forms in words."""


@dataclass(frozen=True, slots=True)
class Printing:
    """An utterance that a statement prints, and the other outlets that print it too."""

    utterance: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One statement in words; empty strings where nothing is known.

    ``number`` counts the statements of the article from 1, ``colour`` is that of the speaker (0: none of their own),
    ``speaker`` the resolved name, ``source``, ``cue`` and ``when_printed`` are as printed, ``inside`` is the number of
    the statement it is nested in. ``beside`` are the ids of utterances that name it beside their witnesses, each with
    what they name it.
    """

    number: int
    statement: Statement
    colour: int
    source: str
    cue: str
    content: str
    form: str
    when: str
    when_printed: str
    occasion: str
    inside: int | None
    printings: tuple[Printing, ...]
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def speaker(self) -> str:
        """The resolved name, or what stands for one."""
        return self.statement.speaker or "no source named"

    @property
    def facts(self) -> list[str]:
        """Everything known beyond speaker, cue and form, each fact a few words."""
        statement = self.statement
        found = [f"to {statement.addressee}"] if statement.addressee else []
        if self.when:
            found.append(f"“{self.when_printed}” → {self.when}" if self.when_printed else self.when)
        if self.occasion:
            found.append(self.occasion)
        if statement.document:
            found.append(f"in {statement.document}")
        if statement.via:
            found.append("via " + " ← ".join(statement.via))
        if self.inside:
            found.append(f"inside statement {self.inside}")
        return found + corrections_of(statement)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement outside its article: what was found, its ``cue`` as printed, its ``number`` in the article from 1.

    ``replaced`` says that a later version of the page is on record, where one is.
    """

    hit: Hit
    printed_by: str
    cue: str
    number: int
    replaced: str

    @property
    def when(self) -> str:
        """When it was said; empty where that is not known."""
        return when_words(self.hit.statement.when)


def sayings(hits: Iterable[Hit], sources: Sources) -> Iterator[Saying]:
    """Yield what the lists of people and of searches show of each statement."""
    held = list(hits)
    sources.hold((hit.article, hit.statement.id) for hit in held)
    for hit in held:
        article = sources.article(hit.article)
        number, statement = sources.statement(hit.article, hit.statement.id)
        yield Saying(hit, article.printed_by, cue_of(article, statement), number, replaced_words(article))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements of an article to mark: of a speaker, a form, a stance, at ``most`` so many from a number on.

    ``speaker`` is empty for everybody; "?" stands for those without a named source.
    """

    speaker: str = ""
    form: Form | None = None
    stance: Stance | None = None
    start: int = 1
    most: int | None = None

    def fits(self, statement: Statement) -> bool:
        """Whether a statement is one of them, whatever its number."""
        return (
            self.speaker in {"", statement.speaker or "?"}
            and self.form in {None, statement.form}
            and self.stance in {None, statement.stance}
        )


def corrections_of(statement: Statement) -> list[str]:
    """Return what people corrected in a statement, a line for each thing, with what was noted and the reason."""
    return [f"corrected {each.words}" for each in statement.corrected]


class ArticleView:
    """An article with everything its page shows, computed once."""

    def __init__(self, record: Record, key: str, here: Sequence[Span] = (), wanted: Wanted | None = None) -> None:
        """Take an article by its key; words at the spans ``here`` are marked, and the statements that are wanted."""
        self.notes: Notes = record.notes(key)
        self.wanted = wanted or Wanted()
        self._here = here
        self._sources = Sources(record)
        self._utterances = record.utterances_of_article(self.article.id)

    @property
    def article(self) -> Article:
        """The article."""
        return self.notes.article

    @cached_property
    def versions(self) -> list[Article]:
        """The versions of the page in the order in which they were printed; this article is one of them."""
        return self._sources.record.versions(self.article.id)

    @property
    def stories(self) -> list[Story]:
        """The affair and the event that it is of, where other articles report them too."""
        return [each for each in self._sources.record.stories_of(self.article.id) if len(each.articles) > 1]

    @cached_property
    def corrections(self) -> list[Entry]:
        """What people corrected in the article, in the order in which they did."""
        return [each for each in self._sources.record.corrections() if each.correction.article == self.article.id]

    @cached_property
    def struck(self) -> dict[int, Statement]:
        """What people corrected to be no statement, as it was noted, by its number."""
        return {self._sources.number(one): one for one in self._sources.record.struck(self.article.id)}

    @cached_property
    def fitting(self) -> list[int]:
        """The numbers of the statements that are wanted."""
        return [self._sources.number(one) for one in self.notes.statements if self.wanted.fits(one)]

    @cached_property
    def shown(self) -> list[int]:
        """The numbers of those that are marked."""
        return [number for number in self.fitting if number >= self.wanted.start][: self.wanted.most]

    @property
    def further(self) -> int | None:
        """The number of the next statement that is wanted and not marked here."""
        last = self.shown[-1] if self.shown else 0
        return next((number for number in self.fitting if number > last), None) if last else None

    @property
    def onward(self) -> dict[str, str]:
        """The parameters of the address that goes on with the statements not marked here."""
        wanted = self.wanted
        given = {"speaker": wanted.speaker, "form": wanted.form, "stance": wanted.stance, "from": self.further}
        return {name: str(value) for name, value in given.items() if value}

    @property
    def speakers(self) -> int:
        """How many speakers it lets speak by a name."""
        return len({statement.speaker for statement in self.notes.statements if statement.speaker})

    @cached_property
    def _shown(self) -> dict[int, Statement]:
        """Those that are marked, by their numbers."""
        numbered = {self._sources.number(one): one for one in self.notes.statements}
        return {number: numbered[number] for number in self.shown}

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The text, marked."""
        return marked(self.notes, self._here, {one.id: number for number, one in self._shown.items()})

    @cached_property
    def tallies(self) -> dict[str, list[tuple[str, int]]]:
        """How many statements of each speaker, form and stance there are, most first."""
        statements = self.notes.statements
        return {
            "speaker": Counter(one.speaker or "?" for one in statements).most_common(),
            "form": Counter(one.form.value for one in statements).most_common(),
            "stance": Counter(one.stance.value for one in statements).most_common(),
        }

    @cached_property
    def cards(self) -> list[Card]:
        """One card a statement that is marked, in text order."""
        statements = self.notes.statements
        colour = colours(statements)
        numbers = {statement.id: self._sources.number(statement) for statement in statements}
        text, printings, beside = self.article.text, self._printings(), self._beside()
        return [
            Card(
                number=number,
                statement=statement,
                colour=colour.get(statement.speaker or "", 0),
                source=_joined(text, statement.source),
                cue=cue_of(self.article, statement),
                content=self.words(statement),
                form=FORMS[statement.form],
                when=when_words(statement.when),
                when_printed=_joined(text, [statement.when.printed] if statement.when else []),
                occasion=_joined(text, [statement.occasion.printed]) if statement.occasion else "",
                inside=numbers.get(statement.inside or ""),
                printings=tuple(printings.get(statement.id, ())),
                beside=tuple(beside.get(statement.id, ())),
            )
            for number, statement in self._shown.items()
        ]

    @cached_property
    def card(self) -> dict[int, Card]:
        """The cards by their numbers."""
        return {card.number: card for card in self.cards}

    def words(self, statement: Statement) -> str:
        """Return the content of a statement as printed."""
        return _joined(self.article.text, statement.spans, " […] ")

    @property
    def second_hand(self) -> int:
        """How many statements the page has through somebody else: nested in another one, or via another source."""
        return sum(1 for statement in self.notes.statements if statement.via or statement.inside)

    @property
    def unnamed(self) -> int:
        """How many statements have no source that the page names, or one that it only describes."""
        unnamed = {speaker.name for speaker in self.notes.speakers if speaker.kind is SpeakerKind.UNNAMED}
        return sum(1 for statement in self.notes.statements if statement.speaker in {None, *unnamed})

    def _printings(self) -> dict[str, list[Printing]]:
        """What each statement prints, by its id."""
        found: dict[str, list[Printing]] = {}
        for utterance in self._utterances:
            own = {witness.statement for witness in utterance.witnesses if witness.article == self.article.id}
            for statement in own:
                found.setdefault(statement, []).append(Printing(utterance.id, self._others(utterance)))
        return found

    def _beside(self) -> dict[str, list[tuple[str, str]]]:
        """The utterances that name a statement beside their witnesses, by its id; others name that of their own."""
        found: dict[str, list[tuple[str, str]]] = {}
        for utterance in self._sources.record.utterances_beside(self.article.id):
            lone = [one for one in utterance.repeats if one.utterance is None]
            for named, what in (
                (utterance.aside, "set aside from an utterance"),
                (lone, "the same words at another time"),
            ):
                for one in named:
                    if one.article == self.article.id:
                        found.setdefault(one.statement, []).append((utterance.id, what))
        return found

    def _others(self, utterance: Utterance) -> tuple[str, ...]:
        others = {witness.article for witness in utterance.witnesses} - {self.article.id}
        return tuple(name for name in self._sources.outlets(others) if name != self.article.printed_by)


def _joined(text: str, spans: Iterable[Span | None], gap: str = " … ") -> str:
    return gap.join(span.of(text) for span in spans if span)
