"""The texts of articles out of a file beside an export, found by hash or name."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType

from onrecord.contract import text_hash
from onrecord.errors import FormatError
from onrecord.export.claiming import json_lines
from onrecord.export.claims import ArticleClaim
from onrecord.model import Article

__all__ = ["Texts"]

_AMBIGUOUS = -1


class Texts:
    """A JSON Lines file of articles in the file contract: what ``note`` reads or writes, an export with texts.

    Only where each text stands is kept in memory, so that takes a few hundred bytes an article.
    """

    def __init__(self, path: Path) -> None:
        """Read the whole file once.

        Raises:
            FormatError: if it cannot be read, or a line is no article.
        """
        self._path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise FormatError(f"{path} cannot be read: {error.strerror}") from error
        self._places: dict[str, int] = {}
        try:
            for number, offset, line in json_lines(self._file):
                self._learn(number, offset, line)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Texts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def find(self, article: ArticleClaim) -> str | None:
        """Return the text of an article: that of its content hash, else of its text's hash, else of its name."""
        for key in (article.hash, article.text_sha256, f"name {article.name}"):
            place = self._places.get(key or "", _AMBIGUOUS)
            if place != _AMBIGUOUS:
                self._file.seek(place)
                text: str = json.loads(self._file.readline())["text"]
                return text
        return None

    def _learn(self, number: int, offset: int, line: bytes | None) -> None:
        try:
            fields = json.loads(line or b"")
        except (ValueError, RecursionError):
            fields = None
        text = fields.get("text") if isinstance(fields, dict) else None
        if not isinstance(text, str) or not isinstance(fields, dict):
            raise FormatError(
                f"{self._path}, line {number}: no article with its text; give JSON Lines of articles, such as an "
                "export of the record with `--format jsonl --with-text`"
            )
        outlet, url = (value if isinstance(value, str) else None for value in map(fields.get, ("outlet", "url")))
        for key in (Article.id_of(text, outlet, url), text_hash(text)):
            self._places.setdefault(key, offset)
        name = f"name {fields.get('id')}"
        self._places[name] = _AMBIGUOUS if name in self._places else offset
