"""What the reader says of words → the annotation that spaCy's own pipeline would give a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.weights import Reader, Reading

__all__ = ["Grammar", "tree"]

# Longest sentence, in words: no arc is longer than a window, and time grows with the square.
LONGEST = 160
# Words with their tags and relations remembered.
REMEMBERED = 200_000
_FAINT = 1e-9
_IOB = {"I": 1, "O": 2, "B": 3}


class Grammar:
    """A reader as the parser of pages: what it says of words, written into spaCy documents.

    Parts of speech, features and lemmas follow from its tags and relations by a pipeline's ``tables``.
    """

    def __init__(self, reader: Reader, vocab: Vocab, tables: Sequence[Callable[[Doc], Doc]]) -> None:
        self.reader = reader
        self._forms = _Forms(vocab, tables)
        strings = vocab.strings

        def numbers(labels: Sequence[str]) -> NDArray[np.uint64]:
            return np.asarray([strings.add(label) if label else 0 for label in labels], np.uint64)

        names = [label.partition("-") for label in reader.names]
        self._tags, self._relations = numbers(reader.tags), numbers(reader.relations)
        self._root = reader.relations.index("ROOT")
        self._marks = np.asarray([_IOB[mark] for mark, _, _ in names], np.uint64)
        self._kinds = numbers([kind for *_, kind in names])
        self._blank = strings.add("_SP")

    def annotate(self, doc: Doc, words: NDArray[np.int64], reading: Reading, opening: NDArray[np.bool_]) -> Doc:
        """Return ``doc`` with tags, tree, sentences, names, parts of speech and lemmas.

        ``words`` are the numbers of the tokens that are no blanks, at least one; ``opening`` says for each of them
        whether a sentence must open there. Blanks hang on the word before them.
        """
        places = words
        heads, roots = _heads(reading, opening | (reading.opens > 0))
        scores = reading.relations.copy()
        scores[~roots, self._root] = -np.inf
        relations = np.where(roots, self._root, scores.argmax(1))
        marks, kinds = self._names(reading.names.argmax(1))
        before = np.maximum(np.searchsorted(places, np.arange(len(doc)), "right") - 1, 0)
        table = np.zeros((len(doc), 5), np.uint64)
        table[:, 0] = (places[before] - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        table[:, 3] = _IOB["O"]
        table[places] = np.stack(
            [
                (places[heads] - places).astype(np.int64).view(np.uint64),
                self._relations[relations],
                self._tags[reading.tags.argmax(1)],
                marks,
                kinds,
            ],
            1,
        )
        blanks = np.setdiff1d(np.arange(len(doc)), places)
        table[blanks, 2] = self._blank
        behind = places[np.minimum(before[blanks] + (blanks > places[0]), len(places) - 1)]
        inside = blanks[(behind > blanks) & (table[behind, 3] == _IOB["I"])]  # a blank within a name
        table[inside, 3:] = table[places[before[inside]]][:, 3:]
        table[inside, 3] = _IOB["I"]
        return self._forms(doc.from_array([HEAD, DEP, TAG, ENT_IOB, ENT_TYPE], table))  # type: ignore[arg-type]

    def _names(self, best: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Marks (inside, outside, beginning) and kinds of names; what goes on with nothing begins."""
        marks, kinds = self._marks[best], self._kinds[best]
        going_on = marks == _IOB["I"]
        behind = np.concatenate([[0], kinds[:-1]]).astype(np.uint64)
        return np.where(going_on & (behind != kinds), _IOB["B"], marks).astype(np.uint64), kinds


class _Forms:
    """Parts of speech, features and lemmas by a pipeline's ``tables``, remembered for words, tags and relations seen.

    Accepted gap: rules for two words together ("gon" before "na") are not seen.
    """

    def __init__(self, vocab: Vocab, tables: Sequence[Callable[[Doc], Doc]]) -> None:
        self._vocab, self._tables = vocab, tables
        self._known: dict[tuple[int, int, int], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc``, which has tags and relations, with what follows from them."""
        keys = [(row[0], row[1], row[2]) for row in doc.to_array([ORTH, TAG, DEP]).tolist()]
        self._learn(list({key: None for key in keys if key not in self._known}))
        rows = np.asarray([self._known[key] for key in keys], np.uint64)
        if len(self._known) > REMEMBERED:
            self._known.clear()
        return doc.from_array([POS, MORPH, LEMMA], rows)  # type: ignore[arg-type]

    def _learn(self, keys: Sequence[tuple[int, int, int]]) -> None:
        """Look words up one by one, a full stop between any two."""
        if not keys:
            return
        strings = self._vocab.strings
        words = [part for orth, _, _ in keys for part in (strings[orth], ".")]
        doc = Doc(self._vocab, words)
        stop = (strings.add("."), strings.add("punct"))
        pairs = [pair for _, tag, relation in keys for pair in ((tag, relation), stop)]
        doc.from_array([TAG, DEP], np.asarray(pairs, np.uint64))  # type: ignore[arg-type]
        for table in self._tables:
            doc = table(doc)
        found = doc.to_array([POS, MORPH, LEMMA])[::2].tolist()
        self._known.update(zip(keys, (tuple(row) for row in found), strict=True))


def _heads(reading: Reading, opens: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The head of every word, itself for the root of each sentence, and which words are roots."""
    count = len(reading.opens)
    starts = [0]
    for at in range(1, count):
        if opens[at] or at - starts[-1] >= LONGEST:
            starts.append(at)
    heads = np.arange(count)
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        if end - start > 1:
            chances = np.full((end - start, end - start), _FAINT, np.float32)
            for at, base, rows in reading.arcs.of(start, end):
                first, last = max(base, start), min(base + rows.shape[1], end)
                part = rows[:, first - base : last - base]
                chances[at - start : at - start + len(rows), first - start : last - start] = part
            heads[start:end] = start + tree(np.log(np.maximum(chances, _FAINT)))
    return heads, heads == np.arange(count)


def tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return a tree for the scores [word, head] of a sentence, the root's head being itself.

    Every word takes its best head; a word whose way leads round in a circle is tied to one that leads to the root, at
    the least cost of a single change. Accepted gap: the sum of the scores is not always the highest possible.
    """
    count = len(scores)
    root = int(scores.diagonal().argmax())
    away = scores.copy()
    np.fill_diagonal(away, -np.inf)
    heads: NDArray[np.int64] = away.argmax(1)
    heads[root] = root
    while True:
        tied = np.zeros(count, bool)
        tied[root] = True
        for _ in range(count):
            grown = tied | tied[heads]
            if (grown == tied).all():
                break
            tied = grown
        if tied.all():
            return heads
        loose = np.flatnonzero(~tied)
        cost = away[loose][:, tied] - away[loose, heads[loose]][:, None]
        word, head = np.unravel_index(cost.argmax(), cost.shape)
        heads[loose[word]] = np.flatnonzero(tied)[head]
