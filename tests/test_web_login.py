"""The form for the token in a browser; under a name that is not the machine's own, that tells a server less."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.record import Record
from onrecord.web.access import Token
from onrecord.web.app import create_app
from tests.doors import make_record
from tests.test_web_browser import CHROMIUM, QUIET

SECRET = "a-token-for-the-tests"  # noqa: S105

pytestmark = [
    pytest.mark.door,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium"),
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    path = make_record(tmp_path_factory.mktemp("login") / "hand.db")
    with Record.open(path, readonly=True) as record, socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(record, token=Token(SECRET))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1", "records.example"])
def test_the_token_is_asked_for_once_and_leads_on(port: int, host: str):
    with sync_playwright() as playwright:
        args = [*QUIET, f"--host-resolver-rules=MAP records.example 127.0.0.1:{port}"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
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
        browser.close()
