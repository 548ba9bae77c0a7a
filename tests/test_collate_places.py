"""One utterance, as every page prints it: places, readings, changes."""

from dataclasses import replace
from datetime import date

from onrecord.collate import collate
from onrecord.model import ArticleKind, Change, Speaker, SpeakerKind, Substantive
from tests.test_collate_passages import page

WHOLE = (
    "I stood on the pier when the lamps went out. Nobody rang the bell. We counted the boats twice and three were "
    "missing. That is all I know about that night."
)
TIDE = page(f"<a>“{WHOLE}”</a> Quill said.")


def one(*notes):
    """The only utterance of some pages."""
    (utterance,) = collate(notes)
    return utterance


def changes(utterance, outlet):
    (witness,) = [witness for witness in utterance.witnesses if witness.statement.startswith(outlet)]
    return witness.changes


def printed(utterance):
    """Each place with the outlets that print it."""
    return [(place.text, sorted(reading.statement[:-2] for reading in place.readings)) for place in utterance.places]


def other(marked, **more):
    return page(marked, outlet="Crow Road News", **more)


def test_a_paraphrase_names_the_places_that_it_reports_and_stays_out_of_their_words():
    told = other("Quill said <a>they counted the boats twice and three were missing, no more</a>.")
    utterance = one(TIDE, told, page("Quill: <a>“I stood on the pier when the lamps went out.”</a>", "Lake Radio"))
    (witness,) = [each for each in utterance.witnesses if each.statement.startswith("Crow")]
    assert witness.changes == (Change.PARAPHRASED,)
    assert utterance.fullest == WHOLE
    assert ["counted the boats twice" in utterance.places[number].text for number in witness.reports] == [True]


def test_the_same_characters_are_identical():
    utterance = one(TIDE, other(f"Quill: <a>“{WHOLE}”</a>"))
    assert utterance.fullest == WHOLE
    assert {witness.changes for witness in utterance.witnesses} == {(Change.IDENTICAL,)}
    assert utterance.speaker == "Mara Quill"


def test_case_marks_and_stops_are_typography():
    words = WHOLE.replace(". Nobody", ", nobody").replace("That is", "that is")
    utterance = one(TIDE, other(f"Quill: <a>'{words}'</a>"))
    assert changes(utterance, "Crow") in [(Change.TYPOGRAPHY,), (Change.IDENTICAL,)]
    (place,) = utterance.places
    assert {reading.change for reading in place.readings} == {Change.IDENTICAL, Change.TYPOGRAPHY}


def test_words_missing_at_an_end_are_trimmed():
    utterance = one(TIDE, other("Quill: <a>“Nobody rang the bell. We counted the boats twice.”</a>"))
    assert changes(utterance, "Crow") == (Change.TYPOGRAPHY, Change.TRIMMED)
    assert printed(utterance) == [
        ("I stood on the pier when the lamps went out.", ["Ellery Tide"]),
        ("Nobody rang the bell. We counted the boats twice", ["Crow Road News", "Ellery Tide"]),
        ("and three were missing. That is all I know about that night.", ["Ellery Tide"]),
    ]
    assert utterance.fullest == WHOLE


def test_words_missing_inside_are_elided_marked_or_not():
    silent = one(TIDE, other(f"<a>“{WHOLE.replace(' Nobody rang the bell.', '')}”</a>"))
    marked = one(TIDE, other(f"<a>“{WHOLE.replace(' Nobody rang the bell.', ' …')}”</a>"))
    assert Change.ELIDED in changes(silent, "Crow")
    assert Change.ELIDED in changes(marked, "Crow")
    assert ("Nobody rang the bell.", ["Ellery Tide"]) in printed(silent)


def test_a_page_that_marks_a_gap_elides_even_if_nobody_prints_more():
    dotted = WHOLE.replace(". Nobody", "... Nobody")
    assert changes(one(TIDE, other(f"<a>“{dotted}”</a>")), "Crow") == (Change.TYPOGRAPHY, Change.ELIDED)


def test_dots_that_every_page_prints_are_a_pause_and_leave_nothing_out():
    dotted = WHOLE.replace(". Nobody", "... Nobody")
    notes = [page(f"<a>“{dotted}”</a>"), other(f"<a>“{dotted}”</a>")]
    utterance = one(*notes)
    assert {witness.changes for witness in utterance.witnesses} == {(Change.IDENTICAL,)}
    utterance = one(*notes, page(f"<a>“{WHOLE}”</a>", "C"))
    assert [Change.ELIDED in changes(utterance, outlet) for outlet in ("Ellery", "Crow", "C a")] == [True, True, False]


def test_dots_where_another_page_has_a_tag_leave_something_out():
    first, last = WHOLE.split(" We counted ")
    tagged = page(f"<a>“{first}”</a> said Quill. <a>“We counted {last}”</a>")
    utterance = one(tagged, other(f"<a>“{first[:-1]}... We counted {last}”</a>"))
    assert [Change.ELIDED in changes(utterance, outlet) for outlet in ("Ellery", "Crow")] == [False, True]


def test_a_tag_between_is_no_part_of_the_words_and_joins_them():
    first, last = WHOLE.split(" We counted ")
    utterance = one(TIDE, other(f"<a>“{first}”</a> said Quill. <a>“We counted {last}”</a>"))
    assert utterance.fullest == WHOLE
    assert [place.text for place in utterance.places] == [first, f"We counted {last}"]
    assert len(utterance.places[1].joined_by) == 2
    assert changes(utterance, "Crow") == (Change.IDENTICAL,)


def test_narration_between_too_long_for_a_tag_leaves_a_seam():
    first, last = WHOLE.split(" We counted ")
    long = "It had been raining for eleven days when she said this, and the road to Ellery was under water, as it is "
    marked = f"<a>“{first}”</a> {long * 2} every spring. <a>“We counted {last}”</a>"
    (place,) = one(TIDE, other(marked)).places[1:]
    assert place.joined_by == (TIDE.article.id,)


def test_another_voice_between_leaves_a_seam():
    first, last = WHOLE.split(" We counted ")
    marked = f"<a>“{first}”</a> <b>“Go on,”</b> said Ferrow. <a>“We counted {last}”</a>"
    (place,) = one(TIDE, other(marked, b={"speaker": "Joss Ferrow"})).places[1:]
    assert place.joined_by == (TIDE.article.id,)


def test_parts_in_another_order_are_reordered():
    first, last = WHOLE.split(" We counted ")
    utterance = one(TIDE, other(f"<a>“We counted {last} {first}”</a>"))
    assert [witness.changes for witness in utterance.witnesses].count((Change.REORDERED,)) == 1
    assert {place.text for place in utterance.places} == {first, f"We counted {last}"}
    assert utterance.places[1].joined_by != ()


def test_an_insertion_in_brackets_is_the_pages_and_not_in_the_fullest_version():
    utterance = one(TIDE, other(f"<a>“{WHOLE.replace('the bell', 'the [harbour] bell')}”</a>"))
    assert utterance.fullest == WHOLE
    assert changes(utterance, "Crow") == (Change.BRACKETED,)
    assert len(utterance.places) == 1


def test_what_an_editor_alone_put_in_marks_stands_nowhere_of_its_own():
    utterance = one(
        page("<a>“[a] [b] [c] and nobody ever rang the bell”</a>"),
        other("<a>She said “[a] [b] [c]” and nobody ever rang the bell</a>."),
    )
    assert "nobody ever rang the bell" in utterance.fullest


def test_a_quotation_over_paragraphs_shows_no_mark_between_them():
    parted = WHOLE.replace(" We", "</a>\n\n<a>“We")
    for notes in ([page(f"<a>“{parted}”</a>"), other(f"<a>“{parted}”</a>")], [TIDE, other(f"<a>“{parted}”</a>")]):
        utterance = one(*notes)
        assert utterance.fullest == WHOLE
        assert len(utterance.places) == 2
        assert len(utterance.places[1].joined_by) == 2
        assert {witness.changes for witness in utterance.witnesses} == {(Change.IDENTICAL,)}


def test_a_replacement_in_brackets_stands_for_the_words_it_replaces():
    short = WHOLE.replace("the boats", "[them]")
    for page_of_others in (
        other(f"<a>“{short}”</a>"),
        other(f"<a>“{short} And it was cold, very cold, out there.”</a>"),
    ):
        utterance = one(TIDE, page_of_others)
        assert utterance.fullest.startswith(WHOLE[:-1])
        assert "We counted the boats twice" in " ".join(utterance.fullest.split())
        assert Change.BRACKETED in changes(utterance, "Crow")
        assert Change.ELIDED not in changes(utterance, "Crow")


def test_other_words_in_the_same_place_are_reworded():
    utterance = one(TIDE, other(f"<a>“{WHOLE.replace('three were', 'two were')}”</a>"))
    assert len(utterance.places) == 1
    assert sorted(witness.changes for witness in utterance.witnesses) == [(Change.IDENTICAL,), (Change.REWORDED,)]


def test_the_same_words_without_marks_are_paraphrased_where_they_differ():
    told = "She said <a>she had stood on the pier when the lamps went out and nobody rang the bell</a>."
    utterance = one(TIDE, other(told))
    assert Change.PARAPHRASED in changes(utterance, "Crow")
    assert Change.REWORDED not in changes(utterance, "Crow")
    assert "I stood on the pier" in utterance.fullest


def test_a_transcript_gives_order_and_text():
    talk = f"Good evening. {WHOLE.replace('. Nobody', '; nobody')}"
    transcript = page(f"QUILL: <a>{talk}</a>", outlet="Town Hall", kind=ArticleKind.TRANSCRIPT)
    longer = page(f"<a>“{WHOLE} So there, and that was the end of it all, thank you.”</a>")
    utterance = one(longer, transcript)
    assert [place.taken_from for place in utterance.places] == ["Town Hall a", "Town Hall a", "Ellery Tide a"]


def test_a_page_that_prints_it_twice_is_two_witnesses():
    words = "that the lamps on the pier had been out since dusk"
    utterance = one(page(f"She admitted <a>{words}</a>. Later she admitted <b>{words}</b> again."))
    assert [witness.statement for witness in utterance.witnesses] == ["Ellery Tide a", "Ellery Tide b"]


def test_readings_leave_out_marks_around_and_a_last_comma():
    words = "We counted the boats twice and three were missing"
    utterance = one(page(f"<a>“{words},”</a> she said."), other(f"<a>('{words}.')</a>"))
    assert {reading.text for place in utterance.places for reading in place.readings} == {words, words + "."}


def test_what_stands_close_to_a_word_goes_with_it():
    words = "We paid $40 (in coins) for a rope that broke, and so..."
    utterance = one(page(f"<a>“{words}”</a>"), other("<a>“for a rope that broke”</a>"), page(f"<a>“{words}”</a>", "C"))
    assert [place.text for place in utterance.places] == [
        "We paid $40 (in coins)",
        "for a rope that broke,",
        "and so...",
    ]


def test_what_nobody_else_prints_is_no_utterance():
    assert collate([TIDE, other("<a>“The weather was fine all week and nobody was at sea.”</a>")]) == ()


def test_the_same_words_of_two_people_are_two_utterances():
    notes = [
        page(f"<a>“{WHOLE}”</a>", outlet, speaker=who)
        for outlet, who in zip("ABCD", ["M. Quill", "Joss"] * 2, strict=True)
    ]
    notes.append(page(f"<a>“{WHOLE}”</a>", "E", speaker=None))
    found = collate(notes)
    assert sorted(utterance.speaker for utterance in found) == ["Joss", "M. Quill"]
    assert sum(len(utterance.witnesses) for utterance in found) == 5


def test_words_of_somebody_described_are_those_of_somebody_named():
    described = other(f"<a>“{WHOLE}”</a>", speaker="the harbour master")
    described = replace(described, speakers=(Speaker("the harbour master", SpeakerKind.UNNAMED),))
    assert one(TIDE, described).speaker == "Mara Quill"


def test_the_same_words_in_another_year_are_another_utterance():
    notes = [page(f"<a>“{WHOLE}”</a>", f"{year} {n}", date(year, 5, n)) for year in (2031, 2032) for n in (1, 2)]
    assert [len(utterance.witnesses) for utterance in collate(notes)] == [2, 2]


def test_what_the_words_inside_say_is_an_utterance_of_its_own():
    told = "You know there was a diver down there"
    notes = [
        page(f"<a>“{WHOLE} And they told me, ‘<b>{told}</b>’.”</a>", n, b={"inside": f"{n} a", "speaker": None})
        for n in ("A", "B")
    ]
    assert [utterance.fullest[-len(told) :] for utterance in collate(notes)].count(told) >= 1
    assert [utterance.speaker for utterance in collate(notes)].count(None) == 1


def test_no_pages_give_nothing():
    assert collate([]) == ()
    assert collate([page("Nobody said a word.")]) == ()


def test_an_article_given_twice_counts_once():
    assert collate([TIDE, TIDE]) == ()


def test_a_mark_inside_the_quotation_stays_with_its_word():
    said = "The foreman rang and said ‘there is water in the control room’. I told him to get his men out."
    utterance = one(page(f"<a>“{said}”</a> Quill said."), other("<a>“I told him to get his men out,”</a> Quill said."))
    assert [text for text, _ in printed(utterance)] == [
        "The foreman rang and said ‘there is water in the control room’.",
        "I told him to get his men out.",
    ]


def test_the_words_that_most_pages_print_are_the_text_of_a_place():
    def with_number(number, outlet, more=""):
        return page(f"<a>“We counted {number} boats in the harbour on that night.{more}”</a> Quill said.", outlet)

    odd = with_number("thirteen", "Ellery Tide", " I have the list with me.")
    utterance = one(odd, with_number("thirty", "Crow Road News"), with_number("thirty", "Lake Radio"))
    assert utterance.places[0].text == "We counted thirty boats in the harbour on that night."
    assert changes(utterance, "Ellery") == (Change.REWORDED,)
    assert [one.substantives for one in utterance.places[0].readings if one.substantives] == [(Substantive.NUMBER,)]


def test_what_stands_beyond_a_tag_in_the_same_quotation_is_in_the_fullest_version():
    told = page("<a>“I was wrong about the bell,”</a> Quill said, <a>“and nobody came to look at the lamps.”</a>")
    utterance = one(told, other("<a>“Nobody came to look at the lamps.”</a>"))
    assert utterance.fullest == "I was wrong about the bell, and nobody came to look at the lamps."
    assert changes(utterance, "Crow") == (Change.TYPOGRAPHY, Change.TRIMMED)
    told = page("<a>“Nobody came to look at the lamps,”</a> Quill said, <a>“or at the bell.”</a>")
    utterance = one(told, other("<a>“Nobody came to look at the lamps. I have said so twice.”</a>"))
    assert utterance.fullest == "Nobody came to look at the lamps. I have said so twice. […] or at the bell."


def test_what_is_printed_alone_does_not_stand_for_what_it_resembles():
    told = page("<a>“We will pay for every lamp that was broken,”</a> Quill said, <a>“and we will pay by spring.”</a>")
    utterance = one(told, other("<a>“We will pay for every lamp that was broken.”</a>"))
    assert utterance.fullest == "We will pay for every lamp that was broken. and we will pay by spring."


def test_what_two_pages_report_makes_no_sentence_that_neither_prints():
    body = "the committee of inquiry into the loss of the Halcyon"
    told = [page(f"She said <a>she would testify before {body}</a>."), other(f"She said <a>that {body} had lied</a>.")]
    assert one(*told).fullest == f"she would testify before {body} […] had lied"
    ends, begins = f"“I will testify before {body},”", f"“{body[0].upper()}{body[1:]} had lied,”"
    quoted = [page(f"<a>{ends}</a> she said."), other(f"<a>{begins}</a> she said.")]
    assert one(*quoted).fullest == f"I will testify before {body} had lied"


def test_fewer_words_for_others_at_the_end_of_a_page_stay_one_place():
    first, rest = "The orchard road stays shut until the bridge is tested", "I have seen the cracks with my own eyes."
    pages = [("A", f"three times. {rest}"), ("B", f"twice. {rest}"), ("C", "twice.")]
    utterance = one(*(page(f"<a>“{first} {end}”</a> Quill said.", outlet) for outlet, end in pages))
    assert utterance.fullest == f"{first} twice. {rest}"
    assert printed(utterance) == [(f"{first} twice.", ["A", "B", "C"]), (rest, ["A", "B"])]
