"""What is kept stays as it was, once, and what cannot be kept is refused as a whole."""

from dataclasses import replace

import pytest

from onrecord.errors import RecordError
from onrecord.model import Problem, SpeakerKind
from onrecord.record import Kept, Record
from tests.test_record_samples import MAYOR, PILOT, page

PIER = page((MAYOR, "The pier stays open"), (PILOT, "No ship can land there"))
FERRY = page((PILOT, "The ferry will sail on Monday"), outlet="Radio Nordholm")


@pytest.fixture
def record(place):
    with Record.open(place, create=True) as record:
        yield record


def test_adding_twice_changes_nothing(record):
    assert record.keep([PIER, FERRY]) == Kept(2, 0)
    before = record.digest()
    assert record.keep([FERRY, PIER, PIER]) == Kept(0, 3)
    assert record.digest() == before


def test_article_on_record_stays_as_it_is(record):
    record.keep([PIER])
    record.keep([replace(PIER, statements=(), article=replace(PIER.article, title="Another title"))])
    assert record.notes(PIER.article.id) == PIER


def test_keeping_nothing_is_fine(record):
    assert record.keep([]) == Kept(0, 0)


def test_digest_tells_records_apart(record):
    digests = {record.digest()}
    record.keep([PIER])
    digests.add(record.digest())
    record.keep_problems([Problem("read", "no text", "a.html")])
    digests.add(record.digest())
    assert len(digests) == 3


def test_statement_ids_of_two_articles_may_be_equal(record):
    pages = [
        replace(notes, statements=(replace(notes.statements[0], id="1"), *notes.statements[1:]))
        for notes in (PIER, FERRY)
    ]
    record.keep(pages)
    assert [record.notes(notes.article.id) for notes in pages] == pages


def test_statement_ids_of_one_article_must_differ(record):
    twice = replace(PIER, statements=PIER.statements[:1] * 2)
    with pytest.raises(RecordError, match="two statements have the id"):
        record.keep([FERRY, twice])
    assert record.counts().articles == 0


def test_statement_of_another_article_is_refused(record):
    with pytest.raises(RecordError, match="belongs to article"):
        record.keep([replace(PIER, statements=FERRY.statements)])


def with_text(notes, text):
    return replace(notes, article=replace(notes.article, text=notes.article.text + text))


def speaking(notes, speaker):
    return replace(notes, statements=(replace(notes.statements[0], speaker=speaker),))


@pytest.mark.parametrize("put", [with_text, speaking])
@pytest.mark.parametrize(("text", "error"), [("\0", "NUL"), ("\ud83d", "surrogate")])
def test_what_is_no_text_is_refused_and_nothing_kept(record, put, text, error):
    with pytest.raises(RecordError, match=error):
        record.keep([PIER, put(FERRY, text)])
    assert record.counts().articles == 0
    assert record.keep([PIER]) == Kept(1, 0)


def test_confidence_that_is_no_number_is_refused(record):
    unsure = tuple(replace(each, confidence=float("nan")) for each in PIER.statements)
    with pytest.raises(RecordError, match="confidence"):
        record.keep([replace(PIER, statements=unsure)])


def test_error_of_whoever_hands_over_keeps_nothing(record):
    def pages():
        yield PIER
        raise KeyError

    with pytest.raises(KeyError):
        record.keep(pages())
    assert record.counts().articles == 0


def test_same_problem_is_kept_once(record):
    problems = [Problem("read", "no text", "a.html"), Problem("read", "no text", "b.html"), Problem("read", "no text")]
    record.keep_problems(problems)
    record.keep_problems(problems[1:] + problems)
    assert sorted(record.problems(), key=str) == sorted(problems, key=str)


@pytest.mark.parametrize("order", [1, -1])
def test_person_is_one_whatever_the_case_of_the_name(record, order):
    for notes in [PIER, page((MAYOR.upper(), "Ships first"))][::order]:
        record.keep([notes])
    assert record.person(MAYOR) == record.person(MAYOR.upper())
    assert record.person(MAYOR).name == MAYOR
    assert len(list(record.statements_of(MAYOR))) == 2


def test_digest_does_not_depend_on_the_order_of_problems(new_place):
    problems = [Problem("read", "no text", f"{letter}.html") for letter in "abc"]
    digests = set()
    for order in (1, -1):
        with Record.open(new_place(), create=True) as record:
            record.keep_problems(problems[::order])
            digests.add(record.digest())
    assert len(digests) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_kind_of_a_person_does_not_depend_on_the_order(record, order):
    kinds = [SpeakerKind.UNNAMED, SpeakerKind.PERSON, SpeakerKind.ORGANIZATION]
    pages = [page((MAYOR, f"I said it on day {day}")) for day in range(3)]
    pages = [
        replace(notes, speakers=(replace(notes.speakers[0], kind=kind),))
        for notes, kind in zip(pages, kinds, strict=True)
    ]
    for notes in pages[::order]:
        record.keep([notes])
    assert record.person(MAYOR).kind is SpeakerKind.PERSON


def test_speaker_that_no_list_of_speakers_holds_is_a_person_on_record(record):
    record.keep([replace(PIER, speakers=())])
    assert record.person(MAYOR).kind is SpeakerKind.UNNAMED


def test_whole_block_of_writing_is_kept_or_none(record):
    def block():
        with record.writing():
            record.keep([PIER])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        block()
    assert record.counts().articles == 0


def test_step_that_fails_within_a_block_takes_only_itself_back(record):
    with record.writing():
        record.keep([PIER])
        with pytest.raises(RecordError):
            record.keep([FERRY, with_text(FERRY, "\0")])
    assert record.notes(PIER.article.id) == PIER
    assert record.counts().articles == 1
