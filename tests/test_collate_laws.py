"""Laws that hold for any collation, on speeches printed by several outlets with every kind of change."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.collate import collate
from onrecord.text import words
from tests.test_collate_passages import page

VOCABULARY = """
we you they the a of in and not never harbour boat lamp bell rope crew storm night north wind oil tax fish market
children school money road bridge winter summer paid lost built broke found told asked promised three forty old new
cold last first only again it's don't North-Ellery $9 10,000
""".split()  # noqa: SIM905 - one word after the other would be fifty lines

LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def speech(random):
    """Four to seven sentences, as lists of words."""
    return [random.choices(VOCABULARY, k=random.randint(4, 12)) for _ in range(random.randint(4, 7))]


def sentence(printed, random):
    text = " ".join(printed)
    return text[:1].upper() + text[1:] + random.choice([".", ".", "!", ",", " …", ""])


def trimmed(said, _other, random):
    return said[random.randint(0, 1) : len(said) - random.randint(0, 2)]


def elided(said, _other, random):
    gone = random.randrange(len(said))
    return [*said[:gone], *said[gone + 1 :]]


def moved(said, _other, random):
    at = random.randrange(len(said))
    return said[at:] + said[:at]


def spliced(said, other, random):
    return said[: random.randint(1, len(said))] + other[random.randrange(len(other)) :]


def reworded(said, _other, random):
    return [[random.choice(VOCABULARY) if random.random() < 0.1 else word for word in one] for one in said]


def bracketed(said, _other, random):
    return [[f"[{word} sir]" if random.random() < 0.08 else word for word in one] for one in said]


def repeated(said, _other, random):
    return [*said, random.choice(said)]


CHANGES = [trimmed, elided, moved, spliced, reworded, bracketed, repeated]


def printing(said, other, random):
    """The text of a page that prints ``said``, changed, in one quotation, over paragraphs or with a tag in between."""
    for change in random.sample(CHANGES, random.randint(0, 2)):
        said = change(said, other, random) or said
    opening, closing = random.choice(["“”", '""', "«»"])
    parts = [sentence(one, random) for one in said]
    cut = random.randint(0, len(parts) - 1) if random.random() < 0.4 else 0
    told = [" ".join(half) for half in (parts[:cut], parts[cut:]) if half]
    between = random.choice([f"{closing} she said. {opening}", f"\n\n{opening}"])
    return between.join(told).join([opening, closing])


@st.composite
def stories(draw):
    """Notes of three to nine pages on one to three speeches."""
    random = draw(st.randoms(use_true_random=False))
    speeches = [speech(random) for _ in range(random.randint(1, 3))]
    notes = []
    for number in range(random.randint(3, 9)):
        said = random.sample(speeches, random.randint(1, len(speeches)))
        marked = []
        for name, one in zip("abc", said, strict=False):
            text = printing(one, random.choice(speeches), random)
            for between in (" she said. ", "\n\n"):
                text = text.replace(between, f"</{name}>{between}<{name}>")
            marked.append(f"<{name}>{text}</{name}>")
        day = random.choice([None, date(2031, 5, 1) + timedelta(random.randint(0, 90))])
        speaker = random.choice(["Mara Quill", "Quill", None])
        notes.append(page("\n\nThe rain went on. ".join(marked), f"Outlet {number}", day, speaker=speaker))
    return notes


def printed(utterance):
    """The readings of each witness in the order of its page."""
    found = {}
    for place in utterance.places:
        for reading in place.readings:
            found.setdefault((reading.article, reading.statement), []).append(reading)
    return {witness: sorted(readings, key=lambda reading: reading.span) for witness, readings in found.items()}


def folded(text, spans):
    return [word.folded for span in spans for word in words(text, span)]


@LAW
@given(stories())
def test_every_collation_gives_back_what_each_witness_prints(notes):
    texts = {one.article.id: one.article.text for one in notes}
    for utterance in collate(notes):
        readings = printed(utterance)
        assert set(readings) == {(witness.article, witness.statement) for witness in utterance.witnesses}
        for witness in utterance.witnesses:
            text, own = texts[witness.article], readings[witness.article, witness.statement]
            assert folded(text, [reading.span for reading in own]) == folded(text, witness.spans)
            assert all(reading.span.of(text) == reading.text for reading in own)
            assert not any(one.span.overlaps(two.span) for one, two in pairwise(own))


@LAW
@given(stories())
def test_spans_lie_in_the_statement_and_places_say_what_they_were_taken_from(notes):
    texts = {one.article.id: one.article.text for one in notes}
    statements = {(one.article.id, statement.id): statement for one in notes for statement in one.statements}
    for utterance in collate(notes):
        for witness in utterance.witnesses:
            content = statements[witness.article, witness.statement].spans
            spoken = [word.span for span in witness.spans for word in words(texts[witness.article], span)]
            assert all(any(whole.contains(word) for whole in content) for word in spoken)
        for number, place in enumerate(utterance.places):
            taken = {reading.text for reading in place.readings if reading.statement == place.taken_from}
            assert place.text in taken
            assert set(place.joined_by) <= {reading.article for reading in place.readings}
            assert number or not place.joined_by
            assert "\n" not in place.text


@LAW
@given(stories(), st.randoms(use_true_random=False))
def test_neither_the_order_of_pages_nor_a_second_time_makes_a_difference(notes, random):
    first = collate(notes)
    shuffled = random.sample(notes, len(notes))
    assert collate(shuffled) == first
    assert collate([*shuffled, *notes]) == first


@LAW
@given(stories())
def test_utterances_have_two_witnesses_and_ids_of_their_own(notes):
    found = collate(notes)
    assert all(len(utterance.witnesses) > 1 for utterance in found)
    assert len({utterance.id for utterance in found}) == len(found)


@LAW
@given(stories())
def test_conflicts_of_order_are_stated_on_both_sides(notes):
    found = {utterance.id: utterance for utterance in collate(notes)}
    for utterance in found.values():
        for conflict in utterance.order:
            back = [(one.before, one.after) for one in found[conflict.other].order if one.other == utterance.id]
            assert back == [(conflict.after, conflict.before)]
