"""How commands tell how far they have come."""

from __future__ import annotations

import io
import sys

import pytest

from onrecord.cli import progress
from onrecord.cli.progress import Meter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_short_work_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]):
    with Meter(10) as meter:
        meter.tell("noting", 10, 40)
        meter.tell("collating", 10, 40)
    assert capsys.readouterr().err == ""


def test_long_work_tells_now_and_then_and_at_a_new_stage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    with Meter(100) as meter:
        for now, done in ((2.0, 10), (6.0, 30), (8.0, 40), (10.0, 50)):
            clock[0] = now
            meter.tell("noting", done, done * 4)
        meter.tell("collating", 100, 400)
    assert capsys.readouterr().err.splitlines() == [
        "noting: 30 of 100 articles, 120 statements, 5.0/s, about 14 s left",
        "collating: 100 of 100 articles, 400 statements, 10.0/s",
    ]


def test_more_articles_than_expected_and_none_at_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    with Meter(None) as meter:
        meter.tell("noting", 0, 0)
        meter.tell("noting", 3, 1)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("noting: 0 of 0 articles")
    assert second.startswith("noting: 3 of 3 articles, 1 statements")


def test_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with Meter(4) as meter:
        meter.tell("noting", 4, 12)
    shown = terminal.getvalue()
    assert "4/4 articles" in shown
    assert "12 statements" in shown


def test_terminal_gets_a_bar_where_nobody_knows_how_many_there_are(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with Meter(None) as meter:
        meter.tell("noting", 0, 0)
    assert "0/? articles" in terminal.getvalue()


def test_meter_that_is_not_shown_says_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    with Meter(4, shown=False) as meter:
        meter.tell("noting", 4, 12)
    assert capsys.readouterr().err == ""
