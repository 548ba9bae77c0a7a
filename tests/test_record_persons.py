"""Which names are one person's: by the names, by the same words, by hand; in whatever order they were added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.collate import collate
from onrecord.errors import NotOnRecordError, RecordError
from onrecord.model import Notes
from onrecord.record import Record
from tests.test_record_samples import page

WORDS = "The pier stays open until the last barrel is ashore"


def pages(names: Sequence[str]) -> list[Notes]:
    """A page for every name, each with words of its own."""
    return [page((name, f"Words number {at} are mine"), outlet=f"Outlet {at}") for at, name in enumerate(names)]


def one(names: Sequence[str], path: Path) -> set[frozenset[str]]:
    """The groups of names that are one person's."""
    with Record.open(path / "x.record", create=True) as record:
        record.keep(pages(names))
        found = {frozenset(record.person(name).printed) for name in names}
    (path / "x.record").unlink()
    return found


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Michael Tereld", "Mike Tereld"], [{"Michael Tereld", "Mike Tereld"}], id="nickname"),
        pytest.param(["Sergey Kolyanin", "Sergei Kolianin"], [{"Sergey Kolyanin", "Sergei Kolianin"}], id="letters"),
        pytest.param(["José Sorrel", "Jose Sorrel"], [{"José Sorrel", "Jose Sorrel"}], id="diacritics"),
        pytest.param(["Ilse Varden", "I. Varden"], [{"Ilse Varden", "I. Varden"}], id="initial"),
        pytest.param(["Ilse Varden", "Ilse M. Varden"], [{"Ilse Varden", "Ilse M. Varden"}], id="middle initial"),
        pytest.param(["Ilse Varden", "Jonas Varden"], [{"Ilse Varden"}, {"Jonas Varden"}], id="namesakes"),
        pytest.param(["Ilse Varden", "Varden"], [{"Ilse Varden"}, {"Varden"}], id="family name alone"),
        pytest.param(["Osk Varden", "Osk Varden Jr."], [{"Osk Varden"}, {"Osk Varden Jr."}], id="suffix"),
        pytest.param(
            ["Ilse Varden", "Ivo Varden", "I. Varden"],
            [{"Ilse Varden"}, {"Ivo Varden"}, {"I. Varden"}],
            id="an initial of two",
        ),
        pytest.param(
            ["Ivo A. Varden", "Ivo B. Varden", "Ivo Varden"],
            [{"Ivo A. Varden"}, {"Ivo B. Varden"}, {"Ivo Varden"}],
            id="a name of two",
        ),
    ],
)
def test_names_that_agree_are_one_person(names, expected, tmp_path):
    assert one(names, tmp_path) == {frozenset(group) for group in expected}


NAMES = [
    "Ilse Varden",
    "I. Varden",
    "Ilse M. Varden",
    "Ivo Varden",
    "Varden",
    "Mike Tereld",
    "Michael Tereld",
    "M. Tereld",
]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(NAMES), st.integers(3, len(NAMES)))
def test_who_is_one_does_not_depend_on_the_order_of_adding(tmp_path, names, count):
    some = names[:count]
    assert one(some, tmp_path) == one(sorted(some), tmp_path)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["Ilse", "Jonas", "Petra", "Osk"]), unique=True, min_size=2))
def test_namesakes_with_other_forenames_are_never_merged(tmp_path, forenames):
    assert len(one([f"{forename} Varden" for forename in forenames], tmp_path)) == len(forenames)


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as opened:
        opened.keep(pages(["Ilse Varden", "I. Varden", "Ilse Oldane", "Jonas Varden"]))
        yield opened


def test_the_same_words_tell_whose_a_family_name_is(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as opened:
        opened.keep([page(("Ilse Varden", WORDS)), page(("Varden", WORDS), outlet="Radio Nordholm")])
        assert opened.person("Varden").printed == ("Varden",)
        opened.replace_utterances(collate(opened.all_notes()), ())
        assert opened.person("Varden").printed == ("Ilse Varden", "Varden")
        assert len(list(opened.statements_of("Varden"))) == 2


def test_merged_by_hand_they_are_one_and_stay_so(record):
    record.decide_person("Ilse Varden", "Ilse Oldane", same=True)
    assert set(record.person("ilse oldane").printed) == {"Ilse Varden", "I. Varden", "Ilse Oldane"}
    record.keep(pages(["Ilse Varden", "Osk Oldane"]))
    assert record.person("Ilse Varden") == record.person("Ilse Oldane")
    assert {hit.speaker for hit in record.statements_of("Ilse Oldane")} == {"Ilse Varden", "I. Varden", "Ilse Oldane"}


def test_split_by_hand_they_are_two_and_stay_so(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as opened:
        opened.keep(pages(["Mike Tereld", "Michael Tereld"]))
        opened.decide_person("Mike Tereld", "Michael Tereld", same=False)
        opened.keep(pages(["Mike Tereld", "Michael Tereld", "M. Tereld"]))
        assert opened.person("Mike Tereld").printed == ("Mike Tereld",)
        opened.decide_person("Mike Tereld", "Michael Tereld", same=True)
        assert {"Mike Tereld", "Michael Tereld"} <= set(opened.person("Mike Tereld").printed)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [("Ilse Varden", "ILSE VARDEN", "are one name"), ("Ilse Varden", "Nobody", "'Nobody' is on record")],
)
def test_a_decision_needs_two_names_on_record(record, one, other, message):
    with pytest.raises(RecordError, match=message):
        record.decide_person(one, other, same=True)


def test_decisions_that_contradict_each_other_are_refused(record):
    record.decide_person("Ilse Varden", "Ilse Oldane", same=True)
    record.decide_person("Ilse Oldane", "Jonas Varden", same=False)
    with pytest.raises(RecordError, match="by other decisions"):
        record.decide_person("Ilse Varden", "Jonas Varden", same=True)
    assert record.person("Jonas Varden").printed == ("Jonas Varden",)


def test_ids_of_another_authority_join_and_part(record, tmp_path):
    table = tmp_path / "ids.csv"
    table.write_text("name,id\nIlse Varden,Q1\nIlse Oldane,Q1\nI. Varden,Q2\n", encoding="utf-8")
    assert record.keep_identifiers(table) == 3
    found = record.person("Ilse Varden")
    assert (found.printed, found.identifier) == (("Ilse Oldane", "Ilse Varden"), "Q1")
    assert record.person("I. Varden").identifier == "Q2"


@pytest.mark.parametrize("text", ["name\nIlse Varden\n", "name,id\nIlse Varden,\n"])
def test_ids_without_name_or_id_are_refused(record, tmp_path, text):
    (tmp_path / "ids.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match="row 2: needs a name and an id"):
        record.keep_identifiers(tmp_path / "ids.csv")


@pytest.mark.usefixtures("record")
def test_persons_are_decided_about_from_the_command_line(tmp_path):
    file = ["--record", str(tmp_path / "x.record")]
    merged = CliRunner().invoke(main, ["person", "merge", "Ilse Varden", "Ilse Oldane", *file])
    assert merged.exit_code == 0
    assert "Ilse Oldane, Ilse Varden" in merged.output
    shown = CliRunner().invoke(main, ["show", "person", "Ilse Oldane", *file])
    assert "also printed as" in shown.output
    parted = CliRunner().invoke(main, ["person", "split", "Ilse Varden", "Ilse Oldane", *file])
    assert parted.exit_code == 0
    (tmp_path / "ids.csv").write_text("name,id\nIlse Varden,Q1\n", encoding="utf-8")
    kept = CliRunner().invoke(main, ["person", "ids", str(tmp_path / "ids.csv"), *file])
    assert "Kept the ids of 1" in kept.output
    assert "Q1" in CliRunner().invoke(main, ["show", "person", "Ilse Varden", *file]).output


def test_nobody_is_offered_close_names(record):
    with pytest.raises(NotOnRecordError, match="Ilse Varden"):
        record.person("ilse v")
