"""Keep everything in one SQLite file and answer for it: the only room that knows the database."""

from onrecord.record.correcting import Entry
from onrecord.record.persons import Person
from onrecord.record.queries import ArticleEntry, Counts, Hit
from onrecord.record.search import Days, Search
from onrecord.record.store import Kept, Record

__all__ = ["ArticleEntry", "Counts", "Days", "Entry", "Hit", "Kept", "Person", "Record", "Search"]
