"""What one outlet alone prints of an utterance."""

from dataclasses import replace

import pytest

from onrecord.compare import COMPARISONS
from onrecord.compare.coverage import find as find_in
from onrecord.compare.coverage import printings
from onrecord.model import Article, ArticleKind, Change, Notes, Place, Reading, Span, Utterance, Witness
from tests.comparing import material, page, said

ARTICLES = {
    id_: Article(id_, "x" * 500, outlet=outlet, kind=kind)
    for id_, outlet, kind in [
        ("t", "Ellery Tide", ArticleKind.REPORT),
        ("t2", "Ellery Tide", ArticleKind.REPORT),
        ("c", "Crow Road News", ArticleKind.REPORT),
        ("m", "The Mole", ArticleKind.REPORT),
        ("h", "Town Hall", ArticleKind.TRANSCRIPT),
        ("n", None, ArticleKind.REPORT),
    ]
}
LONG = "The roof fell in at four in the morning and there was no warning of any kind to those who slept there"


def find(utterances):
    """What is found in utterances, without the overview of who prints how much."""
    return [
        one for one in find_in(material(map(Notes, ARTICLES.values()), utterances)) if "outlets, " not in one.summary
    ]


def utterance(*places):
    """An utterance from its places: pairs of text and the articles that print it."""
    made, at = [], 0
    for text, articles in places:
        span = Span(at, at + len(text))
        at = span.end + 1
        made.append(Place(text, tuple(Reading(one, f"{one}1", span, text) for one in articles), f"{articles[0]}1"))
    names = sorted({one for _, articles in places for one in articles})
    witnesses = tuple(Witness(name, f"{name}1", (Span(0, at),), (Change.TRIMMED,)) for name in names)
    return Utterance("u", "Mara Quill", witnesses, tuple(made))


def test_a_place_of_one_outlet_is_found_with_its_evidence():
    (finding,) = find([utterance((LONG, ["c"]), ("We all came down by the rope.", ["t", "c", "m"]))])
    assert finding.kind == "coverage"
    assert finding.summary == (
        "Only Crow Road News prints “The roof fell in at four in the morning and there was no warning of any kind to "
        "those who …”; 2 other outlets print words of the same utterance without it."
    )
    assert [(item.article, item.span) for item in finding.evidence] == [("c", Span(0, len(LONG)))]
    assert finding.score == pytest.approx(2 / 3)


def test_a_short_place_counts_less():
    (finding,) = find([utterance(("There was no warning.", ["c"]), ("We came down.", ["t", "c"]))])
    assert finding.summary.endswith("; 1 other outlet prints words of the same utterance without it.")
    assert finding.score == pytest.approx(0.5 * 4 / 20)


@pytest.mark.parametrize(
    "places",
    [
        [(LONG, ["c"])],
        [(LONG, ["t"]), ("We all came down.", ["t2"])],
        [(LONG, ["t", "c"])],
        [("Oh yes", ["c"]), (LONG, ["t", "c"])],
        [(LONG, ["h"]), ("We all came down.", ["t", "h"])],
    ],
    ids=["one article", "one outlet", "two outlets", "two words", "a transcript"],
)
def test_nothing_is_found_where(places):
    assert list(find([utterance(*places)])) == []


def test_two_articles_of_one_outlet_are_one_outlet():
    (finding,) = find([utterance((LONG, ["t", "t2"]), ("We all came down.", ["t", "t2", "c"]))])
    assert {item.article for item in finding.evidence} == {"t", "t2"}


def test_an_article_without_an_outlet_goes_by_its_name():
    (finding,) = find([utterance((LONG, ["n"]), ("We all came down.", ["n", "c"]))])
    assert finding.summary.startswith("Only article n prints")


def test_comparisons_are_known_by_name():
    assert list(COMPARISONS) == sorted(COMPARISONS)
    assert COMPARISONS["coverage"] is find_in


def test_a_place_that_all_but_one_outlet_print():
    (finding,) = find([utterance((LONG, ["t", "m"]), ("We all came down.", ["t", "c", "m"]))])
    assert finding.summary.startswith("All but Crow Road News print “The roof fell in")
    assert finding.summary.endswith("Ellery Tide and The Mole.")
    assert {item.article for item in finding.evidence} == {"t", "m", "c"}


def test_all_but_one_is_said_of_those_who_quote_where_others_paraphrase():
    one = utterance((LONG, ["t", "m"]), ("We all came down.", ["t", "c", "m", "n"]))
    changed = (replace(w, changes=(Change.PARAPHRASED,)) if w.article == "n" else w for w in one.witnesses)
    (finding,) = find([replace(one, witnesses=tuple(changed))])
    assert finding.summary.startswith("All but Crow Road News of those who quote it print “The roof fell in")


def test_words_that_another_outlet_prints_of_another_utterance_are_not_one_outlets_alone():
    full = "There was no warning to anybody and the roof fell in at four in the morning."
    rest = "“We all came down by the long rope that night.”"
    first = page(f"Mara Quill said: “{full}” {rest}", "Crow Road News", "2031-04-02")
    second = page(f"Mara Quill said: {rest}", "Ellery Tide", "2031-04-02")
    third = page(f"Quill had said: “{full}”", "The Mole", "2031-05-02")
    notes = [Notes(one, (said(one, f"“{full}”", "Mara Quill", "said"),)) for one in (first, third)]
    span = Span(first.text.index("There"), first.text.index(rest) - 2)
    down = Span(first.text.index("We all"), len(first.text) - 1)
    places = (
        Place(full, (Reading(first.id, "a", span, full),), "a"),
        Place(rest, (Reading(first.id, "a", down, rest), Reading(second.id, "b", down, rest)), "a"),
    )
    witnesses = tuple(Witness(one.id, "a", (down,), (Change.TRIMMED,)) for one in (first, second))
    one = Utterance("u", "Mara Quill", witnesses, places)
    alone = [f for f in find_in(material([*notes[:1], Notes(second)], [one])) if f.summary.startswith("Only")]
    assert len(alone) == 1
    again = [f for f in find_in(material([*notes, Notes(second)], [one])) if f.summary.startswith("Only")]
    assert again == []


def test_the_overview_says_who_prints_how_much():
    one = utterance((LONG, ["t", "t2"]), ("We all came down.", ["t", "c", "m"]))
    changes = {"t": (Change.IDENTICAL,), "t2": (Change.TRIMMED,), "c": (Change.ELIDED,), "m": (Change.PARAPHRASED,)}
    witnesses = tuple(Witness(w.article, w.statement, w.spans, changes[w.article]) for w in one.witnesses)
    one = Utterance(one.id, one.speaker, witnesses, one.places)
    looked_at = material(map(Notes, ARTICLES.values()), [one])
    rows = printings(looked_at, one, ["The Mole", "Town Hall"])
    assert [(row.outlet, row.manner) for row in rows] == [
        ("Crow Road News", "part"),
        ("Ellery Tide", "quoted"),
        ("The Mole", "paraphrased"),
        ("Town Hall", "absent"),
    ]
    (overview,) = [finding for finding in find_in(looked_at) if "outlets, " in finding.summary]
    assert overview.summary.endswith(
        "quoted by Ellery Tide (no date); in part by Crow Road News (no date); paraphrased by The Mole (no date). "
        "3 outlets, 3 origins."
    )
    assert overview.score == pytest.approx(1 / 3)
