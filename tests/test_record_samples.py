"""Samples for the tests of the record: pages of fictional outlets, strategies that draw any notes, and their laws."""

from contextlib import contextmanager, suppress
from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Article,
    ArticleKind,
    Aside,
    Change,
    Dateline,
    Evidence,
    Finding,
    Form,
    Fragment,
    Notes,
    Occasion,
    OrderConflict,
    Place,
    Problem,
    Reading,
    Repeat,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Utterance,
    When,
    Witness,
)
from onrecord.record import Kept, Record

MAYOR, PILOT = "Ilse Brandvold", "Tomás Okonjo"


def page(*lines, outlet="The Saltmarsh Courier", published=date(2031, 3, 4), **more):
    """Return the notes of a page that prints ``lines``: pairs of who said it (or nobody) and the words said."""
    text = "".join(f"“{words},” said {name or 'a voice'}. " for name, words in lines)
    id_ = Article.id_of(text, outlet, more.get("url"))
    statements, mentions, at = [], {}, 0
    for name, words in lines:
        quotation = Span(at, at + len(words) + 3)
        cue = Span(quotation.end + 1, quotation.end + 5)
        source = Span(cue.end + 1, cue.end + 1 + len(name or "a voice"))
        content = (Fragment(quotation, (quotation,)),)
        statement_id = Statement.id_of(id_, content, (cue,), (source,))
        statements.append(Statement(statement_id, id_, Form.DIRECT, content, (cue,), (source,), speaker=name))
        if name:
            mentions.setdefault(name, []).append(source)
        at = source.end + 2
    speakers = [Speaker(name, SpeakerKind.PERSON, tuple(spans)) for name, spans in mentions.items()]
    return Notes(Article(id_, text, outlet, published=published, **more), tuple(statements), tuple(speakers))


def utterance(id_, *pages, speaker=MAYOR):
    """Return an utterance that the first statement of each of ``pages`` prints."""
    printed = [(notes.article, notes.statements[0], notes.statements[0].spans[0]) for notes in pages]
    readings = tuple(Reading(a.id, s.id, span, span.of(a.text)) for a, s, span in printed)
    witnesses = tuple(Witness(a.id, s.id, (span,), (Change.IDENTICAL,)) for a, s, span in printed)
    return Utterance(id_, speaker, witnesses, (Place(readings[0].text, readings, readings[0].statement),))


def finding(notes, kind="answers", score=0.5):
    """Return a finding that rests on the first statement of a page."""
    return Finding(
        kind, "a denial without its charge", (Evidence(notes.article.id, notes.statements[0].spans[0]),), score
    )


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=8)
maybe = st.none() | texts
names = st.lists(texts, max_size=3).map(tuple)


def spans_in(text):
    pairs = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return pairs.filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))


def spanlists(text, least=0):
    return st.lists(spans_in(text), min_size=least, max_size=3).map(tuple)


whens = st.builds(When, st.none() | st.dates(), st.none() | st.dates(), st.none(), texts, st.booleans())


@st.composite
def articles(draw):
    text = draw(st.text(letters, min_size=1, max_size=30))
    outlet, url = draw(maybe), draw(maybe)
    return Article(
        id=Article.id_of(text, outlet, url),
        text=text,
        outlet=outlet,
        url=url,
        title=draw(maybe),
        byline=draw(maybe),
        published=draw(st.none() | st.dates()),
        language=draw(texts),
        kind=draw(st.sampled_from(ArticleKind)),
        origin=draw(maybe),
        given_id=draw(maybe),
        dateline=draw(st.none() | st.builds(Dateline, spans_in(text), texts, *[st.none() | st.integers()] * 3, maybe)),
        boilerplate=draw(spanlists(text)),
        modified=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
    )


def statements(article):
    spans, one = spanlists(article.text), spans_in(article.text)
    return st.builds(
        Statement,
        id=texts,
        article=st.just(article.id),
        form=st.sampled_from(Form),
        content=st.lists(st.builds(Fragment, one, spans), min_size=1, max_size=3).map(tuple),
        cue=spans,
        source=spans,
        speaker=maybe,
        addressee=maybe,
        occasion=st.none() | st.builds(Occasion, texts, one),
        when=st.none() | whens | st.builds(When, st.none(), st.dates(), one, texts, st.booleans()),
        stance=st.sampled_from(Stance),
        inside=maybe,
        via=names,
        document=maybe,
        implicit=st.booleans(),
        attitude=st.booleans(),
        reasons=names,
        confidence=st.floats(0, 1),
        made_by=texts,
    )


@st.composite
def any_notes(draw):
    article = draw(articles())
    return Notes(
        article,
        tuple(draw(st.lists(statements(article), max_size=4, unique_by=lambda statement: statement.id))),
        tuple(
            draw(st.lists(st.builds(Speaker, texts, st.sampled_from(SpeakerKind), spanlists(article.text)), max_size=3))
        ),
        tuple(draw(st.lists(st.builds(Problem, texts, texts, maybe), max_size=3))),
    )


batches = st.lists(any_notes(), max_size=4, unique_by=lambda notes: notes.article.id)


@st.composite
def any_utterances(draw, kept):
    """Draw utterances whose witnesses are statements of the notes ``kept``."""
    printed = [(notes.article, statement) for notes in kept for statement in notes.statements]
    drawn = []
    for id_ in draw(st.lists(texts, max_size=3, unique=True)) if printed else []:
        chosen = draw(st.lists(st.sampled_from(printed), min_size=1, max_size=4))
        changes = st.lists(st.sampled_from(Change), max_size=3).map(tuple)
        witnesses = tuple(Witness(a.id, s.id, s.spans, draw(changes)) for a, s in chosen)
        readings = tuple(Reading(a.id, s.id, s.spans[0], draw(texts), draw(st.sampled_from(Change))) for a, s in chosen)
        places = st.lists(st.builds(Place, texts, st.just(readings), texts, names), max_size=3).map(tuple)
        order = st.lists(st.builds(OrderConflict, texts, names, names), max_size=2).map(tuple)
        spans = chosen[0][1].spans
        aside = st.lists(st.builds(Aside, texts, texts, st.just(spans), texts), max_size=2).map(tuple)
        repeats = st.lists(st.builds(Repeat, texts, texts, maybe), max_size=2).map(tuple)
        drawn.append(Utterance(id_, draw(maybe), witnesses, draw(places), draw(order), draw(aside), draw(repeats)))
    return drawn


class UndoError(Exception):
    """Takes back what a block wrote."""


@contextmanager
def undone(record):
    """Take back, at its end, whatever a block did to a record: opening a new one for every example takes long."""
    with suppress(UndoError), record.writing():
        yield record
        raise UndoError


def digest_after(empty, steps):
    with undone(empty) as record:
        for step in steps:
            record.keep(step)
        return record.digest()


@pytest.fixture(scope="module")
def empty(new_place):
    with Record.open(new_place(), create=True) as record:
        yield record


@settings(deadline=None, max_examples=40)
@given(batches)
def test_notes_come_back_equal(empty, batch):
    with undone(empty) as record:
        assert record.keep(batch) == Kept(added=len(batch), known=0)
        assert [record.notes(notes.article.id) for notes in batch] == batch
        assert list(record.all_notes()) == sorted(batch, key=lambda notes: notes.article.id)
        assert record.check() == []


@settings(deadline=None, max_examples=40)
@given(batches, st.data())
def test_content_depends_neither_on_order_nor_on_repetition(empty, batch, data):
    shuffled = data.draw(st.permutations(batch))
    again = data.draw(st.lists(st.sampled_from(batch), max_size=3)) if batch else []
    assert digest_after(empty, [batch]) == digest_after(empty, [again, *([notes] for notes in shuffled)])


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_utterances_come_back_equal(empty, data):
    batch = data.draw(batches)
    first, second = data.draw(any_utterances(batch)), data.draw(any_utterances(batch))
    with undone(empty) as record:
        record.keep(batch)
        for drawn in (first, second):
            record.replace_utterances(drawn, [])
            assert {u.id: record.utterance(u.id) for u in drawn} == {u.id: u for u in drawn}
            assert len(record.utterances(100)) == len(drawn)
