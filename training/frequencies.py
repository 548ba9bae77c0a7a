"""``python -m training.frequencies ARTICLES OUT``: in how many of many news articles each word stands."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.language.frequencies import stem
from onrecord.text import folded

__all__ = ["main"]

MOST = 20_000  # words kept, the most common first


def main() -> None:
    """Count and write the table; nothing of the articles but the counts gets into it."""
    parser = argparse.ArgumentParser(prog="python -m training.frequencies", description=__doc__)
    parser.add_argument("articles", type=Path, help="articles, JSON Lines, packed")
    parser.add_argument("out", type=Path, help="such as src/onrecord/language/en/frequencies.txt.gz")
    options = parser.parse_args()
    with gzip.open(options.articles, "rt", encoding="utf-8") as lines:
        write(count(json.loads(line)["text"] for line in lines), options.out)


def count(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """Return how many texts there are and in how many of them each stem stands."""
    found: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        found.update({stem(word) for word in set(folded(text))})
    return number, found


def write(counted: tuple[int, Counter[str]], out: Path) -> None:
    """Write the number of texts, then a stem and its count a line; equal counts give equal bytes."""
    number, found = counted
    common = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    lines = [str(number), *(f"{word} {count}" for word, count in common)]
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()
