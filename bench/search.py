"""``python -m bench.search``: how long finding takes on a record of a million invented statements.

The words are made up and distributed as words are (Zipf), and so are speakers and outlets; days spread over ten years.
Prints the time to make the record, its size, and for each kind of question the median and the 95th percentile.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

from onrecord.model import Article, Form, Fragment, Notes, Occasion, Span, Speaker, SpeakerKind, Stance, Statement, When
from onrecord.record import Record, Search

__all__ = ["main", "pages"]

WORDS, SPEAKERS, OUTLETS = 200_000, 40_000, 400
STATEMENTS = 10  # on a page
DAYS = 3_650
FIRST = date(2030, 1, 1)
BATCH = 2_000  # pages kept in one transaction
SHOWN = 20  # statements of a page of results
LIMIT_MS = 30.0
_LETTERS = ("bcdfghklmnprstvz", "aeiou")
_OCCASIONS = ["interview", "news conference", "hearing", "speech", "post"]


class World:
    """Invented words, people and outlets, drawn with the frequencies that real ones have."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.words = list(dict.fromkeys(self._word(rank) for rank in range(WORDS)))
        names = [self._word(WORDS + rank).capitalize() for rank in range(SPEAKERS)]
        self.speakers = [f"{self.chance.choice(names)} {name}" for name in names]
        self.outlets = [f"The {self._word(rank).capitalize()} {self._word(rank + 7).capitalize()}" for rank in range(OUTLETS)]
        self._heavy = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self._some = list(accumulate(1 / (rank + 10) ** 0.8 for rank in range(SPEAKERS)))

    def _word(self, rank: int) -> str:
        """A word that can be spoken, longer for the rarer."""
        syllables = 1 + (rank > 60) + (rank > 4_000) + (rank > 60_000)
        return "".join(self.chance.choice(letters) for _ in range(syllables) for letters in _LETTERS) + (
            self.chance.choice("nrstl") if rank % 3 else ""
        )

    def said(self) -> str:
        """The words of a statement, five to forty."""
        return " ".join(self.chance.choices(self.words, cum_weights=self._heavy, k=self.chance.randint(5, 40)))

    def page(self) -> Notes:
        """An article that quotes four people."""
        chance = self.chance
        published = FIRST + timedelta(chance.randrange(DAYS))
        people = chance.choices(self.speakers, cum_weights=self._some, k=4)
        said = [(self.said(), chance.choice(people)) for _ in range(STATEMENTS)]
        text = "\n\n".join(f"“{words}” said {name}." for words, name in said)
        outlet = self.outlets[int(chance.random() ** 2 * OUTLETS)]
        article = Article(Article.id_of(text, outlet, None), text, outlet, published=published)
        statements, at = [], 0
        for words, name in said:
            statements.append(self._statement(article, name, Span(at, at + len(words) + 2)))
            at += len(f"“{words}” said {name}.") + 2
        speakers = tuple(Speaker(name, SpeakerKind.PERSON) for name in dict.fromkeys(people))
        return Notes(article, tuple(statements), speakers)

    def _statement(self, article: Article, name: str, span: Span) -> Statement:
        chance, published = self.chance, article.published or FIRST
        cue, source = Span(span.end + 1, span.end + 5), Span(span.end + 6, span.end + 6 + len(name))
        content = (Fragment(span, (span,)),)
        said = published - timedelta(int(chance.expovariate(0.5)) if chance.random() < 0.98 else chance.randrange(4_000))
        return Statement(
            Statement.id_of(article.id, content, (cue,), (source,)),
            article.id,
            chance.choice([Form.DIRECT, Form.DIRECT, Form.MIXED, Form.INDIRECT]),
            content,
            (cue,),
            (source,),
            speaker=name,
            occasion=Occasion(chance.choice(_OCCASIONS), cue) if chance.random() < 0.2 else None,
            when=When(said, said, why="the day named") if chance.random() < 0.5 else None,
            stance=chance.choice(list(Stance)) if chance.random() < 0.3 else Stance.ASSERT,
            made_by="bench@1",
        )


def pages(count: int, seed: int = 1) -> Iterator[Notes]:
    """Yield invented pages, the same for one seed."""
    world = World(seed)
    for _ in range(count):
        yield world.page()


def main() -> int:
    """Return 1 if a twentieth of all answers, or of one kind of them, takes longer than allowed."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=50, help="of each kind")
    parser.add_argument("--record", type=Path, help="made if it is not there, and left there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "search.db"
        if not path.exists():
            _make(path, options.statements // STATEMENTS)
        with Record.open(path, readonly=True) as record:
            return _measure(record, options.questions)


def _make(path: Path, count: int) -> None:
    start, notes = time.monotonic(), pages(count)
    with Record.open(path, create=True) as record:
        while batch := list(islice(notes, BATCH)):
            record.keep(batch)
    size = path.stat().st_size / 1e6
    million = size / (count * STATEMENTS) * 1e6
    seconds = time.monotonic() - start
    print(f"{count * STATEMENTS:,} statements kept in {seconds:.0f} s: {size:,.0f} MB, {million:,.0f} MB a million")


def _measure(record: Record, count: int) -> int:
    asked = _questions(World(1), random.Random(2))  # noqa: S311 - no secret
    every: list[float] = []
    slow = False
    print(f"{'milliseconds':34s} median    p95    found")
    for name, (ask, by_date) in asked.items():
        times, found = [], 0
        for _ in range(count):
            search = ask()
            start = time.perf_counter()
            found += len(record.find(search, limit=SHOWN, by_date=by_date))
            times.append((time.perf_counter() - start) * 1e3)
        every += times
        slow |= _p95(times) > LIMIT_MS
        print(f"  {name:32s} {statistics.median(times):6.1f} {_p95(times):6.1f} {found / count:8.1f}")
    print(f"  {'all':32s} {statistics.median(every):6.1f} {_p95(every):6.1f}")
    return int(slow)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _questions(world: World, chance: random.Random) -> dict[str, tuple[Callable[[], Search], bool]]:
    """What is asked, by kind: a search drawn anew each time, and whether it is wanted by date."""
    said = [statement for _ in range(300) for statement in [world.said().split()]]

    def word(low: int, high: int) -> str:
        return world.words[chance.randrange(low, high)]

    def phrase(length: int) -> str:
        words = chance.choice(said)
        start = chance.randrange(max(1, len(words) - length))
        return '"' + " ".join(words[start : start + length]) + '"'

    def somebody(most: int = SPEAKERS) -> str:
        return world.speakers[chance.randrange(most)]

    def days(length: int) -> tuple[date, date]:
        first = FIRST + timedelta(chance.randrange(DAYS - length))
        return first, first + timedelta(length)

    def mistyped() -> str:
        name = somebody().split()[1]
        at = chance.randrange(1, len(name) - 1)
        return name[:at] + chance.choice("aeikt") + name[at + 1 :]

    kinds: dict[str, tuple[Callable[[], Search], bool]] = {
        "rare word": (lambda: Search(word(20_000, 100_000)), False),
        "word": (lambda: Search(word(500, 5_000)), False),
        "very common word": (lambda: Search(word(0, 5)), False),
        "two common words": (lambda: Search(f"{word(0, 50)} {word(0, 50)}"), False),
        "rare and common word": (lambda: Search(f"{word(5_000, 50_000)} {word(0, 5)}"), False),
        "two words": (lambda: Search(f"{word(200, 2_000)} {word(200, 2_000)}"), False),
        "phrase of two": (lambda: Search(phrase(2)), False),
        "phrase of four": (lambda: Search(phrase(4)), False),
        "phrase of common words": (lambda: Search(f'"{word(0, 9)} {word(0, 9)} {word(0, 9)}"'), False),
        "beginning of a word": (lambda: Search(word(2_000, 20_000)[:4] + "*"), False),
        "three letters of a word": (lambda: Search(word(500, 5_000)[:3] + "*"), False),
        "speaker": (lambda: Search(speaker=somebody()), False),
        "much quoted speaker, by date": (lambda: Search(speaker=somebody(20)), True),
        "speaker on a word, by date": (lambda: Search(word(100, 1_000), speaker=somebody(200)), True),
        "speaker and common word": (lambda: Search(word(0, 5), speaker=somebody(1_000)), False),
        "mistyped speaker": (lambda: Search(speaker=mistyped()), False),
        "mistyped name among words": (lambda: Search(f"{mistyped()} {word(0, 50)}"), False),
        "outlet and stance": (lambda: Search(outlet=world.outlets[chance.randrange(OUTLETS)], stance=Stance.DENY), False),
        "occasion and form": (lambda: Search(occasion="hearing", form=Form.INDIRECT), True),
        "printed in a month, word": (lambda: Search(word(100, 1_000), printed=days(30)), False),
        "printed in a month, common word": (lambda: Search(word(0, 5), printed=days(30)), False),
        "printed in two years, rare word": (lambda: Search(word(2_000, 9_000), printed=days(700)), False),
        "said in a week": (lambda: Search(said=days(7)), True),
        "said in a year, word": (lambda: Search(word(100, 1_000), said=days(365)), False),
    }
    return kinds


if __name__ == "__main__":
    raise SystemExit(main())
