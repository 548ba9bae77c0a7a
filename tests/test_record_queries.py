"""What is asked of a record is answered, or it is said what to ask instead."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import NotOnRecordError, RecordError
from onrecord.model import Form, Problem, SpeakerKind, When
from onrecord.record import ArticleEntry, Counts, Person, Record
from tests.test_record_samples import MAYOR, PILOT, finding, page, utterance

PIER = page((MAYOR, "The pier stays open"), (PILOT, "No ship can land there"), given_id="pier", title="Pier row")
FERRY = page((MAYOR, "The pier stays open"), outlet="Radio Nordholm", published=date(2031, 2, 1), given_id="day")
LATER = page((PILOT, "I never said so"), outlet="Radio Nordholm", published=None, given_id="day")
PAGES = (PIER, FERRY, LATER)


@pytest.fixture
def record(place):
    with Record.open(place, create=True) as record:
        record.keep(PAGES)
        yield record


def test_articles_asked_for_are_those_on_record(record):
    assert record.has([PIER.article.id, "nothing", LATER.article.id]) == {PIER.article.id, LATER.article.id}
    assert record.has([]) == set()


@pytest.mark.parametrize("key", [PIER.article.id, PIER.article.id[:6], "pier"])
def test_article_answers_to_its_ids(record, key):
    assert record.article(key) == PIER.article
    assert record.notes(key) == PIER


@pytest.mark.parametrize("key", ["nothing", "", PIER.article.id[:5], PIER.article.id + "0", "%", "pie"])
def test_unknown_article_says_what_to_give(record, key):
    with pytest.raises(NotOnRecordError, match=r"is on record; give its id, the id its source gave it, or the first 6"):
        record.article(key)


def test_given_id_of_two_articles_names_both(record):
    with pytest.raises(NotOnRecordError, match="fits more than one article") as caught:
        record.notes("day")
    assert all(notes.article.id in str(caught.value) for notes in (FERRY, LATER))


def test_beginning_of_many_ids_names_some(record):
    twins = [replace(PIER.article, id=f"abcdef{digit}", given_id=None) for digit in range(7)]
    record.keep(replace(PIER, article=twin, statements=()) for twin in twins)
    with pytest.raises(NotOnRecordError, match=r"'abcdef' fits .*: abcdef0, abcdef1, abcdef2, abcdef3, abcdef4, …;"):
        record.article("abcdef")


def test_articles_are_listed_in_order_of_publication(record):
    article = PIER.article
    pier = ArticleEntry(article.id, "pier", article.outlet, "Pier row", None, date(2031, 3, 4), statements=2)
    listed = record.articles(10)
    assert [entry.id for entry in listed] == [FERRY.article.id, PIER.article.id, LATER.article.id]
    assert listed[1] == pier


def test_pages_of_a_list_join_up(record):
    record.keep(page((MAYOR, f"Day {day}"), published=date(2031, 3, 1 + day % 3)) for day in range(20))
    listed, after = [], None
    while some := record.articles(4, after):
        listed += some
        after = some[-1].id
    assert listed == record.articles(100)
    assert len(listed) == 23


def test_list_after_an_unknown_article_is_an_error(record):
    with pytest.raises(NotOnRecordError):
        record.articles(10, after="nowhere")


@pytest.mark.parametrize("key", [MAYOR, MAYOR.upper(), MAYOR.lower()])
def test_person_answers_to_the_name(record, key):
    found = record.person(key)
    assert found == Person(found.id, MAYOR, SpeakerKind.PERSON, (MAYOR,))
    assert record.person(found.id) == found


def test_unknown_person_offers_names_that_are_close(record):
    with pytest.raises(NotOnRecordError, match=f"'brandv' is on record; is it {MAYOR}"):
        record.person("brandv")
    with pytest.raises(NotOnRecordError, match="search for its words"):
        record.person("Nobody Known")


def test_statements_of_a_person_come_in_time_order(record):
    dated = [
        When(date(2031, 3, 1), date(2031, 3, 9)),
        None,
        When(None, None, why="no date printed"),
        When(None, date(2031, 2, 20)),
    ]
    talk = page(*[(MAYOR, f"Number {number}") for number in range(4)], published=date(2031, 2, 25))
    record.keep([replace(talk, statements=tuple(map(lambda s, when: replace(s, when=when), talk.statements, dated)))])
    said = [hit.snippet[1:9] for hit in record.statements_of(MAYOR)]
    assert said == ["The pier", "Number 3", "Number 1", "Number 2", "Number 0", "The pier"]


def test_statements_of_a_person_are_asked_for_by_id_too(record):
    assert len(list(record.statements_of(record.person(PILOT).id))) == 2
    with pytest.raises(NotOnRecordError):
        next(record.statements_of("Nobody Known"))


def test_interrupted_content_shows_its_gap(record):
    talk = page((MAYOR, "We build"), (MAYOR, "we do not tear down"))
    first, second = talk.statements
    record.keep([replace(talk, statements=(replace(first, content=first.content + second.content),))])
    assert record.find("tear", limit=1)[0].snippet == "“We build,” […] “we do not tear down,”"


def test_problems_say_where(record):
    stuck = page((MAYOR, "Something went wrong"), origin="b.jsonl:3")
    nameless = page((MAYOR, "Wrong again"))
    record.keep(
        [
            replace(stuck, problems=(Problem("note", "too long"),)),
            replace(nameless, problems=(Problem("note", "odd"),)),
        ]
    )
    record.keep_problems([Problem("read", "no text", "a.html")])
    places = {problem.message: problem.origin for problem in record.problems()}
    assert places == {"no text": "a.html", "too long": "b.jsonl:3", "odd": nameless.article.id}


def test_problems_come_in_the_order_of_their_lines(record):
    lines = ["a.jsonl:2", "a.jsonl:12", "a.jsonl:102", "b.jsonl:1"]
    record.keep_problems([Problem("read", "no text", line) for line in lines[::-1]])
    assert [problem.origin for problem in record.problems()] == lines


def test_counts_count_everything(record):
    record.keep([page((None, "Who knows"), outlet=None)])
    record.keep_problems([Problem("read", "no text", "a.html")])
    record.replace_utterances([utterance("pier-talk", PIER, FERRY)], [finding(PIER), finding(PIER, "repeats")])
    forms = {Form.DIRECT: 5, Form.INDIRECT: 0, Form.MIXED: 0}
    assert record.counts() == Counts(4, 2, 5, forms, persons=2, utterances=1, findings=2, problems=1)


def test_utterance_answers_to_its_id_and_its_beginning(record):
    said = utterance("0123456789", PIER, FERRY)
    record.replace_utterances([said, utterance("0123450000", LATER)], [])
    assert record.utterance("0123456789") == record.utterance("0123456") == said


@pytest.mark.parametrize(
    ("key", "error"), [("012345", "fits more than one"), ("01234", "no utterance"), ("x", "no utt")]
)
def test_utterance_that_is_not_one_is_an_error(record, key, error):
    record.replace_utterances([utterance("0123456789", PIER), utterance("0123450000", LATER)], [])
    with pytest.raises(NotOnRecordError, match=error):
        record.utterance(key)


def test_utterances_that_most_articles_print_come_first(record):
    said = [utterance("a", LATER), utterance("b", PIER, FERRY), utterance("c", FERRY)]
    record.replace_utterances(said, [])
    assert [each.id for each in record.utterances(10)] == ["b", "a", "c"]
    assert [each.id for each in record.utterances(1, after="b")] == ["a"]
    assert record.utterances(10, after="c") == []
    with pytest.raises(NotOnRecordError):
        record.utterances(10, after="d")


def test_utterances_of_an_article_come_in_its_order(record):
    last_first = replace(PIER, statements=PIER.statements[::-1])
    said = [utterance("a", last_first), utterance("b", PIER, FERRY), utterance("c", LATER)]
    record.replace_utterances(said, [])
    assert [each.id for each in record.utterances_of_article("pier")] == ["b", "a"]
    assert [each.id for each in record.utterances_of_article(FERRY.article.id)] == ["b"]


def test_findings_come_by_kind_and_score(record):
    answers = [finding(PIER, "answers", score) for score in (1.0, 0.9, 0.5, 0.3, 0.1)]
    other = finding(PIER, "recurrence", 1)
    record.replace_utterances([], [other, *answers[::-1]])
    assert record.findings() == [*answers, other]
    assert record.findings("recurrence") == [other]
    assert record.findings("nothing of the kind") == []


def test_not_on_record_is_an_error_of_the_record():
    assert issubclass(NotOnRecordError, RecordError)
