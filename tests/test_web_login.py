"""The form for the token in a browser; under a name that is not the machine's own, that tells a server less."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.record import Record
from onrecord.web.access import Token
from onrecord.web.app import create_app
from tests.chromium import NEEDS_BROWSER, launched, served
from tests.doors import make_record

SECRET = "a-token-for-the-tests"  # noqa: S105

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    path = make_record(tmp_path_factory.mktemp("login") / "hand.db")
    with Record.open(path, readonly=True) as record, served(create_app(record, token=Token(SECRET))) as address:
        yield int(address.rsplit(":", 1)[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "records.example"])
def test_the_token_is_asked_for_once_and_leads_on(port: int, host: str):
    with launched(f"--host-resolver-rules=MAP records.example 127.0.0.1:{port}") as browser:
        page = browser.new_page()
        page.goto(f"http://{host}:{port}/article/gazette")
        assert page.title().startswith("Token")
        page.keyboard.type("wrong-token")  # the field has the focus
        page.keyboard.press("Enter")
        assert "That is not the token" in page.get_by_role("alert").inner_text()
        page.get_by_label("Token").fill(SECRET)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/article/gazette")
        assert page.evaluate("document.cookie") == ""
        page.goto(f"http://{host}:{port}/api/counts")
        assert '"articles":3' in page.content()
        (cookie,) = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
