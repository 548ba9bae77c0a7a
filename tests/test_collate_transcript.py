"""A transcript among the witnesses: the base of reports, and who spoke when."""

from datetime import date, timedelta

from onrecord.collate import collate
from onrecord.contract import utterance_to_json
from onrecord.model import ArticleKind, Change, Substantive, When
from onrecord.record.rows import utterance_of, utterance_row
from tests.test_collate_passages import page

TURN = (
    "The harbour board will pay for the pier this year, but the town must pay for the lamps. I have said so twice. "
    "Nobody has to sign unless the ferry comes back. My brother does not own a single boat in this harbour."
)
DAY = date(2031, 5, 1)


def transcript(words=TURN, **more):
    return page(f"Quill: <a>{words}</a>", "Hearing", DAY, ArticleKind.TRANSCRIPT, **more)


def report(words, outlet="Crow Road News", days=1, **more):
    return page(f"<a>“{words}”</a> said Quill.", outlet, DAY + timedelta(days), **more)


def one(*notes):
    (utterance,) = collate(notes)
    return utterance


def witness(utterance, outlet="Crow Road News"):
    (found,) = [one for one in utterance.witnesses if one.statement.startswith(outlet)]
    return found


def spans_of(notes, spans):
    return [span.of(notes.article.text) for span in spans]


def test_a_report_is_measured_against_the_turn():
    hearing = transcript()
    beside = witness(
        one(hearing, report("The harbour board will pay for the pier this year. I have said so twice."))
    ).beside
    assert (beside.article, beside.statement) == (hearing.article.id, "Hearing a")
    assert (beside.printed, beside.words) == (15, len(TURN.split()))
    assert spans_of(hearing, beside.cuts) == ["but the town must pay for the lamps."]
    assert spans_of(hearing, beside.limits) == ["but"]


def test_other_words_at_the_head_or_end_of_a_report_stand_for_those_of_the_turn():
    found = one(transcript(), report("Everybody has to sign unless the ferry comes home"))
    told = {place.text: [reading.text for reading in place.readings] for place in found.places if place.readings[1:]}
    assert told == {
        "Nobody has to sign unless the ferry comes back.": [
            "Nobody has to sign unless the ferry comes back.",
            "Everybody has to sign unless the ferry comes home",
        ]
    }
    assert witness(found).beside.printed == len(found.places[-1].text.split()) - 2


def test_a_report_that_stops_where_no_limit_follows_has_none():
    beside = witness(one(transcript(), report("My brother does not own a single boat in this harbour."))).beside
    assert (beside.cuts, beside.limits) == ((), ())


def test_a_limit_at_the_end_is_seen_and_reports_alone_have_nothing_beside():
    hearing = transcript()
    short = report("I have said so twice. Nobody has to sign")
    assert spans_of(hearing, witness(one(hearing, short)).beside.limits) == ["unless"]
    assert witness(one(report(TURN, "Ellery Tide"), short)).beside is None


def test_a_turn_that_reports_print_in_bits_is_never_cut():
    first, second = TURN[: TURN.index(" Nobody")], TURN[TURN.index("Nobody") :]
    bits = [report(part, f"{name} {n}") for n, part in enumerate([first, second] * 3) for name in ("Tide", "Crow")]
    utterance = one(transcript(), *bits)
    assert len(utterance.witnesses) == 13
    assert not any(Change.SPLICED in each.changes for each in utterance.witnesses)


def test_a_turn_leaves_nothing_out_whatever_a_report_puts_in():
    longer = report(TURN.replace("I have said so twice.", "I have said so to the whole council twice."))
    utterance = one(transcript(), longer)
    assert witness(utterance, "Hearing").changes == (Change.IDENTICAL,)
    assert (
        Change.IDENTICAL not in witness(one(transcript(), report("I have said so twice. Nobody has to sign"))).changes
    )


def test_a_report_that_joins_two_turns_does_not_join_what_was_said():
    later = "I will not resign over a broken pier, whatever the council says. I like the work."
    hearing = page(f"Quill: <a>{TURN}</a>\n\nQuill: <b>{later}</b>", "Hearing", DAY, ArticleKind.TRANSCRIPT)
    spliced = report("The harbour board will pay for the pier this year. I will not resign over a broken pier.")
    whole = report("The harbour board will pay for the pier this year, but the town must pay for the lamps.", "Tide", 2)
    first, second = sorted(collate([hearing, spliced, whole]), key=lambda one: "resign" in one.fullest)
    assert "resign" not in first.fullest
    assert "harbour board" not in second.fullest
    assert Change.SPLICED in witness(first).changes
    assert witness(first, "Tide").changes == (Change.TRIMMED,)
    assert witness(first, "Tide").beside.limits == ()


def test_a_transcript_says_who_spoke_and_when():
    guessed = report("My brother does not own a single boat in this harbour.", speaker="Osk Belling")
    utterance = one(transcript(), guessed)
    assert utterance.speaker == "Mara Quill"
    assert {each.article for each in utterance.witnesses} == {guessed.article.id, transcript().article.id}


def test_words_of_somebody_else_weeks_later_are_their_own():
    later = report("My brother does not own a single boat in this harbour.", days=20, speaker="Osk Belling")
    assert not collate([transcript(), later])


def test_words_that_the_turn_quotes_are_left_to_whom_the_page_gives_them():
    words = "There is no lamp on the whole pier that burns past nine."
    hearing = transcript(f"You said, “{words}” Is that so?")
    assert not collate([hearing, report(words, speaker="Osk Belling")])


def test_words_printed_before_anybody_spoke_are_no_report_of_it():
    assert not collate([transcript(), report("I have said so twice. Nobody has to sign", days=-5)])


def test_turns_of_one_transcript_are_utterances_of_their_own():
    words = "I have never been on that pier."
    hearing = page(
        f"Quill: <a>{words}</a>\n\nVinn: When?\n\nQuill: <b>{words} Not once.</b>",
        "Hearing",
        DAY,
        ArticleKind.TRANSCRIPT,
    )
    turns = [sorted(each.statement for each in found.witnesses) for found in collate([hearing, report(words)])]
    assert len(turns) == 1
    assert len(turns[0]) == 2


def test_what_is_beside_and_what_weighs_is_written_and_kept():
    utterance = one(transcript(), report("The harbour board may pay for the pier this year."))
    found = witness(utterance)
    assert found.substantives == (Substantive.MODAL,)
    written = utterance_to_json(utterance, {})
    (reading,) = [each for each in written["readings"] if each["article"] == found.article]
    assert (reading["substantives"], reading["beside"]["words"]) == (["modal"], found.beside.words)
    assert utterance_of(utterance_row(utterance)) == utterance


def test_a_note_in_a_turn_parts_nothing_and_is_nobodys_words():
    told = page(
        "Quill: <a>The board will pay for the pier this year.</a> (Applause.) <a>I have said so twice.</a>",
        "Hearing",
        DAY,
        ArticleKind.TRANSCRIPT,
    )
    found = one(told, report("The board will pay for the pier this year. I have said so twice."))
    assert found.fullest == "The board will pay for the pier this year. I have said so twice."
    assert witness(found).changes == (Change.IDENTICAL,)
    assert (witness(found).beside.printed, witness(found).beside.words) == (14, 14)
    assert [span.of(told.article.text) for span in witness(found, "Hearing").spans] == [
        "The board will pay for the pier this year.",
        "I have said so twice.",
    ]


def test_words_said_on_another_day_are_no_report_of_a_turn():
    day = DAY + timedelta(16)
    again = page(
        "<a>“I have said so twice. Nobody has to sign,”</a> said Quill.",
        "Crow Road News",
        day,
        a={"when": When(day, day)},
    )
    assert collate([transcript(), again]) == ()
