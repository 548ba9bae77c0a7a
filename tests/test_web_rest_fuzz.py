"""Whatever the OpenAPI document allows, and much that it does not, gets an answer that the document describes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.config import Config
from onrecord.record import Record
from onrecord.web.access import Token
from onrecord.web.app import create_app
from tests.doors import make_record

SECRET = "a-token-for-the-tests"  # noqa: S105
HEADERS = {"authorization": f"Bearer {SECRET}"}  # which lets a record answer to any name
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
PATHS_ALONE = {
    "/counts",
    "/articles/{article}",
    "/utterances/{utterance}",
    "/persons/{person}",
    "/stories/{story}",
}  # any string will do


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    path = make_record(tmp_path_factory.mktemp("fuzz") / "hand.db")
    with Record.open(path, readonly=True) as record:
        app = create_app(record, Config(attributor="rules@1", workers=1), Token(SECRET))
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


@pytest.mark.parametrize("mode", [GOOD, BAD], ids=["good", "bad"])
def test_nothing_that_is_asked_is_a_fault_of_the_server(
    api: schemathesis.BaseSchema, mode: schemathesis.GenerationMode
):
    operations = [result.ok() for result in api.get_all_operations()]
    asked = [each for each in operations if mode is GOOD or each.path not in PATHS_ALONE]
    assert len(asked) == (15 if mode is GOOD else 10)
    for operation in asked:

        @settings(max_examples=25, suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy(mode))
        def ask(case: schemathesis.Case):
            answer = case.call(headers=HEADERS)
            case.validate_response(answer, checks=CHECKS, headers=HEADERS)

        ask()
