"""How many sources stand behind printings of the same words, and which verbs stand before them."""

from onrecord.model import Dateline, Notes, Span
from tests.comparing import found, page, rests_on, said

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


def test_the_same_quotation_alone_is_no_common_origin():
    assert found("origins", printing("Vesper"), printing("Lantern", "It rained. ")) == []


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
