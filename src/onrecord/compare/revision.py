"""Revision: quotations that a page changed, dropped or added after it was first published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from onrecord.compare.material import Material, Page, alike_names
from onrecord.compare.wording import listed, quoted
from onrecord.language import Language, Printed, Turns, differing
from onrecord.model import Article, Evidence, Finding, Form, Span, Statement
from onrecord.text import Word, words
from onrecord.versions import moment

__all__ = ["find"]

_LEAST = 3  # words; fewer are a phrase, and their coming and going tells little
_RUN = 4  # words in a row by which two texts are seen to be one report
_SHARE = 0.3  # of the shorter text's runs
_ALIKE = 0.5  # ratio of words that two wordings of one quotation share
_SHOWN = 4  # changes told one by one

_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A statement with the words it quotes."""

    statement: Statement
    words: tuple[Word, ...]
    wording: _Run
    text: str

    def printed(self, first: int, last: int) -> str:
        """Return some of the words as printed, by their numbers."""
        return self.text[self.words[first].span.start : self.words[last - 1].span.end]

    def weighable(self, turns: Turns) -> Printed:
        """Return the words as what weighs among them is looked for."""
        return Printed(self.text, tuple(word.span for word in self.words), turns)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of a page: its quotations, and all its words in a row between blanks, to look for others in."""

    article: Article
    quotations: tuple[_Quotation, ...]
    printed: str

    def prints(self, wording: _Run) -> bool:
        """Whether these words stand in the text in a row, in whatever marks."""
        return f" {' '.join(wording)} " in self.printed


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "revision" for each quotation that differs between two versions of a page.

    Versions are compared with the one printed next. A quotation changed where its words did (word by word in the
    summary; marks and capitals do not count) or where it is given to somebody else; it was dropped or added where the
    other version prints its words nowhere. The score is .9 where a number, name, negation, modal verb or the speaker
    differs, .8 for what was dropped, .6 for other words, .5 for words left out or put in, .4 for what was added.
    Accepted gaps: reported speech is not compared; a quotation of fewer than three words is not; versions that share
    under a third of their wording are taken for two reports.
    """
    for versions in material.versions:
        for one, other in pairwise(versions):
            old, new = _version(one), _version(other)
            if _is_one_report(old, new):
                yield from _compared(old, new, material.language)


def _version(page: Page) -> _Version:
    text = page.article.text
    found = []
    for statement in page.statements:
        if statement.inside is None and statement.form is not Form.INDIRECT:
            parts = [span for fragment in statement.content for span in fragment.quoted]
            own = tuple(word for span in parts for word in words(text, span))
            if len(own) >= _LEAST:
                found.append(_Quotation(statement, own, tuple(word.folded for word in own), text))
    return _Version(page.article, tuple(found), f" {' '.join(word.folded for word in words(text))} ")


def _is_one_report(one: _Version, other: _Version) -> bool:
    runs = []
    for version in (one, other):
        printed = version.printed.split()
        runs.append({tuple(printed[at : at + _RUN]) for at in range(len(printed) - _RUN + 1)})
    return len(runs[0] & runs[1]) >= _SHARE * min(map(len, runs))


def _compared(old: _Version, new: _Version, language: Language) -> Iterator[Finding]:
    pairs = list(_pairs(old.quotations, new.quotations))
    for one, other in pairs:
        yield from _changed(old, new, (one, other), language)
    is_ordered = moment(old.article) != moment(new.article)
    for version, against, at, score in ((old, new, 0, 0.8), (new, old, 1, 0.4)):
        paired = {id(pair[at]) for pair in pairs}
        for each in version.quotations:
            if id(each) not in paired and not against.prints(each.wording):
                yield _alone(each, version, ("dropped", "added")[at] if is_ordered else "", score)


def _pairs(old: Sequence[_Quotation], new: Sequence[_Quotation]) -> Iterator[tuple[_Quotation, _Quotation]]:
    """Yield the quotations that are one, the most alike first; each is in one pair."""
    near: dict[_Run, list[int]] = defaultdict(list)
    for number, each in enumerate(new):
        for run in set(pairwise(each.wording)):
            near[run].append(number)
    likely = []
    for at, one in enumerate(old):
        for number in {number for run in pairwise(one.wording) for number in near.get(run, ())}:
            ratio = SequenceMatcher(None, one.wording, new[number].wording, autojunk=False).ratio()
            if ratio >= _ALIKE:
                likely.append((-ratio, abs(at - number), at, number))
    taken: set[tuple[str, int]] = set()
    for _, _, at, number in sorted(likely):
        if not taken & {("old", at), ("new", number)}:
            taken |= {("old", at), ("new", number)}
            yield old[at], new[number]


def _changed(
    old: _Version, new: _Version, pair: tuple[_Quotation, _Quotation], language: Language
) -> Iterator[Finding]:
    one, other = pair
    evidence = (*_evidence(old, one), *_evidence(new, other))
    between = f"two versions of a page of {new.article.printed_by}, {_dated(old, new)}"
    speakers = one.statement.speaker, other.statement.speaker
    if all(speakers) and not alike_names(*speakers):
        words_ = quoted(one.printed(0, len(one.words)))
        told = f"{words_} is given to {speakers[0]} and then to {speakers[1]} in {between}."
        yield Finding("revision", told, evidence, 0.9)
    hunks = [hunk for hunk in _hunks(one, other) if not _stands_elsewhere(hunk, pair, old, new)]
    if hunks:
        changes = [_told(hunk, pair) for hunk in hunks]
        told = (
            f"What {other.statement.speaker or 'somebody'} said differs in {between}: {listed(changes, most=_SHOWN)}, "
            f"in {quoted(other.printed(0, len(other.words)))}."
        )
        yield Finding("revision", told, evidence, _score(hunks, pair, language))


_Hunk = tuple[str, int, int, int, int]
"""What was done, to which words of the one, in which words of the other."""


def _hunks(one: _Quotation, other: _Quotation) -> list[_Hunk]:
    matcher = SequenceMatcher(None, one.wording, other.wording, autojunk=False)
    return [hunk for hunk in matcher.get_opcodes() if hunk[0] != "equal"]


def _stands_elsewhere(hunk: _Hunk, pair: tuple[_Quotation, _Quotation], old: _Version, new: _Version) -> bool:
    """Whether what differs is three words or more that the other version prints too, behind a tag or another mark."""
    _, first, last, other_first, other_last = hunk
    gone, come = pair[0].wording[first:last], pair[1].wording[other_first:other_last]
    return all(not part or (len(part) >= _LEAST and at.prints(part)) for part, at in ((gone, new), (come, old)))


def _told(hunk: _Hunk, pair: tuple[_Quotation, _Quotation]) -> str:
    what, first, last, other_first, other_last = hunk
    gone = quoted(pair[0].printed(first, last)) if first < last else ""
    come = quoted(pair[1].printed(other_first, other_last)) if other_first < other_last else ""
    return {"replace": f"{gone} became {come}", "delete": f"{gone} was left out", "insert": f"{come} was put in"}[what]


def _score(hunks: Sequence[_Hunk], pair: tuple[_Quotation, _Quotation], language: Language) -> float:
    if any(differing(*(one.weighable(language.turns) for one in pair))):
        return 0.9
    return 0.6 if any(what == "replace" for what, *_ in hunks) else 0.5


def _alone(one: _Quotation, version: _Version, done: str, score: float) -> Finding:
    whose = f"of {one.statement.speaker}" if one.statement.speaker else "of nobody named"
    what = (
        f"A quotation {whose} was {done} after publication" if done else f"A quotation {whose} is in one version only"
    )
    outlet = version.article.printed_by
    told = f"{what} on a page of {outlet}: {quoted(one.printed(0, len(one.words)))}."
    return Finding("revision", told, _evidence(version, one), score if done else 0.6)


def _dated(old: _Version, new: _Version) -> str:
    if moment(old.article) == moment(new.article):
        return "printed in an order that is not known"
    days = [_day(version.article) for version in (old, new)]
    return f"{days[0]} and {days[1]}" if days[0] != days[1] else f"both of {days[0]}"


def _day(article: Article) -> str:
    known = article.modified.date() if article.modified else article.published
    return known.isoformat() if known else "of no known date"


def _evidence(version: _Version, one: _Quotation) -> tuple[Evidence, ...]:
    spans: tuple[Span, ...] = one.statement.spans
    return tuple(Evidence(version.article.id, span) for span in spans)
