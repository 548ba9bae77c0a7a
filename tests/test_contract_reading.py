"""Notes of other programs: what is not what it should be is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.contract import notes_from_json
from onrecord.errors import FormatError
from onrecord.model import Statement


def _statement(**fields: Any) -> Statement:
    line = {"text": "It rained, she said.", "attributions": [{"content": [[0, 9]], **fields}]}
    return notes_from_json(line).statements[0]


@pytest.mark.parametrize("value", [True, "0.5", float("nan"), float("inf"), -0.1, 1.01, 10**400])
def test_confidence_is_a_number_from_0_to_1(value: object):
    with pytest.raises(FormatError, match="confidence"):
        _statement(confidence=value)


@pytest.mark.parametrize("value", [0, 1, 0.25])
def test_confidence_is_kept(value: float):
    assert _statement(confidence=value).confidence == value


@pytest.mark.parametrize("iso", ["2031-03-05/2031-03-04", "2031/2030", "2031-02/2031-01-31"])
def test_a_date_does_not_end_before_it_begins(iso: str):
    with pytest.raises(FormatError, match="ends before it begins"):
        _statement(when=iso)


@pytest.mark.parametrize("iso", ["2031-03-05/2031-03-05", "2031-02/2031", "../2031", "2031/.."])
def test_other_intervals_are_kept(iso: str):
    assert _statement(when=iso).when is not None


@pytest.mark.parametrize("iso", ["../2031x", "2031/2031-3", "March"])
def test_what_is_no_date_is_refused(iso: str):
    with pytest.raises(FormatError, match="no ISO date"):
        _statement(when=iso)
