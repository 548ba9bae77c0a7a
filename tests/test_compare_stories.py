"""Articles of one affair are grouped, and within it those of one event."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.compare import stories
from onrecord.compare.linking import average_link
from onrecord.model import Article, Dateline, Grain, Span, Story
from tests.comparing import LANGUAGE, page

FLOOD = (
    "The river Ohre burst its banks at Velmin and the ferry harbour was flooded, engineers of the dam authority said."
)
SLUICE = (
    "A sluice of the Velmin dam had jammed before the flood on the Ohre, an engineer told the inquiry into the dam."
)
CHEESE = "Bakers from Tarn won the cheese contest with a smoked goat cheese that had ripened in a quarry for a decade."


def grouped(found: tuple[Story, ...], grain: Grain) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in found if story.grain is grain}


def ids(*articles: Article) -> frozenset[str]:
    return frozenset(article.id for article in articles)


def test_an_event_is_told_from_another_of_its_affair_and_from_another_affair():
    first = page(FLOOD, "Gazette", "2031-03-02", title="Flood at Velmin")
    second = page(f"Velmin. {FLOOD} Boats sank.", "Courier", "2031-03-03", title="Velmin harbour flooded")
    later = page(SLUICE, "Gazette", "2031-11-20", title="Jammed sluice at Velmin dam, inquiry hears")
    other = page(CHEESE, "Courier", "2031-03-02", title="Goat cheese wins")
    found = stories([first, second, later, other], LANGUAGE)
    assert grouped(found, Grain.AFFAIR) == {ids(first, second, later), ids(other)}
    assert grouped(found, Grain.EVENT) == {ids(first, second), ids(later), ids(other)}


def test_reports_of_an_event_come_within_a_fortnight_and_what_months_part_is_another():
    first = page(f"{FLOOD} Boats sank.", "Gazette", "2031-03-02", title="Flood at Velmin")
    told = (
        "Fishermen met in a school at Velmin. An assessor listed nets, engines and sheds that the flood had carried off"
    )
    for day, events in (("2031-03-16", 1), ("2031-08-16", 2)):
        later = page(f"{told}; the harbour stays shut.", "Courier", day, title="Fishermen list losses")
        found = stories([first, later], LANGUAGE)
        assert len(grouped(found, Grain.AFFAIR)) == 1
        assert len(grouped(found, Grain.EVENT)) == events


def test_a_dateline_without_a_year_is_near_the_days_it_may_be_and_no_others():
    line = Dateline(Span(0, 6), "VELMIN", 12, 30)
    report = page(f"VELMIN. {FLOOD} Boats sank.", "Agency", title="Flood at Velmin", dateline=line)
    soon = page(f"{FLOOD} Sheep drowned.", "Gazette", "2032-01-02", title="Velmin harbour flooded")
    recalled = page(f"VELMIN. {FLOOD} Boats sank then.", "Courier", "2038-07-20", title="Flood at Velmin")
    found = stories([report, soon, recalled], LANGUAGE)
    assert grouped(found, Grain.EVENT) == {ids(report, soon), ids(recalled)}


def test_a_story_has_title_and_days_of_its_own_articles():
    first = page(FLOOD, "Gazette", "2031-03-02", title="Flood at Velmin")
    line = Dateline(Span(0, 6), "VELMIN", 3, 5, 2031)
    second = page(f"VELMIN. {FLOOD}", "Courier", title="Flood at Velmin", dateline=line)
    undated = page(f"Again. {FLOOD}", "Post", title="Flood at Velmin", dateline=replace(line, month=None, day=None))
    (affair,) = [one for one in stories([first, second, undated], LANGUAGE) if one.grain is Grain.AFFAIR]
    assert (affair.title, affair.start, affair.end) == ("Flood at Velmin", date(2031, 3, 2), date(2031, 3, 5))


def test_without_a_title_the_first_line_stands_for_it():
    event, affair = stories([page("\n\n  Short line.\n\nMore.", "Post")], LANGUAGE)
    assert {event.title, affair.title} == {"Short line."}
    assert {event.within, affair.within} == {affair.id, None} or {event.within, affair.within} == {event.id, None}
    (long, _) = stories([page("word " * 60, "Post")], LANGUAGE)
    assert len(long.title) <= 122
    assert long.title.endswith("word …")


def test_what_stands_around_a_report_does_not_group_it():
    around = "Subscribe to the harbour newsletter of the Orrin lakeside region, with eel recipes and regatta calendars."
    texts = [f"{body}\n\n{around}" for body in (FLOOD, CHEESE)]
    bare = [page(text, "Post", boilerplate=(Span(len(text) - len(around), len(text)),)) for text in texts]
    assert len(grouped(stories(bare, LANGUAGE), Grain.AFFAIR)) == 2


def test_no_words_no_harm():
    assert stories([], LANGUAGE) == ()
    assert len(stories([page("", "A"), page("…", "B"), page("the of a", "C")], LANGUAGE)) == 6


WORDS = ("ohre velmin dam sluice ferry harbour flood engineer", "tarn cheese goat quarry baker contest ripen smoke")


@st.composite
def pages(draw: st.DrawFn, words: str, name: str) -> list[Article]:
    """Articles of some words, with days now and then."""
    vocabulary = st.lists(st.sampled_from(words.split()), min_size=1, max_size=12)
    texts = draw(st.lists(vocabulary.map(" ".join), max_size=6, unique=True))
    days = [draw(st.none() | st.integers(0, 60)) for _ in texts]
    start = date(2031, 1, 1)
    published = [None if day is None else (start + timedelta(day)).isoformat() for day in days]
    return [page(text, name, day, title=text[:20]) for text, day in zip(texts, published, strict=True)]


@given(pages(WORDS[0], "A"), st.randoms())
def test_every_article_is_of_one_affair_and_one_event_in_it_whatever_the_order(articles, random):
    found = stories(articles, LANGUAGE)
    for grain in Grain:
        assert sorted(id_ for story in found if story.grain is grain for id_ in story.articles) == sorted(
            one.id for one in articles
        )
    known = {story.id: story for story in found}
    for story in found:
        assert (story.within is None) == (story.grain is Grain.AFFAIR)
        assert story.within is None or set(story.articles) <= set(known[story.within].articles)
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert stories(shuffled, LANGUAGE) == found


@given(pages(WORDS[0], "A"), pages(WORDS[1], "B"))
def test_articles_on_something_else_change_no_story(some, others):
    together = stories([*some, *others], LANGUAGE)
    assert set(together) == {*stories(some, LANGUAGE), *stories(others, LANGUAGE)}


values = st.integers(0, 20).map(lambda number: number / 20)


@given(st.data(), st.integers(1, 7), st.sampled_from([0.1, 0.3, 0.6]))
def test_groups_are_those_of_plain_average_linkage(data, count, least):
    pairs = {(i, j): data.draw(values) for j in range(count) for i in range(j)}
    expected = [data.draw(values) / 10 for _ in range(count)]
    held = {pair: value for pair, value in pairs.items() if value}
    assert average_link(expected, held, least) == plain(expected, pairs, least)


def plain(expected: list[float], pairs: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    """Average linkage as it is defined: at each step the mean over all pairs of every two groups."""
    groups = [[number] for number in range(len(expected))]

    def mean(one: list[int], other: list[int]) -> float:
        both = [pairs[min(i, j), max(i, j)] - expected[i] - expected[j] for i in one for j in other]
        return round(sum(both) / len(both), 9)

    while True:
        options = [(-mean(a, b), a[0], b[0], a, b) for a in groups for b in groups if a[0] < b[0]]
        if not options or -min(options)[0] < least - 1e-9:
            return sorted(groups)
        _, _, _, one, other = min(options)
        groups = [group for group in groups if group not in (one, other)] + [sorted(one + other)]
