"""Chains: whom a report is taken from that names its own source ("the Courier said, citing an official")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Form, Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads, in_any
from onrecord.resolve.hearers import Hearer, behind, may_listen

__all__ = ["cited_in", "only_cites", "through_documents"]

_REACH = 20  # tokens between a cue and the word that cites


def cited_in(parsed: Parsed, statement: Statement, contents: Contents) -> Hearer | None:
    """Return who is cited for ``statement`` in the sentence of its cue, ``None`` where nobody is.

    Accepted gap: a document that is cited ("citing court records") does not speak for its author here.
    """
    names = parsed.language.names
    for head in cue_heads(parsed, statement):
        for token in contents.narration(head):
            cites = token.lemma_.casefold() in names.citing and token.tag_ == "VBG" and token != head
            if cites and abs(token.i - head.i) <= _REACH and token.i + 1 < token.sent.end:
                found = behind(token, statement.spans)
                if found and may_listen(found.head, names):
                    return _with_what_follows(found, statement)
    return None


def _with_what_follows(found: Hearer, statement: Statement) -> Hearer:
    """``found`` with what describes it behind its head, up to a comma ("officials familiar with the talks")."""
    doc, last = found.head.doc, found.head.i
    for token in doc[found.head.i + 1 : found.head.right_edge.i + 1]:
        if token.is_punct or token.is_space or in_any(token.idx, statement.spans):
            break
        last = token.i
    return Hearer(Span(found.span.start, doc[last].idx + len(doc[last].text)), found.head)


def through_documents(parsed: Parsed, statements: Sequence[Statement]) -> Mapping[str, Statement]:
    """Return the statements, by id, that a page tells from a document it names in the same paragraph.

    "According to Tereld's charges, Belling hid the drums. Belling said that he did not know": what somebody else said,
    indirectly and without a date or occasion of its own, goes on from the document. Accepted gap: a paragraph that
    leaves the document without a word of it.
    """
    found: dict[str, Statement] = {}
    source: Statement | None = None
    for one in sorted((one for one in statements if not one.inside and one.cue), key=lambda one: one.cue[0].start):
        heads = cue_heads(parsed, one)
        if one.document and one.speaker and any(head.lower_ == "according" for head in heads):
            source = one
            continue
        if source is None or "\n" in parsed.article.text[source.cue[0].start : one.cue[0].start]:
            source = None
            continue
        own = one.when or one.occasion or one.form is not Form.INDIRECT or one.speaker in {None, source.speaker}
        if own or any(head.tag_ != "VBD" for head in heads):
            continue
        way = f"{source.speaker}'s {source.document}"
        found[one.id] = replace(one, via=(*one.via, way), reasons=(*one.reasons, f"via: told from {way}"))
    return found


def only_cites(parsed: Parsed, statement: Statement) -> bool:
    """Whether the cue is but the word that cites: who is cited is no content."""
    heads = cue_heads(parsed, statement)
    names = parsed.language.names
    if not heads or not all(head.lemma_.casefold() in names.citing and head.tag_ == "VBG" for head in heads):
        return False
    found = behind(heads[-1], ())
    return bool(found and may_listen(found.head, names) and found.span.start == statement.spans[0].start)
