"""Which passages are one utterance: spliced quotations, chains, contradicting pages."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import numpy as np

from onrecord.collate import collate
from onrecord.collate.splice import Hulls, joints
from onrecord.contract import utterance_to_json
from onrecord.model import Change, Speaker, SpeakerKind
from tests.test_collate_passages import page

FIRE = (
    "The roof of the cannery fell in at four in the morning. There was no warning of any kind. Those who slept above "
    "the packing hall came down by the rope. I will not name the man who held it."
)
LONG = (
    "The rope works were built before the war and have never been closed for a single day. My mother worked there, and "
    "her mother did, and both were paid by the yard. When the new owners came they promised to keep every spindle. "
    "They kept nine of them, and sold the rest across the sound. I do not blame the men who carried them to the boats. "
    "I blame those who signed, and I will say so to anybody who asks me at this table."
)
PRICE = (
    "We offered nine crowns for a crate of herring before the season. The buyers laughed at it and went home. Now they "
    "stand at the gate every day and ask for ten. Let them ask until the winter."
)
DAY = date(2031, 5, 2)


def sentences(text):
    return [part if part.endswith(".") else part + "." for part in text.split(". ")]


def pages_of(text, prefix, day=DAY):
    """Six pages: the whole of it and what is left when it is cut at the start, at the end and inside."""
    whole = sentences(text)
    cuts = [whole, whole[1:], whole[:-1], whole[:2], whole[2:], [*whole[:1], *whole[2:]]]
    return [page(f"<a>“{' '.join(cut)}”</a> said Quill.", f"{prefix} {n}", day) for n, cut in enumerate(cuts)]


def statements(utterance):
    return {witness.statement for witness in utterance.witnesses}


def test_a_spliced_quotation_does_not_chain_two_utterances():
    spliced = page(f"<a>“{' '.join(sentences(FIRE)[1:3] + sentences(PRICE)[1:3])}”</a>", "Splicer")
    found = collate([*pages_of(FIRE, "F"), *pages_of(PRICE, "P"), spliced])
    fire, price = sorted(found, key=lambda utterance: "cannery" not in utterance.fullest)
    assert (fire.fullest, price.fullest) == (FIRE, PRICE)
    assert statements(fire) & statements(price) == {"Splicer a"}
    for utterance in found:
        (witness,) = [witness for witness in utterance.witnesses if witness.statement == "Splicer a"]
        assert Change.SPLICED in witness.changes
        (span,) = witness.spans
        assert span != spliced.statements[0].spans[0]


def test_a_spliced_statement_is_at_home_where_most_of_its_words_are_and_a_guest_elsewhere():
    parts = sentences(FIRE)[1:2] + sentences(PRICE)[:3]
    for order in (parts, parts[1:] + parts[:1]):
        found = collate([*pages_of(FIRE, "F"), *pages_of(PRICE, "P"), page(f"<a>“{' '.join(order)}”</a>", "Splicer")])
        guests = {
            ("cannery" in one.fullest, witness.statement, witness.guest)
            for one in found
            for witness in one.witnesses
            if witness.guest or witness.statement == "Splicer a"
        }
        assert guests == {(True, "Splicer a", True), (False, "Splicer a", False)}


def test_one_page_against_one_is_not_called_spliced():
    fire, price = sentences(FIRE), sentences(PRICE)
    both = page(f"<a>“{' '.join(fire[:3] + price[1:])}”</a>", "Both")
    (utterance,) = collate([both, page(f"<a>“{FIRE}”</a>", "F"), page(f"<a>“{PRICE}”</a>", "P")])
    assert not any(Change.SPLICED in witness.changes for witness in utterance.witnesses)


def test_a_whole_quotation_that_others_print_in_two_parts_is_not_cut():
    first, second = " ".join(sentences(FIRE)[:2]), " ".join(sentences(FIRE)[2:])
    parted = [page(f"<a>“{first}”</a> she said. <a>“{second}”</a>", f"Parted {n}") for n in range(4)]
    (utterance,) = collate([page(f"<a>“{FIRE}”</a>", "Whole"), *parted])
    assert utterance.fullest == FIRE
    assert len(utterance.witnesses) == 5


def test_fragments_of_one_statement_do_not_belong_together_by_that_alone():
    both = [page(f"<a>“{FIRE}”</a> she said. <a>“{PRICE}”</a>", f"Both {n}") for n in range(2)]
    assert sorted(utterance.fullest for utterance in collate(both)) == sorted([FIRE, PRICE])


def test_a_stock_phrase_does_not_join_two_occasions():
    stock = "Let me thank the crews of the lifeboat station first of all."
    occasions = [
        page(f"<a>“{stock} {text}”</a>", f"{prefix} {n}", DAY + timedelta(days))
        for text, prefix, days in ((FIRE, "F", 0), (PRICE, "P", 20))
        for n in range(4)
    ]
    assert [len(utterance.witnesses) for utterance in collate(occasions)] == [4, 4]


def test_a_set_phrase_that_many_say_does_not_join_what_pages_report():
    phrase = "the sale of the old harbour"
    told = [("Tide", f"She said <a>{phrase} is done</a>."), ("Gull", f"She hailed <a>{phrase} as overdue</a>.")]
    pages = [page(text, outlet) for outlet, text in told]
    assert len(collate(pages)) == 1
    speakers = [f"{name} Marl" for name in ("Abel", "Bede", "Cuth", "Dunn", "Edda", "Finn", "Gale", "Hild")]
    others = [page(f"{name} spoke of <a>{phrase}</a>.", name, speaker=name) for name in speakers]
    assert collate([*pages, *others]) == ()
    quoted = [page(f"<a>“We will end {phrase} by May,”</a> she said.", outlet) for outlet in ("Bell", "Post")]
    (utterance,) = collate([*pages, *others, *quoted])
    assert statements(utterance) == {"Bell a", "Post a"}


def test_a_quotation_that_hardly_shares_anything_is_set_aside_with_the_reason():
    shared = "Let me thank the crews of the boat"
    doubtful = page(f"<a>“{shared} and of the tug. {PRICE}”</a>", "Doubter", DAY)
    (utterance,) = collate([*(page(f"<a>“{shared}. {FIRE}”</a>", f"F {n}") for n in range(2)), doubtful])
    assert "Doubter a" not in statements(utterance)
    assert "tug" not in utterance.fullest
    (aside,) = utterance.aside
    assert (aside.statement, aside.spans) == ("Doubter a", doubtful.statements[0].spans)
    assert aside.why == "no more than “let me thank the crews of the boat” stands in another witness"
    assert utterance_to_json(utterance, {})["aside"] == [
        {
            "article": doubtful.article.id,
            "statement": "Doubter a",
            "spans": [[one.start, one.end] for one in aside.spans],
            "why": aside.why,
        }
    ]
    goes_on = page(f"<a>“{PRICE} {shared}.”</a>", "Goes on", DAY)
    (whole,) = collate([*(page(f"<a>“{shared}. {FIRE}”</a>", f"F {n}") for n in range(2)), goes_on])
    assert (whole.fullest, whole.aside) == (f"{PRICE} {shared}. {FIRE}", ())
    (two,) = collate([page(f"<a>“{shared}. {FIRE}”</a>", "F"), doubtful])
    assert (statements(two), two.aside) == ({"F a", "Doubter a"}, ())


def test_the_same_words_at_another_time_are_named_as_a_repeat():
    later, alone = DAY + timedelta(100), DAY + timedelta(300)
    first, second = (
        [page(f"<a>“{FIRE}”</a>", f"{prefix} {n}", day) for n in range(2)] for prefix, day in (("F", DAY), ("L", later))
    )
    lone = page(f"<a>“{' '.join(sentences(FIRE)[:3])}”</a>", "Lone", alone)
    other = page(f"<a>“{FIRE}”</a>", "Other", alone, speaker="Joss Ferrow")
    nobody = page(f"<a>“{FIRE}”</a>", "Nobody", alone + timedelta(100), speaker="a rope maker")
    nobody = replace(nobody, speakers=(Speaker("a rope maker", SpeakerKind.UNNAMED),))
    early, late = collate([*second, lone, *first, other, nobody])
    assert [(one.statement, one.utterance) for one in early.repeats] == [("L 0 a", late.id), ("Lone a", None)]
    assert [(one.statement, one.utterance) for one in late.repeats] == [("F 0 a", early.id), ("Lone a", None)]
    assert utterance_to_json(early, {})["repeats"][1] == {
        "article": lone.article.id,
        "statement": "Lone a",
        "utterance": None,
    }


def test_repeats_do_not_chain_over_the_years():
    days = [DAY + timedelta(50 * step) for step in range(8)]
    found = collate([page(f"<a>“{FIRE}”</a>", f"F {day}", day) for day in days])
    printed = [
        [next(day for day in days if str(day) in name).toordinal() for name in statements(utterance)]
        for utterance in found
    ]
    assert all(max(group) - min(group) <= 60 for group in printed)


def test_pages_that_name_nobody_do_not_join_those_who_name_two():
    named = [page(f"<a>“{FIRE}”</a>", f"{who} {n}", speaker=who) for who in ("Ana Reyl", "Tom Ost") for n in range(2)]
    found = collate([*named, *(page(f"<a>“{FIRE}”</a>", f"Nobody {n}", speaker=None) for n in range(3))])
    assert all(len({name[:3] for name in statements(utterance)} & {"Ana", "Tom"}) <= 1 for utterance in found)
    assert sum(len(utterance.witnesses) for utterance in found) == 7


def test_a_short_form_of_a_name_is_the_same_speaker_and_the_longer_is_shown():
    found = collate([page(f"<a>“{FIRE}”</a>", "A", speaker="Quill"), page(f"<a>“{FIRE}”</a>", "B")])
    assert [utterance.speaker for utterance in found] == ["Mara Quill"]


def hull(first, end, *, before=False, after=False):
    return first, first, end, end, before, after


def joint(found, passage=0):
    """The joint of a passage of 40 words of which witnesses cover these hulls."""
    columns = [np.array(column) for column in zip(*found, strict=True)]
    whose = np.full(len(found), passage)
    return joints(Hulls(whose, np.arange(len(found)), *columns), np.array([40] * (passage + 1)))


def test_a_joint_is_where_witnesses_end_begin_and_go_on_differently():
    left, right = hull(0, 20, after=True), hull(20, 40, before=True)
    assert joint([left] * 2 + [right] * 2) == {0: 20}
    assert joint([left] * 3 + [hull(20, 40)] * 3, passage=2) == {2: 20}
    assert joint([left] * 2 + [hull(20, 40)] * 2) == {}
    assert joint([hull(0, 20)] * 5 + [hull(20, 40)] * 5) == {}
    assert joint([left, right]) == {}


def test_a_joint_that_many_print_is_none():
    sides = [hull(0, 20, after=True)] * 4 + [hull(20, 40, before=True)] * 4
    assert joint([*sides, hull(5, 35)]) == {0: 20}
    assert joint([*sides, hull(5, 35), hull(0, 40)]) == {}


def test_two_passages_of_one_witness_span_a_joint_together():
    sides = [hull(0, 20, after=True)] * 4 + [hull(20, 40, before=True)] * 4
    columns = [np.array(column) for column in zip(*sides, hull(0, 15), hull(25, 40), strict=True)]
    witnesses = np.array([*range(8), 8, 8])
    one = Hulls(np.zeros(10, np.int64), witnesses, *columns).by_witness()
    assert one.witness.tolist() == list(range(9))
    assert (one.first[8], one.start[8], one.end[8], one.last[8]) == (0, 0, 40, 40)


def test_a_short_sentence_joined_to_a_long_quotation_is_cut_off_though_most_print_nearly_all_of_it():
    short = "The buyers laughed at it and then went home again."
    spliced = page(f"<a>“{short} {LONG}”</a>", "Splicer")
    pages = [*pages_of(LONG, "L"), *(page(f"<a>“{LONG}”</a>", f"All {n}") for n in range(12))]
    sellers = [page(f"<a>“{short} Now they stand at the gate.”</a>", f"S {n}") for n in range(6)]
    (of_short,) = [one for one in collate([*pages, *sellers, spliced]) if "buyers" in one.fullest]
    assert of_short.fullest == f"{short} Now they stand at the gate."
    assert [witness.guest for witness in of_short.witnesses if witness.statement == "Splicer a"] == [True]


def test_a_phrase_by_chance_far_from_the_rest_does_not_hide_a_joint():
    early = "On the third of May the council of the harbour made an offer to both. "
    late = "A year before, the council of the harbour made an offer to the rope works alone. "
    first, second = early + PRICE, late + LONG
    spliced = page(f"<a>“{first} {LONG}”</a>", "Splicer")
    pages = [pages_of(text, prefix) for text, prefix in ((first, "F"), (second, "S"), (first, "G"), (second, "T"))]
    found = collate([*chain.from_iterable(pages), spliced])
    assert sorted(len(statements(utterance)) for utterance in found) == [13, 13]


def test_two_quotations_with_one_tag_are_at_home_in_both_unless_many_print_one_of_them_alone():
    def guests(count):
        both = page(f"<a>“{FIRE}”</a> she said. <a>“{PRICE}”</a>", "Both")
        alone = [page(f"<a>“{text}”</a>", f"{text[:5]} {n}") for text in (FIRE, PRICE) for n in range(count)]
        found = collate([both, *alone])
        assert sorted(one.fullest for one in found) == sorted([FIRE, PRICE])
        return [one.fullest for one in found for witness in one.witnesses if witness.guest]

    assert guests(3) == []
    assert guests(4) == [min(FIRE, PRICE, key=len)]


def test_a_guest_is_written_apart_from_the_readings():
    parts = sentences(FIRE)[1:2] + sentences(PRICE)[:3]
    spliced = page(f"<a>“{' '.join(parts)}”</a>", "Splicer")
    found = [utterance_to_json(one, {}) for one in collate([*pages_of(FIRE, "F"), *pages_of(PRICE, "P"), spliced])]
    fire, price = sorted(found, key=lambda one: "cannery" not in one["fullest"])
    assert [one["statement"] for one in fire["guests"]] == ["Splicer a"]
    assert "guests" not in price
    assert "Splicer a" not in {one["statement"] for one in fire["readings"]}
    assert "Splicer a" in {one["statement"] for one in price["readings"]}
