"""What was said when, and when it was printed."""

from dataclasses import replace
from datetime import date

from onrecord.collate import collate
from onrecord.compare import timeline
from onrecord.model import Change, Notes, Utterance, When, Witness
from tests.comparing import page, said, shuffled

WORDS = "“No barge of ours was near the broken lock on that night,”"
FIRST = page(f"{WORDS} Ada Mohr told the board.", "Courier", "2030-05-02")
SECOND = page(f"Mohr said: {WORDS}", "Gazette", "2030-05-04")
LATER = page("Pim Oster said the lock will be mended.", "Gazette", "2030-06-01")


def noted() -> list[Notes]:
    return [
        Notes(FIRST, (said(FIRST, WORDS, "Ada Mohr", "told", day="2030-05-01", addressee="the board"),)),
        Notes(SECOND, (said(SECOND, WORDS, "Ada Mohr", "said"),)),
        Notes(LATER, (said(LATER, "the lock will be mended", "Pim Oster", "said"),)),
    ]


def test_an_utterance_is_one_row_with_every_printing():
    notes = noted()
    first, second = timeline(collate(notes), notes)
    assert (first.speaker, first.addressee, first.words) == ("Ada Mohr", "the board", WORDS)
    assert first.when == When(date(2030, 5, 1), date(2030, 5, 1), why="printed")
    assert first.printed == ((date(2030, 5, 2), "Courier"), (date(2030, 5, 4), "Gazette"))
    assert (second.when, second.printed) == (None, ((date(2030, 6, 1), "Gazette"),))


def test_the_order_of_pages_does_not_matter():
    expected = timeline(collate(noted()), noted())
    for other in shuffled(noted()):
        assert timeline(collate(other), other) == expected


def test_what_nobody_is_told_to_have_said_has_no_row():
    text = "Ada Mohr never said the barge was there. Somebody wrote “it sank”. Mohr supports the plan."
    one = page(text, "Post")
    unsaid = said(one, "the barge was there", "Ada Mohr", "said", confidence=0.3)
    nameless = said(one, "“it sank”", None, "wrote")
    attitude = said(one, "the plan", "Ada Mohr", "supports", attitude=True)
    assert timeline([], [Notes(one, (unsaid, nameless, attitude))]) == ()


def test_a_page_that_was_changed_is_one_witness():
    first = page(f"{WORDS} Ada Mohr told the board.", "Courier", "2030-05-02", url="https://courier.example/1")
    last = page(f"{WORDS} Mohr told them.", "Courier", "2030-05-03", url="https://courier.example/1")
    first, last = replace(first, id="first"), replace(last, id="last")
    notes = [Notes(one, (said(one, WORDS, "Ada Mohr", "told"),)) for one in (first, last)]
    assert [(row.article, row.printed) for row in timeline(collate(notes), notes)] == [
        ("last", ((date(2030, 5, 3), "Courier"),))
    ]


def test_the_words_shown_are_those_that_most_pages_print():
    most, other = WORDS.replace("was near", "was by"), WORDS.replace("night,", "nights,")
    pages = [
        page(f"Ada Mohr said: {words}", outlet, day)
        for words, outlet, day in (
            (other, "Courier", "2030-05-02"),
            (most, "Gazette", "2030-05-04"),
            (most, "Post", "2030-05-03"),
            ("“No barge was near”", "Vesper", "2030-05-01"),
        )
    ]
    words = other, most, most, "“No barge was near”"
    notes = [Notes(one, (said(one, each, "Ada Mohr", "said"),)) for one, each in zip(pages, words, strict=True)]
    witnesses = tuple(
        Witness(one.article.id, one.statements[0].id, one.statements[0].spans, (Change.IDENTICAL,)) for one in notes
    )
    (row,) = timeline([Utterance("u", "Ada Mohr", witnesses, ())], notes)
    assert (row.words, row.article) == (most, pages[2].id)
