"""Who may come in: the names of this machine, or for others a token."""

from __future__ import annotations

import hmac
import re
from pathlib import Path

from onrecord.errors import ConfigError

__all__ = ["HOSTS", "Token"]

HOSTS = ("127.0.0.1", "localhost")
"""The names that a record answers to without a token: this machine's own, so that no other site reads it by a name."""

_LEAST = 20  # characters; what has fewer can be guessed
_WELL_FORMED = re.compile(r"[A-Za-z0-9._~+/=-]+")  # what a header may carry as a bearer token, by RFC 6750


class Token:
    """The secret that opens a record to other machines."""

    def __init__(self, secret: str) -> None:
        """Take a secret of 20 or more letters, digits and ``-._~+/=``.

        Raises:
            ConfigError: if it is shorter or has other characters.
        """
        if len(secret) < _LEAST or not _WELL_FORMED.fullmatch(secret):
            raise ConfigError(
                f"a token needs {_LEAST} or more letters, digits or -._~+/= and nothing else; "
                'make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        self._secret = secret.encode("ascii")

    @classmethod
    def read(cls, path: Path) -> Token:
        """Return the token that a file holds, blanks around it left out.

        Raises:
            ConfigError: if the file cannot be read or holds none.
        """
        try:
            return cls(path.read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: no token can be read from it: {error}") from error
        except ConfigError as error:
            raise ConfigError(f"{path}: {error}") from error

    @property
    def session(self) -> str:
        """What a browser keeps once it has shown the token, so that the token itself is kept nowhere."""
        return hmac.new(self._secret, b"session", "sha256").hexdigest()

    def is_given(self, secret: str) -> bool:
        """Whether ``secret`` is the token; that takes as long wherever the two differ."""
        return hmac.compare_digest(self._secret, secret.encode("utf-8", "replace"))

    def is_open(self, session: str) -> bool:
        """Whether ``session`` was given for this token; that takes as long wherever the two differ."""
        return hmac.compare_digest(self.session.encode(), session.encode("utf-8", "replace"))
