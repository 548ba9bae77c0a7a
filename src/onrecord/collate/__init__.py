"""Collate: the statements of many articles → utterances, each as every witness prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.collate.again import with_group
from onrecord.collate.beside import beside_transcript
from onrecord.collate.complete import completed
from onrecord.collate.group import groups
from onrecord.collate.home import with_guests
from onrecord.collate.order import with_order
from onrecord.collate.page import Page
from onrecord.collate.rebuild import rebuild
from onrecord.collate.reported import with_reports
from onrecord.collate.spoken import as_spoken
from onrecord.collate.weigh import weighed
from onrecord.language import Turns
from onrecord.memory import uncollected
from onrecord.model import Notes, Utterance
from onrecord.versions import last_versions

__all__ = ["collate"]


def collate(notes: Iterable[Notes], *, run_words: int = 4) -> tuple[Utterance, ...]:
    """Find the same words in many articles and put together what each prints of them.

    An utterance has at least two witnesses; a statement that nobody else prints is none. Two witnesses may be on one
    page. A quotation that hardly shares anything with the other witnesses is set aside, with the reason; the same words
    of the same speaker as of another time are named as repeats. The result does not depend on the order of ``notes``;
    an article given twice counts once, and of a page that was changed the last version is the witness.

    Args:
        notes: the notes of each article.
        run_words: words in a row that two statements must share to be compared.

    Returns:
        The utterances, in the order in which their first witnesses were published.

    Accepted gaps: quotations of fewer than ``run_words`` words are not matched; what is said in other words or in
    another language is not recognised; words repeated by the same speaker within 60 days pass for one utterance.
    """
    with uncollected():
        return tuple(_collated(notes, run_words))


def _collated(notes: Iterable[Notes], run_words: int) -> Iterator[Utterance]:
    pages = {one.article.id: Page(one) for one in last_versions(sorted(notes, key=_identity))}
    turns = Turns.load()
    passages = list(as_spoken(pages))
    whole = list(completed(groups(passages, run_words), passages))
    rebuilt = (with_reports(rebuild(group.passages, alone, pages), pages) for group, alone in whole)
    put_together = (beside_transcript(weighed(one, pages, turns), pages, turns) for one in rebuilt)
    utterances = list(with_group(put_together, [group for group, _ in whole], pages))
    utterances.sort(key=lambda found: (pages[found.witnesses[0].article].rank, found.witnesses[0].spans, found.id))
    return with_order(list(with_guests(utterances)), pages)


def _identity(notes: Notes) -> tuple[str, ...]:
    """Sorts notes by what they say, so that of two on one article always the same one counts."""
    return notes.article.id, str(notes.article.published), *(statement.id for statement in notes.statements)
