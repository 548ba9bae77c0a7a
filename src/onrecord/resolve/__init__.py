"""Statements as printed → statements with speaker, addressee, occasion, date and stance."""

from __future__ import annotations

from dataclasses import replace

from onrecord.language.page import PageWords
from onrecord.model import Speaker, Statement
from onrecord.parse import Parsed
from onrecord.resolve.addressees import addressee_of, kept_addressees
from onrecord.resolve.chains import cited_in, only_cites, through_documents
from onrecord.resolve.cueing import Contents
from onrecord.resolve.dates import DateReader
from onrecord.resolve.hearers import Hearer, find_hearer
from onrecord.resolve.holders import Holders
from onrecord.resolve.occasions import occasion_of
from onrecord.resolve.people import make_roster
from onrecord.resolve.sittings import carry_over
from onrecord.resolve.speakers import Beside, Speakers, page_speakers
from onrecord.resolve.stances import stance_of, unsaid
from onrecord.resolve.when import anchor_of, printed_when
from onrecord.text import fold

__all__ = ["resolve"]

_UNSAID = 0.3  # the most confidence in a statement whose cue is negated, conditional or asked about


def resolve(parsed: Parsed, statements: tuple[Statement, ...]) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    """Return ``statements``, in their order, with what the page tells of each, and everybody who speaks on the page.

    Filled are speaker, document, addressee, occasion, date, stance and the reasons for them; ids and spans stay, and so
    does confidence, but for at most 0.3 where the page does not tell that it was said ("never said"). Reads nothing but
    the page; never raises on odd text.
    """
    tokens = [[parsed.tokens(span) for span in one.source] for one in statements]
    sources = [span for spans in tokens for span in spans if span is not None]
    outer = [part for one in statements if not one.inside for part in one.content]
    quoted = [words for part in outer for span in part.quoted if (words := parsed.tokens(span))]
    reported = [words for part in outer if (words := parsed.tokens(part.span))]
    reader = DateReader(parsed.language.calendar)
    anchor = anchor_of(parsed.article, reader)
    holders = Holders(parsed.language, anchor[0])
    roster = make_roster(parsed, holders, sources, quoted, reported)
    contents = Contents(statements)
    hearers = {one.id: found for one in statements if (found := find_hearer(parsed, one, contents))}
    cited = {one.id: found for one in statements if (found := cited_in(parsed, one, contents))}
    speakers = Speakers(parsed, roster, holders, statements, Beside(hearers, cited))
    turns = speakers.read()
    known = tuple(_described(parsed, one, hearers.get(one.id), speakers, contents) for one in statements)
    kept = kept_addressees(parsed, known)
    known = tuple(kept.get(one.id, one) for one in known)
    dated = tuple(replace(one, when=printed_when(parsed, one, contents, anchor, reader)) for one in known)
    told = through_documents(parsed, dated)
    dated = tuple(told.get(one.id, one) for one in dated)
    carried = carry_over(parsed, dated, turns, contents)
    return tuple(carried.get(one.id, one) for one in dated), page_speakers(parsed, turns)


def _described(
    parsed: Parsed, statement: Statement, hearer: Hearer | None, speakers: Speakers, contents: Contents
) -> Statement:
    """``statement`` with everything but its date."""
    reference = speakers.turns[statement.id].reference
    stance, why = stance_of(parsed, statement, reference)
    doubt = unsaid(parsed, statement)
    if only_cites(parsed, statement):
        doubt = "stance: the cue only names the source of a report"
    addressee = addressee_of(parsed, statement, hearer, speakers) if hearer else None
    if addressee and addressee[0] == reference.name:
        addressee = None
    reasons = (reference.reason, addressee[1] if addressee else "", why, doubt)
    spoken = replace(
        statement,
        speaker=reference.name,
        document=reference.document,
        via=(*_wired(parsed, statement), *([reference.through] if reference.through else [])),
        addressee=addressee[0] if addressee else None,
        stance=stance,
        confidence=min(statement.confidence, _UNSAID) if doubt else statement.confidence,
        reasons=(*statement.reasons, *(reason for reason in reasons if reason)),
    )
    return replace(spoken, occasion=occasion_of(parsed, spoken, contents))


def _wired(parsed: Parsed, statement: Statement) -> tuple[str, ...]:
    """Through whom the page has a statement: first the agency whose dateline another outlet's report opens with."""
    article, page = parsed.article, parsed.language.page
    agency = article.dateline.agency if article.dateline else None
    if not agency or not article.outlet or _is_by(agency, article.outlet, page) or agency in statement.via:
        return statement.via
    return (agency, *statement.via)


def _is_by(agency: str, outlet: str, page: PageWords) -> bool:
    """Whether an outlet is the agency, under whatever name it goes."""
    one, other = (fold(page.agency(name) or name).removeprefix("the ") for name in (agency, outlet))
    return one == other
