"""Word under word, whatever the order."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.alignment import Tile, align, seeds_of


def aligned(one, other):
    first, second = one.split(), other.split()
    return align(first, second, seeds_of(second))


def shown(one, other):
    first, second = one.split(), other.split()
    return [
        (" ".join(first[tile.start : tile.end]), " ".join(second[tile.other_start : tile.other_end]))
        for tile in aligned(one, other)
    ]


def test_equal_wordings_are_one_tile():
    assert aligned("we sold the weir", "we sold the weir") == [Tile(0, 4, 0, 4)]


def test_a_part_moved_is_found():
    one = "the weir is sold and gone nobody asked the people below"
    other = "nobody asked the people below the weir is sold and gone"
    assert shown(one, other) == [("the weir is sold and gone",) * 2, ("nobody asked the people below",) * 2]


def test_a_few_words_in_another_order_are_chance():
    one = "at the end nobody asked the people who live below"
    other = "nobody asked the people who live below and at the end"
    assert shown(one, other) == [("nobody asked the people who live below",) * 2]


def test_other_words_between_equal_ones_stand_for_each_other():
    assert shown("i say we will not sell the weir", "i say we will never sell the weir") == [
        ("i say we will",) * 2,
        ("not", "never"),
        ("sell the weir",) * 2,
    ]


def test_a_contraction_stands_for_two_words():
    assert ("don't", "do not") in shown("the people don't want it sold", "the people do not want it sold")


def test_single_words_are_found_between_equal_stretches():
    found = shown("now the old mill and big weir are up for sale", "now the old house and huge weir are up for sale")
    assert found == [
        ("now the old",) * 2,
        ("mill", "house"),
        ("and",) * 2,
        ("big", "huge"),
        ("weir are up for sale",) * 2,
    ]


def test_much_for_little_is_left_out_and_put_in():
    one = "we will sell it now the weir is lost"
    other = "we will sell if all of us who live here agree and only then the weir is lost"
    assert shown(one, other) == [("we will sell",) * 2, ("the weir is lost",) * 2]


def test_one_odd_word_at_an_end_stands_for_the_other():
    assert shown("they sold the weir yesterday", "they sold the weir today")[-1] == ("yesterday", "today")
    longer = "nobody asked us and they sold the weir today to a man from abroad"
    assert shown("they sold the weir yesterday", longer)[-1] == ("yesterday", "today")
    assert shown("but we sold the weir", longer) == [("but we", "and they"), ("sold the weir",) * 2]
    assert shown("some told me that they also sold the weir", "they sold the weir")[0] == ("they",) * 2


def test_a_chant_does_not_take_for_ever():
    chant = "sell it now " * 300
    assert sum(tile.end - tile.start for tile in aligned(chant, chant)) == 900


def test_one_word_twenty_thousand_times_takes_no_time():
    begun = process_time()
    for other in ("no " * 20_000, "no " * 15_000, "no no no no no no no no yes " * 2_000):
        assert aligned("no " * 20_000, other)
    assert process_time() - begun < 5


def test_equal_stretches_are_found_whole_after_words_that_are_repeated_often():
    chant = "sell it now " * 40
    one = f"{chant} and so they sold the weir {chant} and nobody asked the people below"
    other = f"and so they sold the weir {chant} and nobody asked the people below"
    assert shown(one, other)[-1][0].split() == other.split()


WORDS = st.lists(st.sampled_from(list("abcdef")), max_size=30)


@given(WORDS, WORDS)
def test_no_word_is_in_two_tiles_and_same_words_are_the_same(one, other):
    tiles = align(one, other, seeds_of(other))
    here = [word for tile in tiles for word in range(tile.start, tile.end)]
    there = [word for tile in tiles for word in range(tile.other_start, tile.other_end)]
    assert here == sorted(set(here))
    assert len(there) == len(set(there))
    for tile in tiles:
        if tile.same:
            assert one[tile.start : tile.end] == other[tile.other_start : tile.other_end]


@given(WORDS.filter(lambda words: len(words) > 2))
def test_a_wording_is_wholly_aligned_with_itself(words):
    tiles = align(words, words, seeds_of(words))
    assert sum(tile.end - tile.start for tile in tiles if tile.same) >= len(words) - 2
