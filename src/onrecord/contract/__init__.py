"""The file contract: nouns to and from the JSON objects that stand one a line in the files the program exchanges.

Keys that outside tools rely on are those of the contract (see the reference in the docs); what the nouns know beyond
it stands under further keys, and keys with nothing to say are left out unless the contract names them. Every reading
function raises :class:`~onrecord.errors.FormatError` with what was wrong; none loses a line silently.
"""

from onrecord.contract.fields import Fields, utc
from onrecord.contract.form import form_of, fragment_of, fragments_of
from onrecord.contract.reading import correction_from_json, interval, notes_from_json
from onrecord.contract.writing import (
    article_to_json,
    correction_to_json,
    notes_to_json,
    statement_to_json,
    text_hash,
    utterance_to_json,
)

__all__ = [
    "Fields",
    "article_to_json",
    "correction_from_json",
    "correction_to_json",
    "form_of",
    "fragment_of",
    "fragments_of",
    "interval",
    "notes_from_json",
    "notes_to_json",
    "statement_to_json",
    "text_hash",
    "utc",
    "utterance_to_json",
]
