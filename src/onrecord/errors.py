"""Everything that can go wrong, in one tree.

    OnrecordError
    ├── ConfigError            a setting that does not exist or has a wrong value
    ├── ReadError              a source that cannot become an article
    │   ├── EmptyArticleError      nothing to read
    │   ├── TooLargeError          over the size the program accepts
    │   ├── EncodingError          bytes that are text in no encoding tried
    │   └── FormatError            not what its name or line says it is
    ├── ModelError             a language model that is missing or not the pinned one
    └── RecordError            a record file that cannot be opened, read or written
        ├── EmptySearchError       a search that asks for nothing
        └── NotOnRecordError       an id the record does not hold

Messages say what was tried and what to do next.
"""

__all__ = [
    "ConfigError",
    "EmptyArticleError",
    "EmptySearchError",
    "EncodingError",
    "FormatError",
    "ModelError",
    "NotOnRecordError",
    "OnrecordError",
    "ReadError",
    "RecordError",
    "TooLargeError",
]


class OnrecordError(Exception):
    """Base of every error this package raises on purpose."""


class ConfigError(OnrecordError):
    """A setting that does not exist or has a wrong value."""


class ReadError(OnrecordError):
    """A source that cannot become an article; the rest of the batch is not concerned."""


class EmptyArticleError(ReadError):
    """Nothing to read: no bytes, only blanks, or a page without an article body."""


class TooLargeError(ReadError):
    """A page or text over the accepted size."""


class EncodingError(ReadError):
    """Bytes that are text in none of the encodings tried."""


class FormatError(ReadError):
    """A file or line that is not what its name or neighbours say it is."""


class ModelError(OnrecordError):
    """A language model that is missing, or whose files are not the pinned ones."""


class RecordError(OnrecordError):
    """A record file that cannot be opened, read or written."""


class EmptySearchError(RecordError):
    """A search without a word, a phrase or a filter."""


class NotOnRecordError(RecordError):
    """An id the record does not hold."""
