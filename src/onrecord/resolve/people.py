"""Who is who on a page: mentions that name one person, and the bodies it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.language import Names
from onrecord.language.names import Gender, Pronoun
from onrecord.language.offices import Term
from onrecord.model import SpeakerKind
from onrecord.parse import Parsed
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.holders import Holders
from onrecord.resolve.mentions import Mention, find_mentions
from onrecord.resolve.titles import Title
from onrecord.text import fold

__all__ = ["make_roster"]

_BODIES = frozenset({"ORG"})
_NEAR = 25  # tokens behind a name in which a pronoun may tell its gender
_Group = list[Mention]
_Key = tuple[str, str, str]  # first word, family name, suffix


def make_roster(
    parsed: Parsed,
    holders: Holders,
    sources: Iterable[TokenSpan] = (),
    quoted: Iterable[TokenSpan] = (),
    reported: Iterable[TokenSpan] = (),
) -> Roster:
    """Return everybody a page names; ``sources``, ``quoted``, ``reported`` are those, quotations, contents on it.

    Full names with the same first and last word are one person; a single word is the person with that family name
    (else that forename) who was called by it before, else the one mentioned last, of no other gender than its title
    tells. A family name behind an office is whoever of that name has held it ("then-President Varden"), under the full
    name. Accepted gaps: namesakes are told apart by that alone; nicknames ("Bill" for "William") make another person.
    """
    doc, names, line = parsed.doc, parsed.language.names, parsed.article.dateline
    places = frozenset(fold(word) for word in line.place.split()) if line else frozenset()
    mentions = find_mentions(doc, names, sources, places)
    terms = _terms(mentions, holders)
    groups = _grouped(mentions, names, terms, holders)
    covered = {number for mention in mentions for number in range(mention.first, mention.last + 1)}
    starts = {mention.first: number for number, group in enumerate(groups) for mention in group}
    spoken, told = (
        {number for span in spans for number in range(span.start, span.end)} for spans in (quoted, reported)
    )
    named = (
        _person(group, _gender(group, names) or _gender_behind(doc, group, names, starts, spoken), doc)
        for group in groups
    )
    people = tuple(_in_full(person, group, terms, holders) for person, group in zip(named, groups, strict=True))
    bodies = _bodies(doc, covered, names)
    at = {
        number: figure
        for figure in (*bodies, *people)
        for first, last in figure.mentions
        for number in range(first, last + 1)
    }
    return Roster(
        people,
        bodies,
        at,
        sentences=np.cumsum(doc.to_array(SENT_START) == 1).tolist(),
        lines=_lines(doc),
        quoted=[number in spoken for number in range(len(doc))],
        reported=[number in told for number in range(len(doc))],
    )


def _lines(doc: Doc) -> list[int]:
    """How many line ends stand before each token, its own counted."""
    ending = np.zeros(len(doc), np.int64)
    ending[[number for number in np.flatnonzero(doc.to_array(IS_SPACE)).tolist() if "\n" in doc[number].text]] = 1
    return [int(count) for count in np.cumsum(ending)]


def _terms(mentions: Iterable[Mention], holders: Holders) -> dict[int, Term]:
    """Who has held the office printed before a single word, by the word's token."""
    found: dict[int, Term] = {}
    for mention in mentions:
        if len(mention.keys) == 1:
            terms = [term for title in mention.titles if (term := holders.called(mention.surname, title))]
            if len({term.holder for term in terms}) == 1:
                found[mention.first] = terms[0]
    return found


def _in_full(person: Figure, group: _Group, terms: Mapping[int, Term], holders: Holders) -> Figure:
    """``person`` with all titles of the office, under the full name where the page prints but one word of it."""
    term = next((terms[mention.first] for mention in group if mention.first in terms), None)
    if term is None:
        known = (holders.called(fold(person.name.split()[-1]), title) for title in person.titles)
        term = next((one for one in known if one and holders.is_called(one, person.name)), None)
    if term is None:
        return person
    official = {Title(*title) for title in term.titles}
    short = {one for one in person.titles if any(one.head == own.head and one.rest <= own.rest for own in official)}
    titles = (person.titles - short) | official
    if " " in person.name:
        return replace(person, titles=titles)
    why = f"who has held the office by {holders.day}, says {term.origin}"
    gender = person.gender or holders.gender(term)
    return replace(person, name=term.holder, titles=titles, gender=gender, why=why)


def _grouped(mentions: Sequence[Mention], names: Names, terms: Mapping[int, Term], holders: Holders) -> list[_Group]:
    groups: dict[_Key, _Group] = {}
    for mention in mentions:
        if len(mention.keys) > 1:
            groups.setdefault((mention.keys[0], mention.surname, mention.suffix), []).append(mention)
    for mention in mentions:
        term = terms.get(mention.first)
        if term:
            known = (key for key in groups if holders.is_called(term, f"{key[0]} {key[1]} {key[2]}"))
            groups.setdefault(next(known, (term.holder, mention.surname, "")), []).append(mention)
    groups = _under_one_name(groups, holders)
    full = list(groups)
    for mention in mentions:
        if len(mention.keys) == 1 and mention.first not in terms:
            key = _owner(mention, full, groups, names) or ("", mention.surname, mention.suffix)
            groups.setdefault(key, []).append(mention)
    return sorted((sorted(group, key=lambda one: one.first) for group in groups.values()), key=lambda g: g[0].first)


def _under_one_name(groups: dict[_Key, _Group], holders: Holders) -> dict[_Key, _Group]:
    """The groups with those joined that other writings of one full name make ("Bill" and "William Sorrel").

    One that agrees with two others that do not agree stays alone.
    """
    names = {key: holders.parts(" ".join(group[0].words)) for key, group in groups.items()}
    alike: dict[_Key, list[_Key]] = {
        key: [other for other, parts in names.items() if other != key and own and parts and own.may_be(parts)]
        for key, own in names.items()
    }
    found: dict[_Key, _Group] = {}
    for key, group in groups.items():
        others = alike[key]
        agree = all(set(alike[one]) - {key} <= set(others) for one in others)
        first = min([key, *others], key=list(groups).index) if agree else key
        found.setdefault(first, []).extend(group)
    return found


def _owner(mention: Mention, full: Iterable[_Key], groups: Mapping[_Key, _Group], names: Names) -> _Key | None:
    """The full name a single word stands for; one with the same suffix, or one without, goes first."""
    fits = [key for key in full if key[1] == mention.surname] or [key for key in full if key[0] == mention.surname]
    if mention.gender is not None:
        fits = [key for key in fits if _gender(groups[key], names) in {None, mention.gender}]
        fits = [key for key in fits if _gender(groups[key], names) or groups[key][0].first < mention.first]
    fits = [key for key in fits if key[2] == mention.suffix] or ([] if mention.suffix else fits)
    if not fits:
        return None

    def nearness(key: _Key) -> tuple[int, int]:
        before = [one for one in groups[key] if one.first < mention.first]
        called = any(one.keys == mention.keys for one in before)
        return 2 * called + bool(before), max((one.first for one in before), default=-groups[key][0].first)

    return max(fits, key=nearness)


def _person(group: _Group, gender: Gender | None, doc: Doc) -> Figure:
    titles = frozenset(title for mention in group for title in mention.titles)
    return Figure(
        name=_name(group, is_label=any(doc[mention.last + 1 : mention.last + 2].text == ":" for mention in group)),
        kind=SpeakerKind.PERSON,
        mentions=tuple((mention.first, mention.last) for mention in group),
        titles=titles,
        gender=gender,
    )


def _name(group: _Group, *, is_label: bool) -> str:
    """The full form printed most often, the longest where two are, without capitals where others are printed.

    A transcript's label ("VINN:") is in capitals only there; any other single word ("HALDA") is called so.
    """
    longest = max(len(mention.keys) > 1 for mention in group)
    forms = Counter(" ".join(mention.words) for mention in group if (len(mention.keys) > 1) == longest)
    mixed = {form: count for form, count in forms.items() if not form.isupper()} or forms
    best = max(mixed, key=lambda form: (mixed[form], len(form), form))
    shouted = best.isupper() and len(best) > 3 and (is_label or " " in best)
    return best.title() if shouted else best


def _gender(group: _Group, names: Names) -> Gender | None:
    votes = Counter(mention.gender for mention in group if mention.gender)
    if votes:
        return votes.most_common(1)[0][0]
    for mention in group:
        if mention.keys[0] in names.forenames:
            return names.forenames[mention.keys[0]]
    return None


def _gender_behind(
    doc: Doc, group: _Group, names: Names, starts: Mapping[int, int], spoken: AbstractSet[int]
) -> Gender | None:
    """The gender of the first pronouns that follow a name on its line, before another name does.

    What is said in a quotation (``spoken``) tells nothing of a name outside of it: "Pell told us. “He lies,” she said."
    Nor does the object of what somebody does ("Pell accused her"), nor what is behind somebody who is described ("Pell
    met the engineer, who said he lied") or who told whoever is named ("Lunde told Pell that he lied").
    """
    votes: Counter[Gender] = Counter()
    number = starts[group[0].first]
    for mention in group:
        for token in doc[mention.last + 1 : mention.last + 1 + _NEAR]:
            if "\n" in token.text or starts.get(token.i, number) != number or _is_somebody(token, mention, names):
                break
            outside = (token.i in spoken) != (mention.first in spoken) or _is_of_another(token, mention)
            kind = None if outside else names.pronouns.get(token.lower_)
            if kind in {Pronoun.MALE, Pronoun.FEMALE}:
                votes[Gender(kind.value)] += 1
                break
    return votes.most_common(1)[0][0] if votes else None


def _is_somebody(token: Token, mention: Mention, names: Names) -> bool:
    """Whether a word behind a name describes somebody else: a role or kin, in no apposition to the name."""
    described = token.tag_ == "NN" and (fold(token.text) in names.roles or fold(token.text) in names.gendered)
    is_same = token.dep_ in {"appos", "attr", "compound"} or mention.first <= token.head.i <= mention.last
    return described and not is_same


def _is_of_another(pronoun: Token, mention: Mention) -> bool:
    """Whether a pronoun is done to, behind a preposition or not, by who is named, or told them by somebody else."""
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    done = pronoun.dep_ in {"dobj", "dative", "pobj"} and any(
        mention.first <= subject.i <= mention.last for subject in subjects
    )
    name = pronoun.doc[mention.last]
    while name.dep_ in {"appos", "compound", "flat"} and name.head != name:
        name = name.head
    return done or (name.dep_ in {"dobj", "dative"} and name.head.is_ancestor(pronoun))


def _bodies(doc: Doc, covered: set[int], names: Names) -> tuple[Figure, ...]:
    """The organizations of a page; those known as authorities under the authority's name.

    One word that ends a longer name printed on the page ("the Times") stands for it.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    printed: dict[str, str] = {}
    for entity in doc.ents:
        place = _bare(doc, entity.start, entity.end)
        if place is None or covered & set(range(place[0], place[1] + 1)):
            continue
        text = " ".join(doc[place[0] : place[1] + 1].text.split())
        authority = names.authorities.get(fold(text)) if fold(text) not in names.places else None
        if authority or entity.label_ in _BODIES:
            name = authority or _with_article(doc, place[0], text)
            printed[fold(text)] = max(name, printed.get(fold(text), ""), key=len)
            found.setdefault(fold(text), []).append(place)
    longer = {key.split()[-1]: key for key in found if " " in key and key not in names.authorities}
    for key in [key for key in found if key in longer]:
        found[longer[key]] = sorted([*found[longer[key]], *found.pop(key)])
    return tuple(Figure(printed[key], SpeakerKind.ORGANIZATION, tuple(places)) for key, places in found.items())


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """First and last token of an entity with the rest of its name before it, without articles and marks at its ends."""
    while start and _leads_into(doc[start - 1], doc[start]):
        start -= 1
    while start < end and (doc[start].pos_ in {"DET", "PRON"} or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not doc[end - 1].text[-1].isalnum()):
        end -= 1
    return (start, end - 1) if start < end else None


def _leads_into(before: Token, token: Token) -> bool:
    """Whether a name goes on before what the parse takes for an entity ("Borealis Energy")."""
    joined = before.dep_ == "compound" and token.i <= before.head.i < token.i + 3
    return joined and before.pos_ == token.pos_ == "PROPN" and not before.ent_type_ and before.text[0].isupper()


def _with_article(doc: Doc, first: int, text: str) -> str:
    """The name with its article where that has a capital inside a sentence and the name is but one word."""
    before = doc[first - 1] if first else None
    own = before is not None and before.text == "The" and not before.is_sent_start and " " not in text
    return f"The {text}" if own else text
