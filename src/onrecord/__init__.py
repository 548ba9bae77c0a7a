"""News articles in, a checked record of public statements out.

What programs use stands here: :class:`~onrecord.record.Record`, and :func:`note`, :func:`collate` and :func:`check` of
:mod:`onrecord.api`. Nothing is loaded before it is used.
"""

import logging
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import Article, Record, Search, check, collate, note

__all__ = ["Article", "Record", "Search", "check", "collate", "note"]

__version__ = "0.1.0"

# What is logged is told as a problem too; whoever wants the log sets a handler.
logging.getLogger(__name__).addHandler(logging.NullHandler())


class _Package(ModuleType):
    """The package; two of its functions are called as the rooms they open, which must not take their place."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever has the name
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from onrecord import api  # noqa: PLC0415 - loads spaCy, and only on demand

        return getattr(api, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
