"""The search page: what an address asks for, the statements that fit, and what they could be narrowed down to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.contract import interval
from onrecord.errors import FormatError, RecordError
from onrecord.model import Form, Stance
from onrecord.record import Days, Facets, Record, Search
from onrecord.web.cards import FORMS, sayings
from onrecord.web.rendering import page
from onrecord.web.sources import Sources

__all__ = ["Asked", "Choice", "choices", "find", "number_of", "one_of"]

_PAGE = 50
_ORDERS = ("rank", "date")
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the search page asks for, as written there; empty where it does not."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    stance: str = ""
    form: str = ""
    occasion: str = ""
    said: str = ""
    printed: str = ""
    by: str = ""
    skip: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        """Return what the parameters of an address ask for."""
        return cls(**{field.name: parameters.get(field.name, "").strip() for field in fields(cls)})

    @property
    def search(self) -> Search:
        """The search it comes to.

        Raises:
            HTTPException: 400, if a value is none that there is.
        """
        return Search(
            self.q,
            self.speaker or None,
            self.outlet or None,
            one_of(Stance, self.stance, "stance"),
            one_of(Form, self.form, "form"),
            self.occasion or None,
            _days(self.said, "said"),
            _days(self.printed, "printed"),
        )

    def address(self, **changes: str) -> str:
        """Return the address that asks for the same with some changes, from the first statement on."""
        changed = replace(self, **{"skip": "", **changes})
        given = {field.name: getattr(changed, field.name) for field in fields(changed)}
        return "/find?" + urlencode({name: value for name, value in given.items() if value})

    @property
    def filters(self) -> list[tuple[str, str, str]]:
        """What narrows the search: name, value, and the address without it."""
        names = ("speaker", "outlet", "stance", "form", "occasion", "said", "printed")
        return [(name, getattr(self, name), self.address(**{name: ""})) for name in names if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a search down to: how it reads, how many statements it leaves, where that leads."""

    words: str
    count: int
    address: str
    chosen: bool


def choices(facets: Facets, asked: Asked) -> list[tuple[str, list[Choice]]]:
    """Return the choices under a heading each, without headings that leave nothing to choose."""
    kinds: list[tuple[str, str, Iterable[tuple[str, int]]]] = [
        ("Speaker", "speaker", facets.speakers),
        ("Outlet", "outlet", facets.outlets),
        ("Stance", "stance", facets.stances),
        ("Form", "form", facets.forms),
        ("Printed", "printed", facets.years),
    ]
    found = [(heading, list(_choices(name, values, asked))) for heading, name, values in kinds]
    return [(heading, held) for heading, held in found if len(held) > 1 or any(choice.chosen for choice in held)]


def _choices(name: str, values: Iterable[tuple[str, int]], asked: Asked) -> Iterator[Choice]:
    for value, count in values:
        chosen = getattr(asked, name) == value
        words = FORMS[Form(value)] if name == "form" else str(value)
        yield Choice(words, count, asked.address(**{name: "" if chosen else str(value)}), chosen)


def find(request: Request) -> Response:
    """Show the statements that fit what the address asks for, a page at a time."""
    record: Record = request.app.state.record
    asked = Asked.of(request.query_params)
    skip, search = number_of(asked.skip, "skip"), asked.search
    values: dict[str, object] = {"asked": asked, "stances": list(Stance), "skip": skip}
    if search == Search():
        nothing: dict[str, object] = {"facets": None, "instead": {}, "sayings": [], "further": None, "before": None}
        return page("find.html", choices=choices(record.facets(search), asked), **nothing, **values)
    try:
        hits = record.find(search, limit=_PAGE + 1, skip=skip, by_date=_by_date(asked.by))
        facets, instead = record.facets(search), record.instead(search)
    except RecordError as error:
        raise HTTPException(400, str(error)) from error
    return page(
        "find.html",
        facets=facets,
        choices=choices(facets, asked),
        instead=instead,
        sayings=list(sayings(hits[:_PAGE], Sources(record))),
        further=asked.address(skip=str(skip + _PAGE)) if len(hits) > _PAGE else None,
        before=asked.address(skip=str(max(skip - _PAGE, 0) or "")) if skip else None,
        **values,
    )


def number_of(text: str, name: str) -> int:
    """Return the number that a parameter gives, 0 where it is empty.

    Raises:
        HTTPException: 400, if it is none.
    """
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise HTTPException(400, f"“{name}” must be a number of statements to skip, not “{text}”.")
    return int(text or 0)


def one_of(kind: type[_E], value: str, name: str) -> _E | None:
    """Return the member of an enumeration that a parameter gives, ``None`` where it is empty.

    Raises:
        HTTPException: 400, if there is none.
    """
    try:
        return kind(value) if value else None
    except ValueError as error:
        raise HTTPException(400, f"“{name}” must be one of {', '.join(kind)}, not “{value}”.") from error


def _by_date(by: str) -> bool:
    if by and by not in _ORDERS:
        raise HTTPException(400, f"“by” must be one of {', '.join(_ORDERS)}, not “{by}”.")
    return by == "date"


def _days(value: str, name: str) -> Days:
    try:
        return interval(value) if value else (None, None)
    except FormatError as error:
        raise HTTPException(
            400, f"“{name}” must be written as 2031, 2031-05, 2031-05-04 or 2031-05-04/.., not “{value}”."
        ) from error
