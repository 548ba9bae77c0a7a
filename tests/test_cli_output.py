"""What commands write to: a pipe that is closed, a device that is full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors import make_record

FULL = Path("/dev/full")
COMMANDS = [
    ("export", "--format", "jsonl"),
    ("export", "--format", "annotation"),
    ("show", "article", "gazette"),
    ("find", "door", "--format", "jsonl"),
    ("findings",),
    ("timeline",),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def run(words: tuple[str, ...], record: Path, out: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *words, "--record", str(record)]
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_reader_that_goes_ends_a_command_quietly(record: Path, words: tuple[str, ...]):
    gone, pipe = os.pipe()
    os.close(gone)
    answer = run(words, record, pipe)
    os.close(pipe)
    assert (answer.returncode, answer.stderr) == (1, "")


@pytest.mark.skipif(not FULL.exists(), reason="no device here that is always full")
@pytest.mark.parametrize("words", [*COMMANDS, ("find", "--help")], ids=" ".join)
def test_full_device_gives_one_line(record: Path, words: tuple[str, ...]):
    with FULL.open("wb") as full:
        answer = run(words, record, full.fileno())
    assert answer.returncode == 1
    assert answer.stderr == "Error: standard output cannot be written: No space left on device\n"
