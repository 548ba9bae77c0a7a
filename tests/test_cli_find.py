"""``find``, on a record made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.record import Record
from tests.doors import MARA, make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(record: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["find", *words, "--record", str(record)], env={"COLUMNS": "100"})


def texts(answer: Result) -> list[str]:
    assert answer.exit_code == 0, answer.output
    return [json.loads(line)["text"] for line in answer.stdout.splitlines()]


def test_find_shows_who_said_it_and_where(record: Path):
    assert ask(record, "lamp").output == (
        "no source named  allege “claims” · reported\n"
        "    that the lamp was out\n"
        "    The Orrin Gazette, 3 May 2019, article ce9128a0da statement 4\n"
    )


def test_find_keeps_to_its_limit_says_there_is_more_and_goes_on(record: Path):
    every = texts(ask(record, "door", "--limit", "99", "--format", "jsonl"))
    first = ask(record, "door", "--limit", "2", "--format", "jsonl")
    assert first.stderr == "There are more: --skip 2\n"
    rest = ask(record, "door", "--limit", "99", "--skip", "2", "--format", "jsonl")
    assert texts(first) + texts(rest) == every
    assert "No further statement" in ask(record, "door", "--skip", "99").stderr


def test_find_says_when_there_is_nothing(record: Path):
    nothing = ask(record, "submarine")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "No statement on record" in nothing.stderr
    assert ask(record, "submarine", "--format", "json").stdout == "[]\n"


def test_find_without_anything_to_look_for_is_an_error(record: Path):
    assert "nothing to search for" in ask(record).output
    assert ask(record).exit_code == 1


def test_find_knows_what_somebody_said_about_something_in_order_of_time(record: Path):
    answer = ask(record, "door", "--speaker", "mara quist", "--by", "date", "--format", "jsonl")
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert {each["speaker"] for each in found} == {MARA}
    assert [each["when"] or each["published"] for each in found][:2] == ["2019-05-02", "2019-05-02"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--speaker", "Zzzz"), "“Zzzz” is in the name of no speaker on record.\n"),
        (("--speaker", "Quincy"), "“Quincy” is in the name of no speaker on record; nearest to it: “quist”.\n"),
        (
            ("door", "--outlet", "Gazelles"),
            "“Gazelles” is in the name of no outlet on record; nearest to it: “gazette”.\n",
        ),
        (("xyzzy",), "“xyzzy” is nowhere on record.\n"),
        (("door", "lamp"), ""),
    ],
)
def test_find_says_which_word_is_on_record_nowhere(record: Path, words: tuple[str, ...], told: str):
    answer = ask(record, *words)
    assert (answer.stdout, answer.stderr) == ("", f"{told}No statement on record fits.\n")


def test_find_takes_a_mistyped_name_for_the_one_on_record(record: Path):
    answer = ask(record, "door", "--speaker", "Quits", "--format", "jsonl")
    assert texts(answer) == texts(ask(record, "door", "--speaker", "Quist", "--format", "jsonl"))
    assert answer.stderr == "“Quits” is nowhere on record; looked for “quist”.\n"


def test_each_filter_narrows_it_down(record: Path):
    with Record.open(record, readonly=True) as opened:
        said = [(notes.article, each) for notes in opened.all_notes() for each in notes.statements]
    for option, value, fits in (
        ("--stance", "allege", lambda _, each: each.stance == "allege"),
        ("--form", "direct", lambda _, each: each.form == "direct"),
        ("--occasion", "interview", lambda _, each: each.occasion and each.occasion.kind == "interview"),
        ("--outlet", "orrin gazette", lambda page, _: page.outlet == "The Orrin Gazette"),
        ("--printed", "2019-05-03/..", lambda page, _: page.published and page.published.day == 3),
        ("--said", "../2019-05-02", lambda _, each: each.when),
    ):
        found = ask(record, option, value, "--limit", "99", "--format", "json")
        ids = {each["id"] for each in json.loads(found.stdout)}
        assert ids >= {each.id for page, each in said if fits(page, each)} != set(), option
        assert len(ids) < len(said), option


@pytest.mark.parametrize("days", ["soon", "2019-13", "2019-05-03..", ""])
def test_days_that_are_none_are_wrong_usage(record: Path, days: str):
    answer = ask(record, "door", "--said", days)
    assert answer.exit_code == 2
    assert "2031-05-04" in answer.stderr


def test_json_points_into_the_text_of_the_article(record: Path):
    (hit,) = json.loads(ask(record, "lamp", "--format", "json").stdout)
    with Record.open(record, readonly=True) as opened:
        text = opened.article(hit["article"]).text
    assert [text[start:end] for start, end in hit["content"]] == [hit["text"]]
