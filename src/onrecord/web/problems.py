"""Errors for programs: problem documents, as RFC 9457 has them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Literal

from pydantic import BaseModel
from starlette.responses import Response

__all__ = ["PROBLEM", "ProblemDocument", "problem"]

PROBLEM = "application/problem+json"
"""The media type of a problem document."""


class ProblemDocument(BaseModel):
    """What was wrong with a request, as RFC 9457 has it."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str | None = None
    errors: list[dict[str, str]] | None = None
    """Each with where and what."""


def problem(
    code: int,
    detail: str = "",
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem document: what the code means, what was wrong in words, and with which fields.

    ``errors`` have ``where`` and ``what``. In ASCII, so that nothing that was asked can break it.
    """
    fields: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
    if detail:
        fields["detail"] = detail
    if errors:
        fields["errors"] = list(errors)
    return Response(json.dumps(fields), code, headers=dict(headers or {}), media_type=PROBLEM)
