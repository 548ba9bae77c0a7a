"""What programs may ask by REST: the parameters of every address, with their limits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from onrecord.contract import interval
from onrecord.errors import FormatError
from onrecord.model import Form, Grain, Stance
from onrecord.record import Search

__all__ = [
    "DEFAULT",
    "LARGEST",
    "Days",
    "Draft",
    "FindingQuery",
    "ListQuery",
    "Name",
    "PageQuery",
    "StatementQuery",
    "StoryQuery",
    "Text",
    "Words",
]

LARGEST = 1_000
"""Items on one page; there is no end to the pages."""

DEFAULT = 20
"""Items on a page where no number is asked for."""

_SKIPPED = 1_000_000_000  # far beyond any record, and within what every counter holds


def _days(value: str) -> str:
    try:
        interval(value)
    except FormatError as error:
        raise ValueError(f"{error}: give 2031, 2031-05, 2031-05-04/2031-06-30, 2031-05/.. or ../2031") from error
    return value


def _text(value: str) -> str:
    """Return a text that every answer can hold: JSON may name half a character."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("half a surrogate pair is no text") from error
    return value


Text = Annotated[str, AfterValidator(_text)]
"""A text of any length."""

Days = Annotated[str, AfterValidator(_days), Field(max_length=50, examples=["2031-05", "../2031-05-04"])]
"""A day, month, year or an interval of them."""

Name = Annotated[Text, Field(max_length=200)]
"""A name, or words of one."""

Words = Annotated[Text, Field(max_length=1_000)]
"""Words to look for."""


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ListQuery(_Query):
    """Where a list that knows the item before goes on, and how long its page is."""

    limit: Annotated[int, Field(ge=1, le=LARGEST)] = DEFAULT
    """Most items on the page."""
    after: Annotated[str, Field(max_length=1_000)] | None = None
    """The id of the last item before the page."""


class PageQuery(_Query):
    """Where a list goes on, and how long its page is."""

    limit: Annotated[int, Field(ge=1, le=LARGEST)] = DEFAULT
    """Most items on the page."""
    skip: Annotated[int, Field(ge=0, le=_SKIPPED)] = 0
    """How many items are before the page."""


class FindingQuery(PageQuery):
    """Which findings."""

    kind: Name | None = None
    """Only one kind, such as answers or recurrence."""


class StoryQuery(PageQuery):
    """Which stories."""

    grain: Grain | None = None
    """Only affairs, or only events."""


class StatementQuery(PageQuery):
    """What is looked for; all that is given must apply."""

    words: Words = ""
    """What content, speaker and outlet hold; "a phrase" stands as it is, begin* is every word that begins so."""
    speaker: Name | None = None
    """Words of the speaker's name."""
    outlet: Name | None = None
    """Words of the outlet's name."""
    stance: Stance | None = None
    """What the speaker does with the content."""
    form: Form | None = None
    """How much of it is quoted."""
    occasion: Name | None = None
    """Kind of occasion, such as interview."""
    said: Days | None = None
    """When it was said."""
    printed: Days | None = None
    """When the article was published."""
    by: Literal["rank", "date"] = "rank"
    """Order: best first, or by the day it was said."""

    @property
    def search(self) -> Search:
        """The same for the record."""
        return Search(
            self.words,
            speaker=self.speaker,
            outlet=self.outlet,
            stance=self.stance,
            form=self.form,
            occasion=self.occasion,
            said=interval(self.said) if self.said else (None, None),
            printed=interval(self.printed) if self.printed else (None, None),
        )


class Draft(_Query):
    """A text whose quotations are checked."""

    text: Text
    """At most 200,000 characters, with 2,000 quotations."""
    published: date | None = None
    """The day it is for; “on Monday” in it counts from there."""
