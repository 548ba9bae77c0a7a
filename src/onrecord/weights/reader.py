"""The reader: a small encoder that gives every word of a page scores for its role and for what it points to."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.weights.windows import Pieces, Words, windows

__all__ = ["Pointing", "Reader", "Reading"]

Floats = NDArray[np.float32]
_VNNI = re.compile(r"\b(?:avx512_|avx_)vnni\b")


class Pointing:
    """The chance of each word of a page to point to each other one that is read with it."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._blocks: list[tuple[int, Floats]] = []

    def add(self, first: int, base: int, chances: Floats) -> None:
        """Add ``chances`` [words, words]: their rows are the words from ``first`` on, their columns from ``base`` on.

        Rows follow those that were added before.
        """
        self._firsts.append(first)
        self._blocks.append((base, chances))

    def of(self, start: int, end: int) -> Iterator[tuple[int, int, Floats]]:
        """Yield the chances of the words ``start`` to ``end``, as they were added: first row, first column, chances."""
        for number in range(bisect_right(self._firsts, start) - 1, bisect_left(self._firsts, end)):
            first, (base, chances) = self._firsts[number], self._blocks[number]
            yield max(first, start), base, chances[max(start - first, 0) : end - first]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader sees in a page of n words.

    ``roles``, ``tags``, ``relations`` and ``names`` are scores [n, labels], ``opens`` [n] those of opening a sentence.
    ``pointing`` is from content to cue and from cue to source, ``arcs`` from a word to its head in the grammar, from a
    root to itself.
    """

    roles: Floats
    tags: Floats
    relations: Floats
    names: Floats
    opens: Floats
    pointing: Pointing
    arcs: Pointing


class Reader:
    """A loaded model with its tokenizer and its manifest.

    ``moves`` [from, to] and ``opening`` are the scores of one role behind another and at the start of a page. ``tags``,
    ``relations`` and ``names`` are its labels of grammar, as spaCy's English pipelines name them.
    """

    def __init__(self, name: str) -> None:
        """Load the weights ``name`` ("reader@1") that come with the package.

        Raises:
            ModelError: if a file is missing or is not the one the manifest was written for.
        """
        folder = Path(str(files("onrecord") / "weights" / name))
        self.name = name
        self.manifest = _manifest(folder)
        self.moves = np.asarray(self.manifest["moves"], np.float32)
        self.opening = np.asarray(self.manifest["opening"], np.float32)
        self.tags, self.relations, self.names = (tuple(self.manifest[part]) for part in ("tags", "relations", "names"))
        pieces = self.manifest["pieces"]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._pieces = Pieces(tokenizer, pieces["opening"], pieces["separator"], pieces["unknown"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # pages are shared out to processes
        options.log_severity_level = 3
        # Processors without VNNI add up 8-bit products with loss, unless told to take twice the time.
        options.add_session_config_entry("session.x64quantprecision", "0" if _adds_exactly() else "1")
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # its fused kernel is slower than the two it replaces
        )

    def read(self, words: Words) -> Reading:
        """Read a page once, in windows that overlap; every word is decided in the one that holds most around it."""
        sizes = [len(part) for part in (self.moves, self.tags, self.relations, self.names)]
        scores = np.zeros((len(words.texts), sum(sizes) + 1), np.float32)
        pointing, arcs = Pointing(), Pointing()
        for window in windows(words, self._pieces):
            given = {name: getattr(window, name)[None, :] for name in ("pieces", "case", "quoted", "first")}
            labels, links, heads = self._session.run(["labels", "link", "arc"], given)
            own = slice(window.own_start - window.start, window.own_end - window.start)
            scores[window.own_start : window.own_end] = labels[0, own]
            pointing.add(window.own_start, window.start, links[0, own])
            arcs.add(window.own_start, window.start, heads[0, own])
        roles, tags, relations, names, opens = np.split(scores, np.cumsum(sizes), 1)
        return Reading(roles, tags, relations, names, opens[:, 0], pointing, arcs)


def _adds_exactly() -> bool:
    """Whether this processor has VNNI, whose sums of 8-bit products are exact at full speed; known on Linux alone."""
    described = Path("/proc/cpuinfo")
    return described.exists() and _VNNI.search(described.read_text(encoding="utf-8", errors="replace")) is not None


def _manifest(folder: Path) -> dict[str, Any]:
    """Read a manifest and compare the files it names with their hashes."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in manifest["sha256"]}
    except OSError as error:
        raise ModelError(f"the weights {folder.name!r} are not complete ({error}); reinstall onrecord") from error
    wrong = [name for name, digest in found.items() if digest != manifest["sha256"][name]]
    if wrong:
        raise ModelError(f"{', '.join(wrong)} of {folder.name!r} is not the file that was tested; reinstall onrecord")
    return manifest
