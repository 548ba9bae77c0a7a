"""Keep everything in one SQLite file and answer for it: the only room that knows the database."""

from onrecord.record.persons import Person
from onrecord.record.queries import ArticleEntry, Counts, Hit
from onrecord.record.store import Kept, Record

__all__ = ["ArticleEntry", "Counts", "Hit", "Kept", "Person", "Record"]
