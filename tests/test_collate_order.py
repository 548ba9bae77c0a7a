"""Utterances that pages print in different orders."""

from datetime import date

from onrecord.collate import collate
from onrecord.collate.order import with_order
from onrecord.collate.page import Page
from onrecord.model import ArticleKind, Utterance, When, Witness
from tests.test_collate_passages import page

BELL = "Nobody rang the bell at the mole that night, not even once."
ROPE = "I cut the rope myself because there was no time left."


def printed(*quotations, outlet, **more):
    """A page that prints the quotations in this order."""
    marked = " She added: ".join(f"<{name}>“{text}”</{name}>" for name, text in zip("abc", quotations, strict=False))
    return page(f"Quill said: {marked}", outlet, **more)


def orders(notes):
    names = {one.article.id: one.article.outlet for one in notes}
    return {
        utterance.fullest: [
            ([names[id_] for id_ in conflict.before], [names[id_] for id_ in conflict.after])
            for conflict in utterance.order
        ]
        for utterance in collate(notes)
    }


def test_two_orders_are_stated_on_both():
    found = orders([printed(BELL, ROPE, outlet="A"), printed(ROPE, BELL, outlet="B"), printed(BELL, ROPE, outlet="C")])
    assert found == {BELL: [(["A", "C"], ["B"])], ROPE: [(["B"], ["A", "C"])]}


def test_one_order_is_no_conflict():
    assert not any(orders([printed(BELL, ROPE, outlet="A"), printed(BELL, ROPE, outlet="B")]).values())


def test_utterances_into_each_other_have_no_order_there():
    into = page(
        f"<a>“{BELL}”</a> She said: <b>“{ROPE}”</b> And: <a>“not even once, I tell you, not even once.”</a>", "B"
    )
    notes = [printed(ROPE, f"{BELL} not even once, I tell you, not even once.", outlet="A"), into]
    assert not any(orders(notes).values())


def test_a_transcript_settles_the_order():
    spoken = printed(BELL, ROPE, outlet="Town Hall", kind=ArticleKind.TRANSCRIPT)
    assert not any(orders([spoken, printed(ROPE, BELL, outlet="B")]).values())


def test_two_speakers_have_no_order_to_tell():
    notes = [
        printed(*texts, outlet=outlet, **{mark: {"speaker": "Joss Ferrow"}})
        for texts, outlet, mark in (((BELL, ROPE), "A", "a"), ((ROPE, BELL), "B", "b"))
    ]
    assert not any(orders(notes).values())


def test_words_of_nobody_known_have_no_order_to_tell():
    notes = [printed(BELL, ROPE, outlet="A", speaker=None), printed(ROPE, BELL, outlet="B", speaker=None)]
    assert not any(orders(notes).values())


def test_dates_settle_the_order():
    early, late = (When(date(2031, 4, day), date(2031, 4, day)) for day in (1, 2))
    notes = [
        printed(BELL, ROPE, outlet="A", a={"when": early}, b={"when": late}),
        printed(ROPE, BELL, outlet="B", b={"when": early}),
    ]
    assert not any(orders(notes).values())
    notes[0] = printed(BELL, ROPE, outlet="A", a={"when": early})
    assert any(orders(notes).values())


def test_words_inside_other_words_have_no_place_of_their_own():
    told = "the lamps had been out since dusk"
    outer = f"They told me: ‘<b>{told}</b>’, and I believed it at once."
    notes = [
        page(f"<a>“{outer}”</a> She added: <c>“{ROPE}”</c>", "A", b={"inside": "A a"}),
        page(f"<c>“{ROPE}”</c> She added: <a>“{outer}”</a>", "B", b={"inside": "B a"}),
    ]
    found = orders(notes)
    assert len(found) == 3
    assert found[told] == []
    assert len(found[ROPE]) == 1


def test_one_page_tells_the_order_of_each_utterance_and_the_next_fifty():
    orders = {"A": range(120), "B": range(119, -1, -1)}
    notes = [page(" ".join(f"<{at}>“Yes.”</{at}>" for at in order), side) for side, order in orders.items()]
    pages = {one.article.id: Page(one) for one in notes}
    found = {statement.id: statement for one in notes for statement in one.statements}
    utterances = []
    for at in range(120):
        printings = [found[f"{side} {at}"] for side in orders]
        witnesses = tuple(Witness(one.article, one.id, one.spans, ()) for one in printings)
        utterances.append(Utterance(str(at), "Mara Quill", witnesses, ()))
    ordered = list(with_order(utterances, pages))
    assert [len(ordered[at].order) for at in (0, 60, 119)] == [50, 100, 50]
