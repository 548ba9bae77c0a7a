"""Chains: whom a report is taken from that names its own source ("the Courier said, citing an official")."""

from __future__ import annotations

from onrecord.model import Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads, in_any
from onrecord.resolve.hearers import Hearer, behind, may_listen

__all__ = ["cited_in", "only_cites"]

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


def only_cites(parsed: Parsed, statement: Statement) -> bool:
    """Whether the cue is but the word that cites: who is cited is no content."""
    heads = list(cue_heads(parsed, statement))
    names = parsed.language.names
    if not heads or not all(head.lemma_.casefold() in names.citing and head.tag_ == "VBG" for head in heads):
        return False
    found = behind(heads[-1], ())
    return bool(found and may_listen(found.head, names) and found.span.start == statement.spans[0].start)
