"""Allegations: which statements allege something, and what on the same or another page answers it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.compare.concerned import Concern, concern, names_apart, text_of
from onrecord.compare.material import ABOUT, UNSAID, Claim, Material, Page, alike_names, one_claim
from onrecord.compare.silences import silences
from onrecord.compare.taken_up import taken_up
from onrecord.compare.told import told_allegations
from onrecord.compare.wording import listed, quoted
from onrecord.model import ArticleKind, Evidence, Finding, Form, Span, Stance, Statement, When
from onrecord.text import folded

__all__ = ["answered_allegations"]

_ALIKE = 3  # content words that an allegation and a denial on another page share
_SHARE = 0.5  # of the shorter one's content words, where the allegation names the denier
_MORE = 0.65  # where it does not
_COMMON = 40  # statements; a word in more of them tells no claim from another
_RUN = 5  # words in a row that are more than a phrase
_ELSEWHERE = {Stance.DENY: "denial", Stance.ADMIT: "admission"}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What answers an allegation: in which way, by whom, where."""

    manner: str
    speaker: str | None
    article: str
    spans: tuple[Span, ...]
    score: float
    when: When | None = None


def answered_allegations(material: Material) -> Iterator[Finding]:
    """Yield a finding for each allegation that is answered, all its printings in one.

    A denial answers the allegation nested in it, one near it on its page that it takes up
    (:mod:`~onrecord.compare.taken_up`), and one elsewhere that is about the denier and shares three content words; what
    the denier says right behind goes with it. An admission answers the charges told beside it, and what it takes up.
    A silence answers the allegation that is about whoever is silent (:mod:`~onrecord.compare.silences`).
    """
    found: dict[Statement, list[_Answer]] = defaultdict(list)
    for page in material.pages.values():
        for alleged, answer in _on_page(material, page):
            found[alleged].append(answer)
    for alleged, answer in _elsewhere(material):
        found[alleged].append(answer)
    for printings in _printings(material, found):
        answers = sorted(
            {answer for one in printings for answer in found[one]},
            key=lambda one: (-one.score, one.article, one.spans),
        )
        yield _finding(material, printings, answers)


def _printings(material: Material, alleged: Iterable[Statement]) -> list[list[Statement]]:
    """Group allegations that are one utterance, in the order of their places."""
    groups: dict[object, list[Statement]] = {}
    for one in sorted(alleged, key=lambda one: (one.article, one.spans, one.id)):
        groups.setdefault(material.utterance_of.get((one.article, one.id), one), []).append(one)
    return list(groups.values())


def _finding(material: Material, alleged: list[Statement], answers: list[_Answer]) -> Finding:
    first = min(alleged, key=lambda one: material.days_of(one.article, one.when) or (date.max,))
    best = answers[0]
    outlets = listed(material.article(one.article).printed_by for one in alleged)
    words = quoted(" ".join(span.of(material.article(best.article).text) for span in best.spans))
    on_days = _on_different_days(material, [(first.article, first.when), *((one.article, one.when) for one in answers)])
    since = f", {material.dated(first.article, first.when)}" if on_days else ""
    manners = []
    for one in sorted(answers, key=lambda one: material.days_of(one.article, one.when) or (date.max,)):
        manner = f"{one.manner}, {material.dated(one.article, one.when)}" if on_days else one.manner
        manners.append(f"{one.speaker or 'somebody not named'} ({manner})")
    return Finding(
        "answers",
        f"Alleged by {first.speaker or 'somebody not named'}: {quoted(text_of(material, first))} ({outlets}{since}). "
        f"Answered by {listed(manners)}: {words} ({material.article(best.article).printed_by}).",
        (
            *(Evidence(one.article, span) for one in alleged for span in one.spans),
            *dict.fromkeys(Evidence(one.article, span) for one in answers for span in one.spans),
        ),
        best.score,
    )


def _on_different_days(material: Material, told: Iterable[tuple[str, When | None]]) -> bool:
    """Whether two things cannot have been said on one day, as far as their pages tell."""
    days = [days for article, when in told if (days := material.days_of(article, when))]
    return bool(days) and max(start for start, _ in days) > min(end for _, end in days)


def _alleges(one: Statement) -> bool:
    return one.stance is Stance.ALLEGE


def _denies(material: Material, one: Statement) -> bool:
    """Whether a statement denies, as its page tells it; "would neither confirm nor deny" is a silence."""
    if one.confidence <= UNSAID:  # "if he denied it"
        return False
    return one.stance is Stance.DENY and not material.language.claims.silences.search(material.cue(one))


def _admits(material: Material, page: Page, one: Statement) -> bool:
    """Whether a statement admits; "pleaded not guilty" does not."""
    if one.stance is not Stance.ADMIT or one.confidence <= UNSAID:
        return False
    cue, said = one.cue[-1:], one.spans[0]
    between = [Span(cue[0].end, said.start)] if cue and cue[0].end < said.start else []
    head = [word for span in (*one.cue, *between) for word in folded(page.article.text, span)]
    return not any(map(material.language.turns.negates, (*head, *folded(page.article.text, said)[:1])))


def _on_page(material: Material, page: Page) -> Iterator[tuple[Statement, _Answer]]:
    named_there = list(_alleged_on(material, page))
    for at, one in enumerate(page.statements):
        if _denies(material, one):
            nested = [(alleged, 0.9) for alleged in _nested(material, page, one)]
            for alleged, score in (*nested, *taken_up(material, page, one, named_there)):
                yield alleged, _answer("denial", one, score)
                yield from ((alleged, _answer("denial", more, score)) for more in _going_on(page, at))
        elif _admits(material, page, one):
            yield from ((alleged, _answer("admission", one, 0.8)) for alleged in _charged(material, page, at))
            admitted = taken_up(material, page, one, named_there)
            yield from ((alleged, _answer("admission", one, score)) for alleged, score in admitted)
        elif _alleges(one):
            yield from ((one, answer) for answer in _replied(page, at))
    for alleged, silence in silences(material, page):
        yield alleged, _Answer("no comment", silence.shown, page.article.id, (silence.sentence,), 0.6)


def _answer(manner: str, one: Statement, score: float) -> _Answer:
    return _Answer(manner, one.speaker, one.article, one.spans, score, one.when)


def _going_on(page: Page, at: int) -> Iterator[Statement]:
    """What the speaker of a statement says right behind it, in its paragraph."""
    one = page.statements[at]
    for other in page.statements[at + 1 :]:
        if other.inside is None:
            if (
                other.speaker == one.speaker is not None
                and other.form is Form.DIRECT
                and page.paragraph(other) == page.paragraph(one)
            ):
                yield other
            return


def _nested(material: Material, page: Page, denial: Statement) -> Iterator[Statement]:
    """The allegations inside a denial, which are somebody else's."""
    inside = [one for one in page.statements if one.inside == denial.id and _alleges(one)]
    # a quotation nobody else is named for is how the denier calls it (“dismissed it as ‘…’”)
    about_others = [one for one in inside if one.speaker or one.form is not Form.DIRECT]
    about_others += told_allegations(material, page, denial)
    yield from (one for one in about_others if one.speaker is None or one.speaker != denial.speaker)


def _alleged_on(material: Material, page: Page) -> Iterator[Statement]:
    """The allegations on a page, those too that what is said there only names."""
    for one in page.statements:
        if _alleges(one):
            yield one
        elif one.stance is not Stance.DENY:
            yield from told_allegations(material, page, one)


def _charged(material: Material, page: Page, at: int) -> Iterator[Statement]:
    """The charges told right beside an admission."""
    admission = page.statements[at]
    for step in (1, -1):
        if not 0 <= at + step < len(page.statements):
            continue
        one = page.statements[at + step]
        charges = material.language.claims.charges
        written = " ".join(span.of(page.article.text) for span in one.source) + " " + (one.document or "")
        if (
            one.speaker != admission.speaker
            and not any(span.overlaps(own) for span in one.spans for own in admission.spans)
            and material.in_stems(written, charges)
            and page.paragraph(one) == page.paragraph(admission)
        ):
            yield one
            return


def _replied(page: Page, at: int) -> Iterator[_Answer]:
    """A transcript's next turn behind an allegation that its turn tells of, by somebody else."""
    one = page.statements[at]
    asker = next((other for other in page.statements if other.id == one.inside), None)
    if asker is None or page.article.kind is not ArticleKind.TRANSCRIPT:
        return
    for other in page.statements[at + 1 :]:
        if other.inside is None and other.spans[0].start >= one.spans[-1].end:
            if not alike_names(other.speaker, one.speaker) and other.speaker != asker.speaker:
                yield _answer("reply", other, 0.5)
            return


def _elsewhere(material: Material) -> Iterator[tuple[Statement, _Answer]]:
    """Allegations with denials and admissions on other pages that share enough content words, by rare ones."""
    answers = [
        claim
        for claim in material.claims
        if _denies(material, claim.statement) or _admits(material, material.pages[claim.article], claim.statement)
    ]
    index: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(answers):
        for stem in set(claim.stems) - {ABOUT}:
            index[stem].append(number)
    for alleged in (claim for claim in material.claims if _alleges(claim.statement)):
        shared: Counter[int] = Counter()
        for stem in set(alleged.stems):
            shared.update(index[stem] if len(index[stem]) <= _COMMON else ())
        for number, count in shared.items():
            answer = answers[number]
            if count >= _ALIKE and answer.article != alleged.article and _is_answered(material, alleged, answer):
                manner = _ELSEWHERE[answer.statement.stance]
                found = replace(_answer(manner, answer.statement, 0.6), spans=(answer.span,))
                yield alleged.statement, found


def _is_answered(material: Material, alleged: Claim, answer: Claim) -> bool:
    """Whether a denial or an admission on another page is of what is alleged: by whoever it is about, or told as such.

    What is admitted by anybody else, or with a negation more, is another matter.
    """
    denies = answer.statement.stance is Stance.DENY
    speakers = alleged.statement.speaker, answer.statement.speaker
    first, second = (claim.span.of(material.article(claim.article).text) for claim in (alleged, answer))
    if alike_names(*speakers) or names_apart(material, first, second, speakers):
        return False
    concerned = concern(material, alleged.statement, answer.statement)
    if concerned is Concern.NAMED and (denies or alleged.negative == answer.negative):
        return one_claim(alleged, answer, _SHARE) or _one_run(material, alleged, answer)
    told = ABOUT in answer.stems or concerned is Concern.UNKNOWN
    return denies and told and one_claim(alleged, answer, _MORE)


def _one_run(material: Material, alleged: Claim, answer: Claim) -> bool:
    """Whether two claims share words in a row that hold most of what the answer tells."""
    runs = {alleged.run[at : at + _RUN] for at in range(len(alleged.run) - _RUN + 1)}
    shared = [answer.run[at : at + _RUN] for at in range(len(answer.run) - _RUN + 1)]
    stems = {stem for run in shared if run in runs for stem in material.stems(" ".join(run))}
    return 2 * len(stems) >= len(set(answer.stems)) > 0
