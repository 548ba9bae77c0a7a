"""Likeness: how much two articles have in common of the words that tell what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

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
_ONE_WORD = 0.75  # of what two articles have in common; the name of a town in both makes no affair of them
_RAREST = 6.0  # no word tells more: how rare one is that hardly any article has is not known
_BESIDE = 50  # imagined articles on anything that stand beside those of an affair

Term = tuple[str, str]
"""The view in which a word stands (title, lead, all), and its stem."""

Telling = Mapping[Term, float]
"""An article's telling words → their weight, without how rare they are."""

_Floats = NDArray[np.float64]


class _Stems(dict[str, str]):
    """Folded word → the key of its forms, or nothing for a word too common to tell; each is looked up once."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._stop = language.claims.stop

    def __missing__(self, word: str) -> str:
        telling = len(word) > 1 and word.removesuffix("'s") not in self._stop
        self[word] = found = stem(word) if telling else ""
        return found

    def counted(self, text: str) -> Counter[str]:
        """Return how often each telling word stands in ``text``."""
        counts: Counter[str] = Counter()
        for word, count in Counter(folded(text)).items():
            if key := self[word]:
                counts[key] += count
        return counts


class _Rarities(dict[str, float]):
    """Stem → how rare it is in news, 0 or more; each is worked out once."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._share = language.frequencies.share

    def __missing__(self, word: str) -> float:
        self[word] = rarity = min(_RAREST, -math.log(self._share(word)))
        return rarity


def telling(articles: Iterable[Article], language: Language) -> list[Telling]:
    """Return the telling words of each article: the logarithm of how often, for title, lead and the whole.

    Each view is of length 1 where words are weighted by how rare they are, then weighted itself; the hundred heaviest
    words are kept. What stands around the report is left out.
    """
    stems, rarities = _Stems(language), _Rarities(language)
    return [_heaviest(_views(article, stems), rarities) for article in articles]


def _heaviest(views: Mapping[str, Counter[str]], rarities: _Rarities) -> Telling:
    weights: dict[Term, float] = {}
    heavy: list[tuple[float, Term]] = []
    for view, counts in views.items():
        own = {word: 1 + math.log(count) for word, count in counts.items()}
        rare = {word: weight * rarities[word] for word, weight in own.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in rare.values()))
        if not length:
            continue
        share = math.sqrt(_VIEWS[view]) / length
        weights |= {(view, word): weight * share for word, weight in own.items()}
        heavy += [(-weight * share, (view, word)) for word, weight in rare.items()]
    return {term: weights[term] for _, term in sorted(heavy)[:_KEPT]}


def _views(article: Article, stems: _Stems) -> Mapping[str, Counter[str]]:
    text = article.text
    for span in reversed(article.boilerplate):
        text = text[: span.start] + text[span.end :]
    title, lead, whole = stems.counted(article.title or ""), stems.counted(text[:_LEAD]), stems.counted(text)
    lead.update({word: count * _TITLE for word, count in title.items()})
    whole.update(title)
    return {"title": title, "lead": lead, "all": whole}


def alike(articles: Sequence[Telling], language: Language) -> Pairs:
    """Return how alike articles are, from 0 to 1: the cosine of their words, weighted by how rare they are in news."""
    rarities = _Rarities(language)
    return _Table(articles, lambda word, _: rarities[word]).pairs()


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
    means = [total / (size + _BESIDE) for total in table.totals()]
    middle = math.fsum(means) / (size + _BESIDE)
    return table.pairs(), [max(0.0, round(mean - middle / 2, 9)) for mean in means]


class _Table:
    """Articles by words and words by articles, each article of length 1; words of one article alone are left out."""

    def __init__(self, articles: Sequence[Telling], rarity: Callable[[str, int], float]) -> None:
        counts = Counter(term for each in articles for term in each)
        rare = {term: rarity(term[1], count) for term, count in counts.items()}
        rows = [_of_length_one({term: weight * rare[term] for term, weight in each.items()}) for each in articles]
        self._lengths = [1.0 if row else 0.0 for row in rows]
        self._rows = [{term: weight for term, weight in row.items() if counts[term] > 1} for row in rows]
        held: defaultdict[Term, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for term, weight in row.items():
                held[term].append((number, weight))
        self._sums = {term: math.fsum(weight for _, weight in found) for term, found in held.items()}
        self._postings = {
            term: (np.array([number for number, _ in found]), np.array([weight for _, weight in found]))
            for term, found in held.items()
        }

    def totals(self) -> list[float]:
        """Return how alike each article is to all together, itself among them."""
        return [
            math.fsum([length, *(weight * (self._sums[term] - weight) for term, weight in row.items())])
            for length, row in zip(self._lengths, self._rows, strict=True)
        ]

    def pairs(self) -> Pairs:
        """Return the pairs of each article with the hundred most like it, rounded: the order of adding up is lost."""
        pairs: dict[tuple[int, int], float] = {}
        for number, row in enumerate(self._rows):
            values = self._row(row)
            values[number] = 0.0
            near = np.flatnonzero(values >= _LITTLE)
            best = near[np.argsort(-values[near], kind="stable")[:_NEIGHBOURS]]
            for other, value in zip(best.tolist(), values[best].tolist(), strict=True):
                pair = (number, other) if number < other else (other, number)
                pairs[pair] = max(value, pairs.get(pair, 0.0))
        return pairs

    def _row(self, row: Mapping[Term, float]) -> _Floats:
        """Return how alike one article is to each, not at all where one word alone makes it; shape: one an article."""
        if not row:
            return np.zeros(len(self._rows))
        numbers, weights = zip(*(self._postings[term] for term in row), strict=True)
        size, sizes = len(self._rows), [len(each) for each in numbers]
        words = {word: number for number, word in enumerate(dict.fromkeys(word for _, word in row))}
        held = np.repeat(np.array([words[word] for _, word in row]), sizes) * size + np.concatenate(numbers)
        keys, at = np.unique(held, return_inverse=True)
        shares = np.bincount(at, np.repeat(np.array(list(row.values())), sizes) * np.concatenate(weights))
        found = np.bincount(keys % size, shares, size)
        most = np.zeros(size)
        np.maximum.at(most, keys % size, shares)
        alike: _Floats = np.where(most > _ONE_WORD * found, 0.0, found).round(9)
        return alike


def _of_length_one(row: dict[Term, float]) -> dict[Term, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in row.values()))
    return {term: weight / length for term, weight in row.items() if weight}
