"""What was said is found by its words, and nothing a reader types is an error of the search language."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from bench import search
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NotOnRecordError, RecordError
from onrecord.model import Form, Occasion, Span, Stance, When
from onrecord.record import Hit, Record, Search
from onrecord.record.index import printed_tags
from onrecord.record.schema import UPGRADES
from tests.test_record_samples import MAYOR, PILOT, batches, page, undone

PIER = page((MAYOR, "The old pier stays open, we won't close it"), (PILOT, "No ship can land at an old and open pier"))
FERRY = page((PILOT, "The café on the ferry reopens"), (None, "Fares will double"), outlet="Radio Nordholm")


@pytest.fixture(scope="module")
def record(new_place):
    with Record.open(new_place(), create=True) as record:
        record.keep([PIER, FERRY])
        yield record


def found(record, words):
    return {hit.snippet for hit in record.find(words, limit=10)}


OPEN = "“The old pier stays open, we won't close it,”"
LAND = "“No ship can land at an old and open pier,”"
CAFE = "“The café on the ferry reopens,”"
FARES = "“Fares will double,”"


@pytest.mark.parametrize(
    ("words", "snippets"),
    [
        ("pier", {OPEN, LAND}),
        ("PIER open", {OPEN, LAND}),
        ("pier ferry", set()),
        ('"old pier"', {OPEN}),
        ("“old pier”", {OPEN}),
        ('"old pier" "stays open"', {OPEN}),
        ("reop*", {CAFE}),
        ("reop", set()),
        ('"ferry reop"*', {CAFE}),
        ("cafe", {CAFE}),
        ("okonjo", {LAND, CAFE}),
        ("brandvold pier", {OPEN}),
        ("nordholm", {CAFE, FARES}),
        ("won't", {OPEN}),
        ("won’t", {OPEN}),
        ('"old pier', {OPEN, LAND}),
        ('pier"', {OPEN, LAND}),
        ("pier — open", {OPEN, LAND}),
        ("pier*open", {OPEN, LAND}),
        ("pier NOT open", set()),
        ("content:pier", set()),
        ("(pier)", {OPEN, LAND}),
        ("^land", {LAND}),
        ("pier\0open", {OPEN, LAND}),
        ("pier\udc80", {OPEN, LAND}),
        ("saltmarsh '; DROP TABLE articles; --", set()),
    ],
)
def test_words_find(record, words, snippets):
    assert found(record, words) == snippets


def test_hit_tells_all_a_list_needs(record):
    article, statement = PIER.article, PIER.statements[0]
    hit = Hit(statement, article.id, article.outlet, article.published, MAYOR, statement.spans[0].of(article.text))
    assert record.find('"old pier"', limit=1) == [hit]


def test_hits_are_limited_and_the_best_come_first(place):
    lengths = [3, 9, 1, 7, 5, 8, 2, 6, 4]
    with Record.open(place, create=True) as record:
        record.keep(page((MAYOR, "tide " + "and " * length)) for length in lengths)
        best = [hit.snippet.count("and") for hit in record.find("tide", limit=9)]
        assert best == sorted(lengths)
        assert [hit.snippet.count("and") for hit in record.find("tide", limit=2)] == [1, 2]


@pytest.mark.parametrize("words", ["", "  ", '"', '""', "*", "— …", "\0", "\ud800"])
def test_nothing_to_search_for_says_what_to_give(record, words):
    with pytest.raises(RecordError, match="give a word"):
        record.find(words, limit=10)


@pytest.mark.parametrize("search", [Search("pi*"), Search('"pier wi"*'), Search("pier", speaker="A*")])
def test_too_little_before_a_star_is_told(record, search):
    with pytest.raises(RecordError, match=r"\*': give three letters"):
        record.find(search, limit=10)


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("\"*()^:-+{}NEARORANDNOT'\0"), max_size=30))
def test_nothing_typed_is_an_error_of_the_search_language(record, words):
    try:
        record.find(words, limit=3)
    except RecordError as error:
        assert "nothing to search for" in str(error)  # noqa: PT017 - most words are found or not


def test_very_many_words_are_no_error(record):
    assert record.find("pier " * 5000, limit=1)


CLERK = "Ada Kislyak"


def day(number):
    return date(2031, 3, number)


def told(name, words, published, **more):
    """Notes of one statement, with what ``more`` says of it."""
    notes = page((name, words), published=published, outlet=more.pop("outlet", "The Saltmarsh Courier"))
    return replace(notes, statements=(replace(notes.statements[0], **more),))


TOLD = [
    told(MAYOR, "The lock gate was shut", day(1), stance=Stance.DENY),
    told(MAYOR, "The gate will open", day(5), stance=Stance.PROMISE, outlet="Radio Nordholm"),
    told(CLERK, "A gate was left open", day(9), when=When(day(2), day(3)), occasion=Occasion("hearing", Span(0, 2))),
    told(CLERK, "No gate", None, form=Form.INDIRECT),
    told(PILOT, "The gate", day(20), when=When(None, day(4), why="before Thursday")),
    told(None, "That gate of theirs", date(2030, 12, 31), occasion=Occasion("news conference", Span(0, 2))),
]


@pytest.fixture(scope="module")
def gates(new_place):
    with Record.open(new_place(), create=True) as record:
        record.keep(TOLD)
        yield record


def numbers(record, **more):
    """Which of TOLD are found, by date."""
    hits = record.find(Search(**more), limit=99, by_date=True)
    return [[notes.article.id for notes in TOLD].index(hit.article) for hit in hits]


@pytest.mark.parametrize(
    ("asked", "found_"),
    [
        ({"words": "gate"}, [5, 0, 2, 4, 1, 3]),
        ({"words": "gate open"}, [2, 1]),
        ({"speaker": "brandvold"}, [0, 1]),
        ({"speaker": "Ilse Brandvold", "words": "open"}, [1]),
        ({"speaker": "gate"}, []),
        ({"outlet": "Nordholm"}, [1]),
        ({"stance": Stance.DENY}, [0]),
        ({"form": Form.INDIRECT}, [3]),
        ({"form": Form.DIRECT, "words": "gate", "speaker": CLERK}, [2]),
        ({"occasion": "hearing"}, [2]),
        ({"occasion": "news conference"}, [5]),
        ({"occasion": "news"}, []),
        ({"said": (day(1), day(2))}, [0, 2]),
        ({"said": (day(3), None)}, [4, 1]),
        ({"said": (None, day(1))}, [5, 0]),
        ({"printed": (day(1), day(8))}, [0, 1]),
        ({"printed": (day(6), None)}, [2, 4]),
        ({"printed": (None, date(2030, 12, 31))}, [5]),
        ({"printed": (date(2032, 1, 1), None)}, []),
        ({"printed": (day(9), day(1))}, []),
        ({"words": "gate", "said": (day(1), day(4)), "printed": (day(9), day(20)), "speaker": "okonjo"}, [4]),
    ],
)
def test_filters_find(gates, asked, found_):
    assert numbers(gates, **asked) == found_


def test_without_words_the_newest_come_first(gates):
    hits = gates.find(Search(speaker=CLERK), limit=9)
    assert [hit.snippet for hit in hits] == ["“A gate was left open,”", "“No gate,”"]


@pytest.mark.parametrize("typed", ["Kisliak", "kislak", "Kyslyak", "ada kisliak", "Kislyák"])
def test_names_may_be_mistyped(gates, typed):
    assert numbers(gates, speaker=typed) == numbers(gates, words=typed) == [2, 3]


def test_mistyped_names_are_told_and_others_are_not(gates):
    assert gates.instead(Search("gate Kisliak", speaker="brandvald", outlet="Nordhelm")) == {
        "Kisliak": ("kislyak",),
        "brandvald": ("brandvold",),
        "Nordhelm": ("nordholm",),
    }
    assert gates.instead(Search('open "Kisliak" kis*', speaker="Ada")) == {}


def test_mistyped_person_is_offered_the_name(gates):
    with pytest.raises(NotOnRecordError, match=f"is it {CLERK}"):
        gates.person("Ada Kisliak")


@pytest.mark.parametrize("typed", ["Zu", "Wintergreen", "'", "gate\udc80"])
def test_what_is_close_to_no_name_finds_nothing(gates, typed):
    assert gates.find(Search(speaker=typed, words="shut closed"), limit=9) == []
    assert gates.instead(Search(speaker=typed)) == {}


def test_words_in_what_was_said_come_before_those_in_names(place):
    with Record.open(place, create=True) as record:
        record.keep([page((MAYOR, "Yes"), outlet="The Beacon"), page((MAYOR, "The beacon is out tonight, I am told"))])
        first, *_ = record.find("beacon", limit=9)
        assert first.snippet == "“The beacon is out tonight, I am told,”"


@pytest.mark.parametrize("by_date", [True, False])
def test_pages_of_a_search_join_up(place, monkeypatch, by_date):
    monkeypatch.setattr("onrecord.record.search._RANKED", 7)
    with Record.open(place, create=True) as record:
        record.keep(page((MAYOR, f"tide {'and ' * (n % 5)}{n}"), published=day(1 + n % 9)) for n in range(30))
        every = record.find("tide", limit=99, by_date=by_date)
        pages = [record.find("tide", limit=4, skip=skip, by_date=by_date) for skip in range(0, 32, 4)]
    assert [hit for some in pages for hit in some] == every
    assert len({hit.statement.id for hit in every}) == 30


@given(st.dates(), st.integers(0, 3000))
def test_tags_of_days_of_publication_cover_them_and_no_other(first, length):
    last = min(first, date.max - timedelta(days=length)) + timedelta(days=length)
    tags = set(printed_tags(first, last))
    assert len(tags) <= 2 * (30 + 11) + length // 365 + 1
    for at in {first, last, first + (last - first) // 2}:
        assert sum(f"{at:%Y%m%d}".zfill(8).startswith(tag[2:]) for tag in tags) == 1
    for at in ({first - timedelta(1)} if first > date.min else set()) | (
        {last + timedelta(1)} if last < date.max else set()
    ):
        assert not any(f"{at:%Y%m%d}".zfill(8).startswith(tag[2:]) for tag in tags)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with Record.open(tmp_path_factory.mktemp("any") / "x.record", create=True) as record:
        record._database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (search, instance)")
        yield record


@settings(deadline=None, max_examples=20)
@given(batches)
def test_upgrading_gives_the_index_that_keeping_gives(empty, batch):
    with undone(empty) as record:
        record.keep(batch)
        kept = sorted(record._database.rows("SELECT * FROM terms"))
        for statement in ("DROP TABLE name_parts", *UPGRADES[3]):
            record._database.execute(statement)
        assert sorted(record._database.rows("SELECT * FROM terms")) == kept


def test_upgrading_knows_the_names_that_keeping_knows(empty):
    with undone(empty) as record:
        record.keep(TOLD)
        kept = list(record._database.rows("SELECT * FROM name_parts"))
        for statement in ("DROP TABLE name_parts", *UPGRADES[3]):
            record._database.execute(statement)
        assert list(record._database.rows("SELECT * FROM name_parts")) == kept != []


def test_very_many_different_words_are_no_error(record):
    assert record.find(" ".join(f"pier{number}" for number in range(2_000)), limit=1) == []


def test_merging_the_index_changes_nothing_but_its_pieces(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as record:
        for number in range(6):
            record.keep([page((MAYOR, f"tide {number} {'and ' * 400}"), published=day(1 + number))])
        before = record.digest(), record.find("tide", limit=9), pieces(record)
        record.tidy()
        assert (record.digest(), record.find("tide", limit=9)) == before[:2]
        assert pieces(record) < before[2]
        assert record.check() == []


def pieces(record):
    """How many segments the index of statements is in."""
    return record._database.one("SELECT count(DISTINCT segid) FROM search_idx")[0]


def test_invented_pages_of_the_bench_make_a_whole_record(tmp_path):
    with Record.open(tmp_path / "x.record", create=True) as record:
        record.keep(search.pages(5))
        assert record.counts().statements == 5 * search.STATEMENTS
        assert record.check() == []
