"""Mentions: every place where a page names a person, with or without titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.language import Names
from onrecord.language.names import Gender
from onrecord.resolve.phrases import is_dash, outside_brackets, visible
from onrecord.resolve.titles import Title, titles_around
from onrecord.text import fold

__all__ = ["Mention", "body_words", "find_mentions"]

_INITIAL = re.compile(r"[A-Z]\.")
_LONGEST = 4
_ABBREVIATED = 3  # characters of the longest abbreviation that ends a name, with its full stop
_MISTAKEN = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name without titles at the tokens ``first`` to ``last``: its ``words`` as printed.

    ``keys`` are its words folded, without a suffix ("jr").
    """

    first: int
    last: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    titles: frozenset[Title] = frozenset()
    gender: Gender | None = None

    @property
    def suffix(self) -> str:
        """What stands behind the family name and tells namesakes apart ("jr"), folded; mostly nothing."""
        return "" if len(self.words) == len(self.keys) else fold(self.words[-1])

    @property
    def surname(self) -> str:
        """The last word, folded."""
        return self.keys[-1]


def find_mentions(
    doc: Doc, names: Names, sources: Iterable[TokenSpan] = (), places: frozenset[str] = frozenset()
) -> list[Mention]:
    """Return the mentions of people in text order, none overlapping another.

    Seeds are what the parse calls a person, runs that open with a known forename, what follows a title, and names among
    the ``sources`` of statements that the parse calls nothing else and the page prints as no plural; then every other
    place that prints a word known as a family name is one too, with the capitals before it. Words of ``places`` alone
    are nobody. Accepted gaps: a person the parse never sees as one, without a title and with a forename not in the
    data, is taken for a body or not seen; a plural that the page prints with a verb of the past alone is a name.
    """
    seeds = {*_seeds(doc, names), *_source_seeds(doc, sources, names)}
    ranges = sorted(seeds, key=lambda pair: (pair[0], -pair[1]))
    taken: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for first, last in ranges:
        if not taken & set(range(first, last + 1)):
            taken.update(range(first, last + 1))
            chosen.append((first, last))
    chosen = [pair for pair in chosen if fold(doc[pair[0]].text) not in places or pair[0] != pair[1]]
    known = {_keys(doc, first, last, names)[-1] for first, last in chosen}
    chosen = [pair for pair in chosen if not _is_pair(_keys(doc, *pair, names), known)]
    for number in _printed(doc, lambda word: word[0].isupper() and fold(word) in known):
        if number not in taken and _is_surname(doc[number], names):
            pair = (_name_start(doc[number], taken, names), number)
            taken.update(range(pair[0], pair[1] + 1))
            chosen.append(pair)
    return [_mention(doc, first, last, names) for first, last in sorted(chosen)]


def _printed(doc: Doc, is_wanted: Callable[[str], bool]) -> list[int]:
    """The tokens whose word is wanted; every word is asked about once."""
    words, places = np.unique(doc.to_array(ORTH), return_inverse=True)
    wanted = [is_wanted(doc.vocab.strings[word]) for word in words.tolist()]
    return np.flatnonzero(np.asarray(wanted, bool)[places]).tolist()


def _seeds(doc: Doc, names: Names) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        if entity.label_ == "PERSON" or entity.label_ in _MISTAKEN:
            found = _trimmed(doc, entity.start, entity.end, names)
            personal = found and (entity.label_ == "PERSON" or _looks_personal(doc, *found, names))
            if found and personal and not _is_in_body(doc[found[0]]):
                yield (_with_forename(doc[found[0]], names), found[1]) if found[0] == found[1] else found
    for number in _printed(doc, lambda word: names.is_title(fold(word))):
        token = doc[number]
        if number + 1 < len(doc) and _starts_name(token.nbor(1), names, token):
            end = number + 1
            while end < len(doc) and end - token.i <= _LONGEST and _is_part(doc[end], names):
                end += 1
            found = _trimmed(doc, token.i + 1, end, names)
            if found and (found[0] < found[1] or _takes_one_word(token, names)):
                yield found


def _is_in_body(token: Token) -> bool:
    """Whether the parse takes the word before for a body whose name goes on ("the head of Brockley Stone")."""
    before = token.nbor(-1) if token.i else token
    return before.ent_type_ == "ORG" and before.dep_ == "compound" and before.head == token and before.pos_ == "PROPN"


def _with_forename(token: Token, names: Names) -> int:
    """Where a name starts of which the parse takes the last word alone for somebody's ("Osk" left out)."""
    before = token.nbor(-1) if token.i else token
    tied = before.dep_ == "compound" and before.head == token and not before.ent_type_
    return _name_start(token, set(), names) if tied else token.i


def _source_seeds(doc: Doc, sources: Iterable[TokenSpan], names: Names) -> Iterator[tuple[int, int]]:
    """The names that sources are, or that stand at their end behind a comma ("the engineer, Petra Anvik")."""
    for source in sources:
        comma = max((token.i for token in source if token.text == ","), default=source.start - 1)
        behind_role = comma > source.start and names.is_title(
            fold(doc[comma - 1].text)
        )  # then no body, as the parse may say
        name = doc[comma + 1 : source.end]
        yield from _listed_seeds(source, names)
        named = all(token.pos_ == "PROPN" and (behind_role or not token.ent_type_) for token in name)
        named = named and not (len(name) == 1 and _are_several(name[0]))
        found = _trimmed(doc, comma + 1, source.end, names) if named and comma + 1 < source.end else None
        if found and not body_words(_keys(doc, *found, names), names):
            yield found


def _are_several(token: Token) -> bool:
    """Whether a word is no one's name but a noun in the plural, as it is printed here or elsewhere on the page.

    So where it is the subject of a verb in the plural ("Hauliers have complained"), or stands in small letters.
    """
    same = np.flatnonzero(token.doc.to_array(LOWER) == token.lower).tolist()
    return any(_is_plural_subject(token.doc[number]) or token.doc[number].tag_ == "NNS" for number in same)


def _is_plural_subject(token: Token) -> bool:
    if token.dep_ not in {"nsubj", "nsubjpass"} or any(child.dep_ == "conj" for child in token.children):
        return False
    verbs = (token.head, *(child for child in token.head.children if child.dep_ in {"aux", "auxpass"}))
    behind = next((verb for verb in sorted(verbs, key=lambda one: one.i) if verb.i > token.i), token)
    beside = all(other.pos_ == "ADV" for other in token.doc[token.i + 1 : behind.i])
    return beside and (behind.tag_ == "VBP" or behind.lower_ == "were")


def _listed_seeds(source: TokenSpan, names: Names) -> Iterator[tuple[int, int]]:
    """The two full names of "Ilse Varden and Osk Belling", which the parse may take for one body."""
    tokens = outside_brackets(source)
    at = next((number for number, token in enumerate(tokens) if token.pos_ == "CCONJ"), 0)
    if not at:
        return
    parts = (tokens[:at], tokens[at + 1 :])
    entity = {token.ent_type_ for part in parts for token in part}
    one = tokens[at].ent_type_ or entity <= {"", "PERSON"}
    if one and all(2 <= len(part) <= 3 and all(token.pos_ == "PROPN" for token in part) for part in parts):
        pairs = [(part[0].i, part[-1].i) for part in parts]
        if not any(body_words(_keys(source.doc, *pair, names), names) for pair in pairs):
            yield from pairs


def _is_pair(keys: tuple[str, ...], known: set[str]) -> bool:
    """Whether a name is two family names with a hyphen ("the Belling-Sorrel talks")."""
    parts = keys[0].split("-")
    return len(keys) == 1 and len(parts) > 1 and any(part in known for part in parts)


def _looks_personal(doc: Doc, first: int, last: int, names: Names) -> bool:
    keys = _keys(doc, first, last, names)
    return 2 <= len(keys) <= 3 and keys[0] in names.forenames and not body_words(keys, names)


def body_words(keys: tuple[str, ...], names: Names) -> bool:
    """Whether one of the folded words names a kind of body or a country."""
    return any(key in names.bodies or key in names.places for key in keys)


def _starts_name(token: Token, names: Names, title: Token) -> bool:
    """Whether a name may start at ``token``, behind ``title``; behind "Mr" whatever the parse calls it."""
    word = fold(token.text)
    if not _is_part(token, names) or names.is_title(word):
        return False
    if fold(title.text) in names.honorifics:
        return True
    mistaken = token.ent_type_ in {"GPE", "LOC", "NORP", "DATE"} or (token.ent_type_ == "ORG" and token.ent_iob_ == "I")
    return token.pos_ == "PROPN" and not mistaken and word not in names.places and word not in names.bodies


def _takes_one_word(title: Token, names: Names) -> bool:
    """Whether one word behind a title is a name: it is behind a capital, and behind kin ("his sister Ilse")."""
    return title.text[0].isupper() or fold(title.text) in names.gendered


def _name_start(token: Token, taken: set[int], names: Names) -> int:
    """The token a name starts with that ends in a known family name."""
    first = token.i
    while first > 0 and token.i - first < 2 and first - 1 not in taken:
        before = token.doc[first - 1]
        word = fold(before.text)
        if before.pos_ != "PROPN" or not before.text[0].isupper() or before.is_space or word in names.bodies:
            break
        if names.is_title(word) or word in names.places or before.text.isupper() != token.text.isupper():
            break
        first -= 1
    return first


def _is_part(token: Token, names: Names) -> bool:
    """Whether a token can stand in a name: a capital, a particle, a hyphen or what one ties to the word before."""
    before = token.nbor(-1) if token.i else None
    if before is not None and not before.whitespace_ and "-" in {token.text, before.text}:
        return token.text.isalpha() or token.text == "-"
    if _INITIAL.fullmatch(token.text):
        return True  # whatever the parse takes "O." for
    upper = token.text[0].isupper() or (token.pos_ == "PROPN" and token.text.isalpha() and not token.text.islower())
    capital = upper and token.pos_ not in {"DET", "PRON", "VERB", "AUX"}
    return (capital and token.tag_ != "POS") or fold(token.text) in names.particles


def _trimmed(doc: Doc, start: int, end: int, names: Names) -> tuple[int, int] | None:
    """First and last token of the name in [start, end), without titles, places and what follows the name."""
    first = start = _behind_dash(doc, start, end)
    while first < end and (not _is_part(doc[first], names) or _leads(doc, first, end, names)):
        first += 1
    last = first
    while last < end and _is_part(doc[last], names):
        last += 1
    last -= 1
    first = _behind_role(doc, first, last, names)
    while last >= first and (doc[last].text == "-" or fold(doc[last].text) in names.particles):
        last -= 1
    if not first <= last < first + _LONGEST + 2 or _ends_body(doc, start, first, last, names):
        return None
    word = fold(doc[first].text)
    honored = start > 0 and fold(doc[start - 1].text) in names.honorifics
    elsewhere = word in names.places or word in names.authorities or word in names.bodies or names.is_title(word)
    return None if (first == last and elsewhere and not honored) or len(doc[last].text) < 2 else (first, last)


def _behind_role(doc: Doc, first: int, last: int, names: Names) -> int:
    """Where the name starts behind a role that the parse took into it ("Political Analyst Osk Belling")."""
    if first >= last or fold(doc[first].text) in names.forenames:
        return first
    roles = [number for number in range(first + 1, last) if fold(doc[number].text) in names.roles]
    return roles[-1] + 1 if roles else first


def _behind_dash(doc: Doc, start: int, end: int) -> int:
    """Where the name starts in an entity that took in the dateline before it ("TARN — Osk Belling")."""
    dashes = [number for number in range(start, end) if is_dash(doc[number])]
    return dashes[-1] + 1 if dashes and doc[start].text.isupper() else start


def _ends_body(doc: Doc, start: int, first: int, last: int, names: Names) -> bool:
    """Whether the word before a name, left out of it or beside a single word, makes it a body's ("Radio Tarn")."""
    if not first or (first == start and first < last):
        return False
    before = doc[first - 1]
    word = fold(before.text)
    return before.text[0].isupper() and word in names.bodies and not names.is_title(word)


def _leads(doc: Doc, number: int, end: int, names: Names) -> bool:
    """Whether a token at the start of an entity is no part of the name: a title, or a country before a full name."""
    word = fold(doc[number].text)
    titled = number > 0 and names.is_title(fold(doc[number - 1].text))  # "Rep. Dutch Belling" is no Dutchman
    if names.is_title(word) or word in names.bodies:
        forename = titled and word in names.forenames and number + 2 == end  # nor is "Rep. Dean Belling" a dean
        return number + 1 < end and not forename
    return word in names.places and not titled and (word in names.adjectives or number + 2 < end)


def _keys(doc: Doc, first: int, last: int, names: Names) -> tuple[str, ...]:
    keys = tuple(fold(word).strip("',") for word in visible(doc[first : last + 1].text).split())
    return keys[:-1] if len(keys) > 1 and keys[-1] in names.suffixes else keys


def _is_surname(token: Token, names: Names) -> bool:
    """Whether a word known as a family name stands for somebody."""
    opens = token.i == 0 or token.is_sent_start or not token.nbor(-1).is_alpha
    if opens and token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        return False  # "May I …" names nobody
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return not (following.pos_ == "PROPN" and fold(following.text) in names.bodies)


def _mention(doc: Doc, first: int, last: int, names: Names) -> Mention:
    comma = first > 1 and doc[first - 1].text == ","  # "her brother, Jonas Varden"
    before = fold(doc[first - 1 - comma].text) if first else ""
    keys = _keys(doc, first, last, names)
    gender = names.honorifics.get(before) or names.gendered.get(before)
    words = visible(doc[first : last + 1].text).split()
    if len(words[-1]) > _ABBREVIATED and fold(words[-1]) not in names.suffixes:
        words[-1] = words[-1].removesuffix(".")
    return Mention(first, last, tuple(words), keys, frozenset(titles_around(doc, first, last, names)), gender)
