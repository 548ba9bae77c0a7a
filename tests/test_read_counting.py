"""How many articles sources hold, about."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

from onrecord.read.counting import count_articles

LINES = b'{"text": "It rained."}\n' * 3


def test_files_count_one_and_lines_each(tmp_path: Path):
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "b.jsonl").write_bytes(LINES[:-1])
    assert count_articles([str(tmp_path)]) == 4
    assert count_articles([str(tmp_path / "b.jsonl"), str(tmp_path / "gone.jsonl")]) == 4
    assert count_articles([str(tmp_path), "-"]) is None


def test_hidden_files_and_folders_do_not_count(tmp_path: Path):
    hidden = tmp_path / ".git" / "deep"
    hidden.mkdir(parents=True)
    for file in (hidden / "a.jsonl", tmp_path / ".b.jsonl"):
        file.write_bytes(LINES)
    assert count_articles([str(tmp_path)]) == 0
    assert count_articles([str(tmp_path / ".b.jsonl")]) == 3


def test_gzip_is_estimated_by_its_beginning(tmp_path: Path):
    small, large, damaged = (tmp_path / f"{name}.jsonl.gz" for name in ("small", "large", "damaged"))
    small.write_bytes(gzip.compress(LINES[:-1]))
    chance = random.Random(7)  # noqa: S311 - no secret
    lines = ["".join(chance.choices("abcdefgh ", k=5000)) for _ in range(3000)]
    large.write_bytes(gzip.compress("\n".join(lines).encode()))
    damaged.write_bytes(b"not looked into" * 1000)
    assert count_articles([str(small)]) == 3
    assert 2900 < count_articles([str(large)]) < 3100
    assert count_articles([str(damaged)]) == 10


def test_a_pipe_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "news.jsonl")
    assert count_articles([str(tmp_path / "news.jsonl")]) == 1
    assert count_articles([str(tmp_path)]) == 0
