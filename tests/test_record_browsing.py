"""Looking around in a record: facets, what was added last, what a person said by stance."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.model import Form, Notes, Stance
from onrecord.record import Record, Search
from tests.test_record_samples import MAYOR, PILOT, page

HERON = page((MAYOR, "The pier is closed"), (PILOT, "I never saw a pier"), published=date(2030, 1, 2))
BUOY = page((MAYOR, "The buoy is lit"), (None, "The pier was sold"), outlet="Radio Nordholm")
TIDE = page((MAYOR, "No tide is late"), outlet="Radio Nordholm", published=None)


def as_denial(notes: Notes) -> Notes:
    return replace(notes, statements=tuple(replace(one, stance=Stance.DENY) for one in notes.statements))


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as made:
        made.keep([HERON, BUOY, as_denial(TIDE)])
        yield made


def test_facets_of_nothing_asked_for_are_those_of_all(record):
    facets = record.facets(Search())
    assert (facets.statements, facets.more) == (5, False)
    assert facets.speakers == ((MAYOR, 3), (PILOT, 1))
    assert facets.outlets == (("Radio Nordholm", 3), ("The Saltmarsh Courier", 2))
    assert facets.stances == ((Stance.ASSERT, 4), (Stance.DENY, 1))
    assert facets.forms == ((Form.DIRECT, 5),)
    assert facets.years == (("2030", 2), ("2031", 2))


def test_facets_of_a_search_count_what_it_finds(record):
    search = Search("pier")
    facets = record.facets(search)
    assert facets.statements == len(record.find(search, limit=99)) == 3
    assert facets.speakers == ((MAYOR, 1), (PILOT, 1))
    with pytest.raises(RecordError):
        record.facets(Search("*"))


@given(st.lists(st.tuples(st.sampled_from([MAYOR, PILOT, None]), st.sampled_from(Stance)), min_size=1, max_size=8))
def test_facets_are_the_counts_of_the_statements(tmp_path_factory, said):
    made = page(*((name, f"word {number} is said") for number, (name, _) in enumerate(said)))
    stances = [replace(one, stance=stance) for one, (_, stance) in zip(made.statements, said, strict=True)]
    with Record.open(tmp_path_factory.mktemp("facets") / "x.record", create=True) as record:
        record.keep([replace(made, statements=tuple(stances))])
        for search in (Search(), Search("word")):
            facets = record.facets(search)
            assert dict(facets.stances) == Counter(stance for _, stance in said)
            assert dict(facets.speakers) == Counter(name for name, _ in said if name)


def test_facets_of_all_follow_what_others_add(record, tmp_path):
    with Record.open(tmp_path / "x.record", readonly=True) as reader:
        assert reader.facets(Search()).statements == 5
        record.keep([page((PILOT, "The lamp is lit"), outlet="Harbour Gazette")])
        assert reader.facets(Search()).statements == 6


def test_what_was_added_last_comes_first(record):
    assert [entry.id for entry in record.latest(2)] == [TIDE.article.id, BUOY.article.id]
    record.keep([HERON])  # known already: nothing is added
    assert [entry.statements for entry in record.latest(9)] == [1, 2, 2]


def test_a_persons_statements_by_stance(record):
    who = record.person(MAYOR).id
    assert record.stances_of(who) == {Stance.ASSERT: 2, Stance.DENY: 1}
    assert [hit.snippet for hit in record.said_by(who, Stance.DENY, limit=9)] == ["“No tide is late,”"]
    everything = [hit.statement.id for hit in record.statements_of(who)]
    paged = [record.said_by(who, None, limit=2, skip=skip) for skip in (0, 2)]
    assert [hit.statement.id for some in paged for hit in some] == everything


def test_articles_that_let_somebody_speak_the_last_published_first(record):
    assert record.articles_naming(record.person(MAYOR).id, 2) == (3, [BUOY.article.id, HERON.article.id])
    assert record.articles_naming(record.person(PILOT).id, 9) == (1, [HERON.article.id])
