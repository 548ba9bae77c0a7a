"""The collation of a record is replaced as a whole, and what did not change is left alone."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import RecordError
from onrecord.model import Grain, Story
from onrecord.record import Record
from tests.test_record_samples import MAYOR, PILOT, finding, page, utterance

PIER = page((MAYOR, "The pier stays open"), (PILOT, "No ship can land there"))
FERRY = page((MAYOR, "The pier stays open"), outlet="Radio Nordholm")
ABSENT = page((MAYOR, "Nobody has kept this"))


@pytest.fixture
def record(place):
    with Record.open(place, create=True) as record:
        record.keep([PIER, FERRY])
        yield record


def test_collation_becomes_exactly_what_is_given(record):
    record.replace_utterances([utterance("a", PIER), utterance("b", FERRY)], [finding(PIER), finding(FERRY)])
    record.replace_utterances([utterance("b", PIER, FERRY)], [finding(FERRY)])
    assert record.utterances(10) == [utterance("b", PIER, FERRY)]
    assert record.findings() == [finding(FERRY)]
    record.replace_utterances([], [])
    assert (record.utterances(10), record.findings()) == ([], [])


def test_digest_tells_collations_apart_and_not_their_history(record):
    collation = [utterance("a", PIER), utterance("b", FERRY)], [finding(PIER), finding(FERRY)]
    record.replace_utterances(*collation)
    before = record.digest()
    record.replace_utterances([utterance("a", PIER, FERRY)], [])
    assert record.digest() != before
    record.replace_utterances(*(each[::-1] for each in collation))
    assert record.digest() == before


def test_unchanged_utterances_keep_their_rows(record):
    record.replace_utterances([utterance("a", PIER), utterance("b", FERRY)], [])
    place = "ctid" if record.name.startswith("postgresql") else "rowid"
    sql = f"SELECT {place} FROM utterances WHERE id = 'b'"  # noqa: S608
    before = record._database.one(sql)
    record.replace_utterances([utterance("0", FERRY), utterance("b", FERRY)], [])
    assert record._database.one(sql) == before


def test_same_finding_twice_is_one(record):
    record.replace_utterances([], [finding(PIER), finding(PIER)])
    assert record.findings() == [finding(PIER)]


def unknown_statement():
    return utterance("c", replace(PIER, statements=(replace(PIER.statements[0], id="unknown"),)))


@pytest.mark.parametrize(
    ("utterances", "findings", "error"),
    [
        ([utterance("c", ABSENT)], [], "is not on record; keep its notes first"),
        ([unknown_statement()], [], "statement unknown of article"),
        ([], [finding(ABSENT)], "rests on articles that are not on record"),
        ([utterance("c", PIER), utterance("c", FERRY)], [], "two utterances have the id c"),
    ],
)
def test_collation_of_what_is_not_on_record_changes_nothing(record, utterances, findings, error):
    record.replace_utterances([utterance("a", PIER)], [finding(PIER)])
    before = record.digest()
    with pytest.raises(RecordError, match=error):
        record.replace_utterances(utterances, findings)
    assert record.digest() == before


def test_stories_are_replaced_with_the_collation_and_come_back_as_they_were(record):
    both = (FERRY.article.id, PIER.article.id)
    affair = Story("b", Grain.AFFAIR, "Pier", date(2031, 3, 2), date(2031, 3, 4), both)
    event = Story("a", Grain.EVENT, "Ferry", None, None, both[:1], "b")
    record.replace_utterances([], [], [event, affair])
    assert record.stories() == [affair, event]
    assert record.stories(Grain.EVENT) == [event]
    assert record.check() == []
    before = record.digest()
    record.replace_utterances([], [], [affair])
    assert record.stories() == [affair]
    assert record.digest() != before
    with pytest.raises(RecordError, match="story c rests on articles that are not on record"):
        record.replace_utterances([], [], [replace(affair, id="c", articles=(ABSENT.article.id,))])
    assert record.stories() == [affair]


def test_collation_can_be_drawn_from_the_record_itself(record):
    with record.writing():
        said = (utterance(notes.article.id[:8], notes) for notes in record.all_notes())
        record.replace_utterances(said, (finding(notes) for notes in record.all_notes()))
    assert len(record.utterances(10)) == len(record.findings()) == 2
