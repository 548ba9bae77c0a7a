"""Likeness: how much two articles have in common of the words that tell what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.compare.linking import Pairs
from onrecord.language import Language
from onrecord.language.frequencies import stem
from onrecord.model import Article
from onrecord.text import folded

__all__ = ["Telling", "Term", "alike", "alike_within", "telling"]

_LEAD = 1000  # characters; what an article is about stands at its head
_TITLE = 3  # times that a word of the title counts in the lead
_VIEWS = {"title": 0.5, "lead": 2.0, "all": 1.0}
_KEPT = 100  # words of an article that are compared, the most telling
_NEIGHBOURS = 100  # articles that an article is compared with, the most alike
_LITTLE = 0.01  # less in common is nothing
_BESIDE = 50  # imagined articles on anything that stand beside those of an affair

Term = tuple[str, str]
"""The view in which a word stands (title, lead, all), and its stem."""

Telling = Mapping[Term, float]
"""An article's telling words → their weight, without how rare they are."""

_Floats = NDArray[np.float64]


def telling(article: Article, language: Language) -> Telling:
    """Return the telling words of an article: the logarithm of how often, for title, lead and the whole.

    Each view is of length 1 where words are weighted by how rare they are, then weighted itself; the hundred heaviest
    words are kept. What stands around the report is left out.
    """
    weights: dict[Term, float] = {}
    for view, counts in _views(article, language).items():
        own = {word: 1 + math.log(count) for word, count in counts.items()}
        length = math.sqrt(sum((weight * _rarity(language, word)) ** 2 for word, weight in own.items()))
        weights |= {(view, word): weight / length * math.sqrt(_VIEWS[view]) for word, weight in own.items()}
    heavy = sorted(weights, key=lambda term: (-weights[term] * _rarity(language, term[1]), term))
    return {term: weights[term] for term in heavy[:_KEPT]}


def _views(article: Article, language: Language) -> Mapping[str, Counter[str]]:
    text = article.text
    for span in reversed(article.boilerplate):
        text = text[: span.start] + text[span.end :]
    title = _stems(article.title or "", language)
    lead = _stems(text[:_LEAD], language)
    lead.update({word: count * _TITLE for word, count in title.items()})
    return {"title": title, "lead": lead, "all": _stems(text, language) + title}


def _stems(text: str, language: Language) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in Counter(folded(text)).items():
        if len(word) > 1 and word.removesuffix("'s") not in language.claims.stop:
            counts[stem(word)] += count
    return counts


def _rarity(language: Language, word: str) -> float:
    return -math.log(language.frequencies.share(word))


def alike(articles: Sequence[Telling], language: Language) -> Pairs:
    """Return how alike articles are, from 0 to 1: the cosine of their words, weighted by how rare they are in news."""
    return _Table(articles, lambda word, _: _rarity(language, word)).pairs()


def alike_within(articles: Sequence[Telling], language: Language) -> tuple[Pairs, list[float]]:
    """Return how alike articles of one affair are, and how much of that is expected of each, since all share it.

    The rarity of words and what is expected are those among the articles and fifty imagined ones on anything: few
    articles are compared much as any, many by what tells them apart. Less what is expected of both, a pair is the
    product of its two articles with the mean taken off.
    """
    size = len(articles)

    def rarity(word: str, count: int) -> float:
        return max(0.0, -math.log((count + _BESIDE * language.frequencies.share(word)) / (size + _BESIDE)))

    table = _Table(articles, rarity)
    share = size / (size + _BESIDE)
    means = [float(table.row(number).mean()) * share for number in range(size)]
    middle = sum(means) / size * share if size else 0.0
    return table.pairs(), [max(0.0, round(mean - middle / 2, 9)) for mean in means]


@dataclass(frozen=True, slots=True)
class _Posting:
    articles: NDArray[np.int64]
    weights: _Floats


class _Table:
    """Articles by words and words by articles, each article of length 1."""

    def __init__(self, articles: Sequence[Telling], rarity: Callable[[str, int], float]) -> None:
        counts = Counter(term for each in articles for term in each)
        rare = {term: rarity(term[1], count) for term, count in counts.items()}
        self._rows = [_of_length_one({term: weight * rare[term] for term, weight in each.items()}) for each in articles]
        held: defaultdict[Term, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for term, weight in row.items():
                held[term].append((number, weight))
        self._postings = {
            term: _Posting(np.array([n for n, _ in found]), np.array([w for _, w in found]))
            for term, found in held.items()
        }

    def row(self, number: int) -> _Floats:
        """Return how alike the article of this number is to each; shape: one for each article."""
        found = np.zeros(len(self._rows))
        for term, weight in self._rows[number].items():
            posting = self._postings[term]
            found[posting.articles] += weight * posting.weights
        return found

    def pairs(self) -> Pairs:
        """Return the pairs of each article with the hundred most like it, rounded: the order of adding up is lost."""
        pairs: dict[tuple[int, int], float] = {}
        for number in range(len(self._rows)):
            values = np.round(self.row(number), 9)
            values[number] = 0.0
            for other in np.argsort(-values, kind="stable")[:_NEIGHBOURS].tolist():
                if values[other] < _LITTLE:
                    break
                pair = min(number, other), max(number, other)
                pairs[pair] = max(float(values[other]), pairs.get(pair, 0.0))
        return pairs


def _of_length_one(row: dict[Term, float]) -> dict[Term, float]:
    length = math.sqrt(sum(weight * weight for weight in row.values()))
    return {term: weight / length for term, weight in row.items() if weight}
