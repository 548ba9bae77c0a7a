"""Drafts → statements: form, identity, and which statement stands inside which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.contract import form_of, fragment_of
from onrecord.extract.draft import Draft, containers_of, lies_in
from onrecord.model import Form, Fragment, Span, Statement
from onrecord.parse import Parsed
from onrecord.text import SpanIndex, trim

__all__ = ["assemble"]


def assemble(
    parsed: Parsed,
    drafts: Sequence[Draft],
    copies: Sequence[Draft],
    marks: SpanIndex,
    maker: Callable[[Draft], tuple[float, str]],
) -> tuple[Statement, ...]:
    """Return drafts as statements in text order, without those of whoever is told to say nothing.

    ``copies`` are agency copy, in which every mark is somebody else's; ``maker`` gives a draft's confidence and who
    made it.
    """
    drafts = [draft for draft in drafts if not _is_silence(parsed, draft, marks)]
    made = {draft: _statement(parsed, draft, marks, maker) for draft in drafts}
    made |= {copy: _statement(parsed, copy, SpanIndex([]), maker) for copy in copies}
    containers, text = containers_of(drafts), parsed.article.text
    for draft in drafts:
        around = containers.get(draft)
        via = tuple(span.of(text) for copy in copies if lies_in(draft, copy) for span in copy.source)
        made[draft] = replace(made[draft], inside=made[around].id if around else None, via=via)
    order = sorted(made.values(), key=lambda one: (one.spans[0].start, -one.spans[-1].end, one.id))
    return tuple({statement.id: statement for statement in order}.values())


def _is_silence(parsed: Parsed, draft: Draft, marks: SpanIndex) -> bool:
    """Whether a content is but what somebody leaves undone by saying nothing ("declined to comment on the sale")."""
    if not draft.cue or any(map(marks.overlapping, draft.content)):
        return False
    cue, content = draft.cue[-1], draft.content[0]
    told = parsed.language.claims.silences.finditer(parsed.article.text, cue.start, max(cue.start, content.end))
    return any(found.start() < cue.end <= content.start < found.end() for found in told)


def _statement(
    parsed: Parsed, draft: Draft, marks: SpanIndex, maker: Callable[[Draft], tuple[float, str]]
) -> Statement:
    article = parsed.article
    whole = (fragment_of(span, marks) for span in draft.content)
    content = tuple(part for fragment in whole for part in _outside(fragment, parsed))
    confidence, made_by = maker(draft)
    form = form_of(article.text, content)
    return Statement(
        id=Statement.id_of(article.id, content, draft.cue, draft.source),
        article=article.id,
        form=form,
        content=content,
        cue=draft.cue,
        source=draft.source,
        implicit=draft.implicit,
        attitude=form is Form.INDIRECT and _is_attitude(parsed, draft.cue),
        confidence=confidence,
        made_by=made_by,
    )


def _outside(fragment: Fragment, parsed: Parsed) -> Iterator[Fragment]:
    """The parts of a fragment between what is no part of its paragraph; all of it where nothing else would be left."""
    around = fragment.span
    asides = [one for one in parsed.article.boilerplate if one.overlaps(around)]
    edges = [around.start, *(edge for one in asides for edge in (one.start, one.end)), around.end]
    cut = (trim(parsed.article.text, *edges[number : number + 2]) for number in range(0, len(edges), 2))
    parts = [part for part in cut if part] or [around]
    for part in parts:
        common = ((max(part.start, one.start), min(part.end, one.end)) for one in fragment.quoted)
        yield Fragment(part, tuple(Span(start, end) for start, end in common if start < end))


def _is_attitude(parsed: Parsed, cue: Sequence[Span]) -> bool:
    """Whether a cue reports no speech: none of its words does."""
    lemmas = [t.lemma_.lower() for span in cue for t in parsed.tokens(span) or () if t.is_alpha]
    return bool(lemmas) and not any(map(parsed.language.cues.speaks, lemmas))
