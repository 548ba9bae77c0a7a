"""How many sources stand behind printings of the same words, and which verbs stand before them."""

from dataclasses import replace

from onrecord.model import Dateline, Notes, Span
from onrecord.read.dateline import find_dateline
from tests.comparing import LANGUAGE, found, page, rests_on, said

WORDS = "“Nobody in this valley has ever sold a tree twice over,”"
COPIED = "The sale came to light when a clerk of the land office found two deeds in one and the same drawer. "


def printing(outlet, before="", cue="said", published="2030-04-02", **more):
    one = page(f"{before}{WORDS} Ula Brandt {cue}.", outlet, published, **more)
    return Notes(one, (said(one, WORDS, "Ula Brandt", cue),))


def test_pages_that_share_narration_have_one_origin():
    pages = printing("Vesper", COPIED), printing("Lantern", COPIED), printing("Tide", "It rained. ")
    (finding,) = found("origins", *pages)
    assert finding.summary.startswith("3 outlets print ")
    assert "from 2 origins: " in finding.summary
    assert {outlet for outlet, _ in rests_on(finding, *pages)} == {"Vesper", "Lantern"}


def test_pages_that_name_one_agency_have_one_origin():
    line = Dateline(Span(0, 4), "Weir", 4, 2, agency="Reuters")
    (finding,) = found("origins", printing("Vesper", "Weir. ", dateline=line), printing("Reuters"))
    assert "from 1 origin: " in finding.summary


def test_a_dateline_with_an_agency_and_no_day_tells_the_origin():
    line = find_dateline("WEIR (Reuters) - It rained on the weir all day.", LANGUAGE.calendar, LANGUAGE.page)
    (finding,) = found("origins", printing("Vesper", "Weir. ", dateline=line), printing("Reuters"))
    assert "from 1 origin: " in finding.summary


def test_the_same_quotation_alone_is_no_common_origin():
    assert found("origins", printing("Vesper"), printing("Lantern", "It rained. ")) == []


def test_what_ties_pages_to_a_third_one_alone_is_no_common_origin():
    other = COPIED.replace("deeds", "letters").replace("clerk", "cook").replace("drawer", "jar")
    between = page(f"{COPIED}It rained. {other}“We have nothing to add to any of that,” Pim Oster said.", "Tide")
    third = Notes(between, (said(between, "“We have nothing to add to any of that,”", "Pim Oster", "said"),))
    echo = page("“We have nothing to add to any of that,” Pim Oster said.", "Echo")
    fourth = Notes(echo, (said(echo, "“We have nothing to add to any of that,”", "Pim Oster", "said"),))
    assert found("origins", printing("Vesper", COPIED), printing("Lantern", other), third, fourth) == []


def test_a_post_shown_in_full_is_no_narration():
    post = f"{COPIED}— Ula Brandt (@brandt) 1 April 2030\n"
    assert found("origins", printing("Vesper", post), printing("Lantern", post)) == []


def test_what_one_outlet_prints_on_three_pages_is_no_common_origin():
    own = [printing("Vesper", f"{COPIED}{more}\n", published=f"2030-04-0{at}") for at, more in enumerate("ABC", 1)]
    assert len(found("origins", own[0], printing("Lantern", COPIED))) == 1
    assert found("origins", *own, printing("Lantern", COPIED)) == []


def test_a_page_that_names_an_outlet_is_traced_to_it():
    one = page("Ula Brandt told the Vesper that the valley had sold no tree twice.", "Lantern", "2030-04-03")
    retold = Notes(
        one, (said(one, "that the valley had sold no tree twice", "Ula Brandt", "told", addressee="Vesper"),)
    )
    (finding,) = found("origins", printing("Vesper"), retold)
    assert finding.summary.startswith("Lantern gives “that the valley had sold no tree twice” after Vesper")
    assert found("origins", printing("Vesper", published="2030-05-01"), retold) == []  # printed later


def test_loaded_and_neutral_verbs_for_the_same_words():
    (finding,) = found("verbs", printing("Vesper"), printing("Lantern", cue="fumed"))
    assert "sides by Lantern “fumed”, with one that takes none by Vesper “said”" in finding.summary
    assert sorted(words for _, words in rests_on(finding, printing("Vesper"), printing("Lantern", cue="fumed"))) == [
        "fumed",
        "said",
    ]
    assert found("verbs", printing("Vesper"), printing("Lantern", cue="added")) == []


def test_a_statement_with_cues_of_both_kinds_takes_no_side():
    one = page(f"{WORDS} Ula Brandt fumed at first. That, she said, was that.", "Lantern", "2030-04-02")
    own = said(one, WORDS, "Ula Brandt", "fumed")
    both = replace(own, cue=(*own.cue, Span(one.text.index("said"), one.text.index("said") + 4)))
    assert len(found("verbs", printing("Vesper"), Notes(one, (own,)))) == 1
    assert found("verbs", printing("Vesper"), Notes(one, (both,))) == []
