"""What people correct lies over what was noted: it shows wherever statements are read, and changes no row of theirs."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.corrections import Correction, Field
from onrecord.errors import NotOnRecordError, RecordError
from onrecord.model import Form, SpeakerKind, Stance, When
from onrecord.record import Record
from onrecord.record.overlay import noted_value
from tests.test_record_samples import MAYOR, PILOT, batches, empty, page, texts, undone

__all__ = ["empty"]

PIER = page((MAYOR, "The pier stays open"), (PILOT, "No ship can land there"))
FERRY = page((PILOT, "The ferry will sail on Monday"), outlet="Radio Nordholm")
FIRST, SECOND = PIER.statements
SIGNED = {"why": "the recording has it", "by": "Ada", "made": "2031-04-01T08:00:00.000000+00:00"}
NOTED = "SELECT * FROM statements ORDER BY number"


@pytest.fixture
def record(place):
    with Record.open(place, create=True) as record:
        record.keep([PIER, FERRY])
        yield record


def correct(record, values, key=FIRST.id, **signed):
    return record.correct(key, values, **{**SIGNED, **signed})


def read(record, identity=FIRST.id):
    """The statement as every way of reading gives it."""
    (one,) = [s for s in record.notes(PIER.article.id).statements if s.id == identity]
    assert one in [s for notes in record.all_notes() for s in notes.statements]
    return one


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        (Field.SPEAKER, PILOT, "speaker", PILOT),
        (Field.SPEAKER, "", "speaker", None),
        (Field.STANCE, "deny", "stance", Stance.DENY),
        (
            Field.WHEN,
            "2031-03",
            "when",
            When(date(2031, 3, 1), date(2031, 3, 31), why="corrected: the recording has it"),
        ),
        (Field.WHEN, "", "when", None),
    ],
)
def test_corrected_value_is_read_with_its_reason_and_no_row_changes(record, field, value, attribute, expected):
    noted = list(record._database.rows(NOTED))
    (made,) = correct(record, {field: value})
    assert getattr(read(record), attribute) == expected
    assert read(record).corrected == (made,)
    assert (made.noted, made.why, made.by) == (noted_value(FIRST, field), "the recording has it", "Ada")
    assert list(record._database.rows(NOTED)) == noted
    assert record.check() == []


def test_corrected_span_is_read_and_found_by_its_words(record):
    words = "“The pier stays open,” said"
    correct(record, {Field.CONTENT: f"0-{len(words)}"})
    assert (read(record).id, read(record).form, read(record).spans[0].end) == (FIRST.id, Form.MIXED, len(words))
    assert [hit.snippet for hit in record.find("pier said", limit=5)] == [words]
    correct(record, {Field.CONTENT: "5-9"}, made="2031-04-02")
    assert record.find("stays", limit=5) == []


def test_what_is_no_statement_is_nowhere(record):
    correct(record, {Field.STATEMENT: "no"})
    assert [s.id for s in record.notes(PIER.article.id).statements] == [SECOND.id]
    assert record.find("pier", limit=5) == []
    assert list(record.statements_of(MAYOR)) == []
    assert record.counts().statements == 2
    assert record.articles(5)[0].statements + record.articles(5)[1].statements == 2
    assert record.check() == []


def test_what_is_nested_in_no_statement_stands_in_what_that_stood_in(record):
    talk = page((MAYOR, "One"), (PILOT, "Two"), (PILOT, "Three"))
    outer, middle, inner = talk.statements
    nested = (outer, replace(middle, inside=outer.id), replace(inner, inside=middle.id))
    record.keep([replace(talk, statements=nested)])
    correct(record, {Field.STATEMENT: "no"}, key=middle.id)
    assert [s.inside for s in record.notes(talk.article.id).statements] == [None, outer.id]


def test_corrected_speaker_is_found_and_the_other_one_no_longer(record):
    correct(record, {Field.SPEAKER: "Runa Falk"})
    assert [hit.snippet for hit in record.statements_of("runa falk")] == ["“The pier stays open,”"]
    assert [hit.speaker for hit in record.find("runa pier", limit=5)] == ["Runa Falk"]
    assert list(record.statements_of(MAYOR)) == []
    assert record.find(f"{MAYOR} pier", limit=5) == []
    assert record.person("Runa Falk").kind is SpeakerKind.UNNAMED


def test_what_was_noted_stands_again_and_the_log_remembers(record):
    persons = list(record._database.rows("SELECT * FROM persons ORDER BY id"))
    correct(record, {Field.SPEAKER: "Runa Falk", Field.STANCE: "deny"})
    correct(record, {Field.SPEAKER: None, Field.STANCE: None}, made="2031-05-01")
    assert record.notes(PIER.article.id) == PIER
    assert len(record.find("pier", limit=5)) == len(list(record.statements_of(MAYOR))) == 1
    assert list(record._database.rows("SELECT * FROM persons ORDER BY id")) == persons
    with pytest.raises(NotOnRecordError):
        record.person("Runa Falk")
    assert [(entry.counts, entry.shows) for entry in record.corrections()] == [(False, False)] * 2 + [(True, False)] * 2


@pytest.mark.parametrize("order", [1, -1])
def test_later_correction_counts_whichever_is_kept_first(record, order):
    noted = FIRST.speaker
    both = [
        Correction(PIER.article.id, FIRST.id, Field.SPEAKER, noted, name, "heard it", "Ada", made)
        for name, made in (("Runa Falk", "2031-04-01"), ("Ole Falk", "2031-04-02"))
    ]
    for each in both[::order]:
        record.keep_corrections([each])
    assert read(record).speaker == "Ole Falk"


def test_correction_waits_for_its_statement(place):
    with Record.open(place, create=True) as record:
        waiting = Correction(
            PIER.article.id, FIRST.id, Field.STANCE, "assert", "deny", "he shook his head", "Ada", "2031"
        )
        record.keep_corrections([waiting, waiting])
        assert [(each.correction, each.attached) for each in record.corrections()] == [(waiting, False)]
        record.keep([PIER])
        assert [(each.attached, each.shows) for each in record.corrections()] == [(True, True)]
        assert record.notes(PIER.article.id).statements[0].stance is Stance.DENY


def test_adding_again_leaves_corrections_in_effect(record):
    correct(record, {Field.STANCE: "deny"})
    before = record.digest()
    record.keep([FERRY, PIER])
    assert read(record).stance is Stance.DENY
    assert record.digest() == before


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({Field.STANCE: "shout"}, "no stance; there are assert"),
        ({Field.WHEN: "Monday"}, "is no ISO date"),
        ({Field.WHEN: "2031-03-05/2031-03-04"}, "ends before"),
        ({Field.CONTENT: "3-3"}, "no stretches"),
        ({Field.CONTENT: "9-12;3-5"}, "in order"),
        ({Field.CONTENT: "0-99999"}, "within 0 and"),
        ({Field.STATEMENT: "maybe"}, "can only be corrected to be none"),
        ({Field.SPEAKER: "a\0b"}, "NUL"),
    ],
)
def test_value_that_is_none_is_refused_and_nothing_kept(record, values, error):
    with pytest.raises(RecordError, match=error):
        correct(record, {Field.SPEAKER: "Runa Falk", **values})
    assert record.corrections() == []
    assert record.notes(PIER.article.id) == PIER


def test_numbers_are_those_of_what_was_noted(record):
    correct(record, {Field.STATEMENT: "no"})
    assert record.numbering(PIER.article.id) == {FIRST.id: 1, SECOND.id: 2}
    assert record.statement(f"{PIER.article.id}/2") == SECOND
    (struck,) = record.struck(PIER.article.id)
    assert (struck, struck.corrected[0].why) == (replace(FIRST, corrected=struck.corrected), SIGNED["why"])
    correct(record, {Field.STATEMENT: None}, made="2031-05-01")
    assert record.struck(PIER.article.id) == []


def test_reason_is_wanted(record):
    with pytest.raises(RecordError, match="say why"):
        correct(record, {Field.STANCE: "deny"}, why=" ")


def test_statement_answers_to_id_beginning_and_place(record):
    for key in (SECOND.id, SECOND.id[:8], f"{PIER.article.id[:8]}/2"):
        assert record.statement(key) == SECOND
    for key in ("nothing", f"{PIER.article.id}/3", f"{PIER.article.id}/0", "nowhere/1"):
        with pytest.raises(NotOnRecordError):
            record.statement(key)


def test_rows_that_do_not_agree_with_the_log_are_reported(record):
    correct(record, {Field.STANCE: "deny"})
    record._database.execute("UPDATE corrected SET stance = 'admit'")
    (problem,) = record.check()
    assert "not what the notes and the corrections of it give" in problem.message


values = {
    Field.SPEAKER: texts,
    Field.WHEN: st.sampled_from(["", "2031-03-04", "2031/.."]),
    Field.STANCE: st.sampled_from(Stance).map(str),
    Field.CONTENT: st.sampled_from(["0-1", "0-9999"]),
    Field.STATEMENT: st.just("no"),
}


@st.composite
def logs(draw, batch):
    """Draw corrections of the statements of a batch, some of statements that it has not."""
    about = [(notes.article.id, s.id) for notes in batch for s in notes.statements] + [("nowhere", "nothing")]
    log = []
    for article, statement in draw(st.lists(st.sampled_from(about), max_size=5)):
        field = draw(st.sampled_from(Field))
        value = draw(st.none() | values[field])
        signed = (draw(texts), draw(texts), draw(st.sampled_from(["2031-04-01", "2031-04-02"])))
        log.append(Correction(article, statement, field, draw(texts), value, *signed))
    return log


def state(record):
    people = list(record._database.rows("SELECT * FROM persons ORDER BY id"))
    return record.digest(), list(record.all_notes()), people, record.check(), record.corrections()


@settings(deadline=None, max_examples=60)
@given(batches, st.data())
def test_record_does_not_depend_on_the_order_of_corrections_and_additions(empty, batch, data):
    log = data.draw(logs(batch))
    log = [each for each in log if each.value != "0-9999"]
    steps = [(empty.keep, notes) for notes in batch] + [(empty.keep_corrections, each) for each in log]
    states = []
    for order in (steps, data.draw(st.permutations(steps))):
        with undone(empty):
            for keep, what in order:
                keep([what])
            states.append(state(empty))
    assert states[0] == states[1]
    assert states[0][3] == []


@settings(deadline=None, max_examples=40)
@given(batches, st.data())
def test_undoing_everything_gives_what_was_noted(empty, batch, data):
    log = [each for each in data.draw(logs(batch)) if each.value != "0-9999"]
    with undone(empty):
        empty.keep(batch)
        before = (
            list(empty.all_notes()),
            empty.counts(),
            list(empty._database.rows("SELECT * FROM persons ORDER BY id")),
        )
        empty.keep_corrections(log)
        empty.keep_corrections([replace(each, value=None, made="2031-05-01") for each in log])
        after = list(empty.all_notes()), empty.counts(), list(empty._database.rows("SELECT * FROM persons ORDER BY id"))
        assert after == before
        assert empty.check() == []
