"""Transcripts: quotations in the news against the turns of four debates that print the same words."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.corpora import ROOT, fingerprint
from bench.gate import Result, accept, violations
from onrecord.collate import collate
from onrecord.config import Config
from onrecord.engine.local import note_all
from onrecord.model import Article, ArticleKind, Notes, Span, Utterance, Witness
from onrecord.pipeline import read
from onrecord.text import folded, quotations

__all__ = ["FILES", "main", "measure"]

_TURNS = "data/transcripts/debates_2016.csv"
_NEWS = "data/abp/articles.jsonl.gz"
FILES = (_TURNS, _NEWS)
_DAYS = "2016-09-26", "2016-11-15"
_RUN = 5  # words in a row
_LEAST = 6  # words of a quotation
_SHARE = 0.3  # of its runs that a turn must have

_Key = tuple[str, str]
_Row = tuple[str, ...]
_Printed = tuple[Span, set[_Key], Witness]
"""Where an article prints words of an utterance, the turns in it, and how the article does."""


@dataclass(frozen=True)
class _Quotation:
    """A quotation of a report, and the turns that have most of its runs of words; ``share`` is how many they have."""

    article: Article
    spans: tuple[Span, ...]
    turns: frozenset[_Key]
    share: float

    @property
    def text(self) -> str:
        """Its characters."""
        return " ".join(span.of(self.article.text) for span in self.spans)


def measure() -> Result:
    """Note the articles that quote the debates, collate them with the turns; how many quotations join their turn?"""
    turns = list(_noted([str(ROOT / _TURNS)]))
    wanted = list(_quoting(_articles(), turns))
    reports = list(note_all({one.article.id: one.article for one in wanted}.values(), Config()))
    return scored(wanted, collate([*turns, *reports]))


def scored(wanted: Sequence[_Quotation], utterances: Iterable[Utterance]) -> Result:
    """Return how many quotations stand in one utterance with their turn, and print how they differ from it."""
    spoken = frozenset(key for one in wanted for key in one.turns)
    printed = _printed(utterances, spoken)
    changes: Counter[str] = Counter()
    found: dict[str, str] = {}
    missed: list[str] = []
    for one in wanted:
        near = [
            (witness, turns)
            for span, turns, witness in printed[one.article.id]
            if turns & one.turns and any(span.overlaps(own) for own in one.spans)
        ]
        if near:
            found[f"{one.article.name} {one.spans[0].start}"] = one.text[:100]
            changes.update({change for witness, _ in near for change in witness.changes})
            changes.update({f"differs in a {kind}" for witness, _ in near for kind in witness.substantives})
            changes.update({"cut before a limit" for witness, _ in near if witness.beside and witness.beside.limits})
        else:
            missed.append(f"{one.article.outlet} {one.article.name} ({one.share:.2f}): {one.text[:160]}")
    exact = [one for one in wanted if one.share == 1]
    print(
        f"\n{len(found)} of {len(wanted)} quotations of {len({one.article.id for one in wanted})} articles join their "
        "turn"
    )
    print(f"{len(exact)} of them are in it word by word; a quotation may have several changes:")
    print("\n".join(f"  {count:4} {change}" for change, count in changes.most_common()))
    keys = {f"{one.article.name} {one.spans[0].start}" for one in exact}
    figures = {"joined": len(found) / len(wanted), "joined/exact": len(keys & found.keys()) / len(keys)}
    return Result("transcripts", fingerprint(*FILES), figures, found, tuple(missed))


def _printed(utterances: Iterable[Utterance], spoken: frozenset[_Key]) -> defaultdict[str, list[_Printed]]:
    """Return for each article what it prints of utterances that a turn is a witness of."""
    printed: defaultdict[str, list[_Printed]] = defaultdict(list)
    for utterance in utterances:
        turns = {(one.article, one.statement) for one in utterance.witnesses} & spoken
        for witness in utterance.witnesses if turns else ():
            printed[witness.article] += [(span, turns, witness) for span in witness.spans]
    return printed


def _noted(paths: Sequence[str]) -> Iterator[Notes]:
    return note_all((item for item in read(paths, Config()) if isinstance(item, Article)), Config())


def _articles() -> Iterator[Article]:
    for item in read([str(ROOT / _NEWS)], Config()):
        if isinstance(item, Article) and item.published and _DAYS[0] <= item.published.isoformat() <= _DAYS[1]:
            yield item


def _quoting(articles: Iterable[Article], turns: Iterable[Notes]) -> Iterator[_Quotation]:
    """Yield the quotations of articles that have enough words in a row with a turn."""
    having: defaultdict[_Row, set[_Key]] = defaultdict(set)
    for notes in turns:
        for statement in notes.statements if notes.article.kind is ArticleKind.TRANSCRIPT else ():
            if statement.inside is None:
                for row in _rows(notes.article.text, statement.spans):
                    having[row].add((notes.article.id, statement.id))
    for article in articles:
        for quotation in quotations(article.text):
            rows = list(_rows(article.text, quotation.spans)) if quotation.level == 0 else []
            shared = Counter(key for row in rows for key in having.get(row, ()))
            most = max(shared.values(), default=0)
            if len(rows) > _LEAST - _RUN and most >= _SHARE * len(rows):
                keys = frozenset(key for key, count in shared.items() if count == most)
                yield _Quotation(article, quotation.spans, keys, most / len(rows))


def _rows(text: str, spans: Iterable[Span]) -> Iterator[_Row]:
    words = [word for span in spans for word in folded(text, span)]
    return zip(*(words[shift:] for shift in range(_RUN)), strict=False)


def main() -> int:
    """Print the figures and what did not join; return 1 where a figure falls under its floor."""
    result = measure()
    print("\n".join(f"not joined: {line}" for line in result.missed))
    refused = accept([result], None) if "--accept" in sys.argv else violations(result)
    print("\n".join(refused) or dict(result.figures))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
