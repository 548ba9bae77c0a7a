"""The desk of a running program: checks what is asked of it against a record, one thing at a time."""

from __future__ import annotations

from threading import Lock

from onrecord.config import Config
from onrecord.model import Article
from onrecord.record import Record
from onrecord.verdicts import Report

__all__ = ["CheckDesk"]


class CheckDesk:
    """Checks drafts and quotations, in whatever thread they are asked about."""

    def __init__(self, record: Record, config: Config) -> None:
        self.record = record
        self.config = config
        self._lock = Lock()

    def check(self, draft: Article) -> Report:
        """Return the report on a draft.

        Raises:
            TooLargeError: if it, or the number of its quotations, is over what is checked.
            RecordError: if the record cannot be read.
        """
        from onrecord import engine  # noqa: PLC0415 - loads spaCy, which no other answer should wait for

        with self._lock:
            return engine.check_draft(draft, self.record, self.config, engine.desk(self.config))

    def check_quotation(self, words: str, speaker: str | None) -> Report:
        """Return the report on one quotation, given without marks around it and with whom it is given to.

        Raises:
            RecordError: if the record cannot be read.
        """
        from onrecord import engine  # noqa: PLC0415 - as above

        with self._lock:
            return engine.check_quotation(words, speaker, self.record, engine.desk(self.config))
