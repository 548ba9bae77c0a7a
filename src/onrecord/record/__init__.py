"""Keep everything in one SQLite file and answer for it: the only room that knows the database."""

from onrecord.record.facets import Facets
from onrecord.record.queries import ArticleEntry, Counts, Hit, Person
from onrecord.record.search import Days, Search
from onrecord.record.store import Kept, Record

__all__ = ["ArticleEntry", "Counts", "Days", "Facets", "Hit", "Kept", "Person", "Record", "Search"]
