"""Keep everything in one SQLite file, or on a PostgreSQL server, and answer for it: the only room that knows which."""

from onrecord.record.correcting import Entry
from onrecord.record.facets import Facets
from onrecord.record.listing import ArticleEntry
from onrecord.record.opening import ADDRESSES, Place
from onrecord.record.persons import Person
from onrecord.record.queries import Counts, Hit
from onrecord.record.search import Days, Search
from onrecord.record.store import Kept, Record

__all__ = [
    "ADDRESSES",
    "ArticleEntry",
    "Counts",
    "Days",
    "Entry",
    "Facets",
    "Hit",
    "Kept",
    "Person",
    "Place",
    "Record",
    "Search",
]
