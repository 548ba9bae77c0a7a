"""Holders: who held an office on the day of a page, where the page itself does not name them."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Token

from onrecord.alignment import PersonName
from onrecord.language import Language
from onrecord.language.names import Gender
from onrecord.language.offices import Term
from onrecord.model import Span
from onrecord.resolve.dates import DateReader
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.titles import Title
from onrecord.text import fold, unmarked

__all__ = ["Holders"]

_OTHER_TIME = timedelta(days=31)  # a date farther from the day of the page may be that of the saying


class Holders:
    """The offices of a language on the ``day`` of one page; nobody holds any where that is not known.

    Accepted gap: a page that tells of other days without printing a date beside the role gives it to the wrong holder.
    """

    def __init__(self, language: Language, day: date | None) -> None:
        self._language = language
        self._dates = DateReader(language.calendar)
        self.day = day

    def of(self, title: Title, phrase: Phrase) -> Term | None:
        """Return who holds just the office of ``title`` on the day, if ``phrase`` speaks of now and nobody else."""
        names = self._language.names
        if self.day is None or any(fold(token.text) in names.elsewhen for token in phrase.tokens):
            return None
        term = self._language.offices.holder(title.head, title.rest, self.day)
        if term is None or self._is_of_another_time(phrase.root):
            return None
        told, known = names.gendered.get(fold(phrase.root.text)), self.gender(term)
        return None if told and known and told is not known else term

    def called(self, word: str, title: Title) -> Term | None:
        """Return whom a family name behind ``title`` means, also one who has left the office ("then-President X")."""
        if self.day is None:
            return None
        return self._language.offices.called(word, title.head, title.rest, self.day)

    def is_called(self, term: Term, name: str) -> bool:
        """Return whether a full name may be that of the holder."""
        holder, other = self.parts(term.holder), self.parts(name)
        return bool(holder and other and holder.may_be(other))

    def parts(self, name: str) -> PersonName | None:
        """Return a name in parts as they are compared, ``None`` where it has no word."""
        return PersonName.of(name, self._language.names.nicknames)

    def gender(self, term: Term) -> Gender | None:
        """Return what the holder's forename tells."""
        return self._language.names.forenames.get(unmarked(term.holder.split()[0]))

    def why(self, term: Term) -> str:
        """Return the reason for a holder."""
        return f"holder of the office on {self.day} by {term.origin}"

    def _is_of_another_time(self, token: Token) -> bool:
        """Whether the sentence prints a date long before or after the day of the page."""
        sentence, text = token.sent, token.doc.text
        for span in self._dates.find(text, Span(sentence.start_char, max(sentence.end_char, sentence.start_char + 1))):
            found = self._dates.read(span.of(text), self.day)
            if found and self.day and (found[1] < self.day - _OTHER_TIME or found[0] > self.day + _OTHER_TIME):
                return True
        return False
