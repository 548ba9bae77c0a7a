"""Who comes in: by host, origin, size, token and form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.errors import ConfigError
from onrecord.record import Record
from onrecord.web.access import Token
from onrecord.web.app import create_app
from tests.doors import Visitor, make_record

SECRET = "the-ferry-sails-at-seven"  # noqa: S105
BEARER = {"authorization": f"Bearer {SECRET}"}
ELSEWHERE = "records.example"
PAGES = ["/", "/article/gazette", "/find?q=door", "/nowhere", "/person/50%25%3F%20%23%C3%A9?from=0"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(make_record(tmp_path_factory.mktemp("gate") / "hand.db"), readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def home(record: Record) -> Visitor:
    return Visitor(create_app(record, Config(attributor="rules@1", workers=1)))


@pytest.fixture(scope="module")
def abroad(record: Record) -> Visitor:
    return Visitor(create_app(record, Config(max_bytes=5_000), Token(SECRET)))


def form_of(visitor: Visitor, to: str = "/", **more: object) -> dict[str, str]:
    """What a browser sends of the form that it is shown."""
    html = visitor.ask("GET", "/login", host=ELSEWHERE, params={"to": to}, **more).text
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))


def test_at_home_there_is_no_token_and_no_form(home: Visitor):
    assert home.get("/").status_code == home.get("/api/counts").status_code == 200
    assert home.get("/login").status_code == 404


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "LOCALHOST:1"])
def test_at_home_the_names_of_this_machine_are_answered_to(home: Visitor, host: str):
    assert home.get("/", host=host).status_code == 200


@pytest.mark.parametrize("host", [ELSEWHERE, "localhost.example", "127.0.0.1.example", "[::1]", "127.0.0.2"])
@pytest.mark.parametrize(
    ("path", "kind"), [("/", "text/html; charset=utf-8"), ("/api/counts", "application/problem+json")]
)
def test_at_home_no_other_name_is_answered_to(home: Visitor, host: str, path: str, kind: str):
    answer = home.get(path, host=host)
    assert (answer.status_code, answer.headers["content-type"]) == (400, kind)
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_the_form_and_on_from_there(abroad: Visitor, path: str):
    answer = abroad.get(path, host=ELSEWHERE)
    assert (answer.status_code, answer.text) == (303, "")
    shown = abroad.get(answer.headers["location"], host=ELSEWHERE)
    assert 'type="password"' in shown.text
    form = form_of(abroad, path) | {"token": SECRET}
    sent = abroad.ask("POST", "/login", host=ELSEWHERE, data=form)
    assert (sent.status_code, sent.headers["location"]) == (303, path)
    cookie = sent.headers["set-cookie"]
    assert SECRET not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    opened = abroad.ask("GET", path, host=ELSEWHERE, headers={"cookie": cookie.split(";")[0]})
    assert opened.status_code == (404 if path.startswith(("/nowhere", "/person")) else 200)


def test_a_stranger_gets_whatever_the_form_is_drawn_with(abroad: Visitor):
    drawn_with = re.findall(r'<(?:link|script)[^>]* (?:href|src)="([^"]+)"', abroad.get("/login").text)
    assert {"/style.css", "/icon.svg"} <= set(drawn_with)
    assert {path: abroad.get(path).status_code for path in drawn_with} == dict.fromkeys(drawn_with, 200)


@pytest.mark.parametrize("path", ["/api/counts", "/api/openapi.json", "/api/nowhere", "/api"])
def test_a_program_without_the_token_is_told_what_it_needs(abroad: Visitor, path: str):
    for headers in (
        {},
        {"authorization": f"Bearer {SECRET}x"},
        {"authorization": f"Basic {SECRET}"},
        {"cookie": "onrecord=x"},
    ):
        answer = abroad.ask("GET", path, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"] == 'Bearer realm="onrecord"'


@pytest.mark.parametrize("host", ["x/login?", "x/style.css#", "127.0.0.1/login?", "x\\login"])
def test_the_way_in_does_not_depend_on_the_name_asked_for(abroad: Visitor, home: Visitor, host: str):
    assert abroad.ask("GET", "/api/counts", headers={"host": host}).status_code == 401
    assert home.ask("GET", "/api/counts", headers={"host": host}).status_code == 400
    assert abroad.ask("GET", "/login%3Fto=/api/counts").status_code == 303


def test_a_program_with_the_token_is_answered_under_any_name(abroad: Visitor):
    assert abroad.ask("GET", "/api/counts", host=ELSEWHERE, headers=BEARER).status_code == 200
    assert abroad.ask("GET", "/", headers={"authorization": f"bearer  {SECRET}"}).status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", SECRET[:-1], SECRET.upper(), "é" * 24, "\0"])
def test_another_token_opens_nothing(abroad: Visitor, token: str):
    answer = abroad.ask("POST", "/login", data=form_of(abroad) | {"token": token})
    assert answer.status_code == 403
    assert "That is not the token" in answer.text
    assert "set-cookie" not in answer.headers
    assert abroad.ask("GET", "/api/counts", headers={"authorization": f"Bearer {token}".encode()}).status_code == 401


def test_the_form_is_taken_only_with_the_token_of_its_page(abroad: Visitor, home: Visitor):
    for form_token in ("", "0" * 64, form_of(abroad, headers={"cookie": "onrecord=another"})["form_token"]):
        answer = abroad.ask("POST", "/login", data={"token": SECRET, "form_token": form_token})
        assert (answer.status_code, "out of date" in answer.text) == (403, True)
    assert home.ask("POST", "/login", data={}).status_code == 404


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/x", ""]
)
def test_the_form_leads_to_these_pages_only(abroad: Visitor, to: str):
    assert form_of(abroad, to)["to"] == "/"
    sent = abroad.ask("POST", "/login", data=form_of(abroad) | {"token": SECRET, "to": to})
    assert (sent.status_code, sent.headers["location"]) == (303, "/")


def test_over_https_the_cookie_stays_there(record: Record):
    visitor = Visitor(create_app(record, token=Token(SECRET)))
    form = form_of(visitor) | {"token": SECRET}
    assert "Secure" not in visitor.ask("POST", "/login", data=form).headers["set-cookie"]
    assert "Secure" in visitor.ask("POST", "https://127.0.0.1/login", data=form).headers["set-cookie"]


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_makes_a_browser_send_is_refused(home: Visitor, headers: dict[str, str]):
    answer = home.ask("POST", "/api/check", json={"text": "a"}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert home.ask("POST", "/", headers=headers).status_code == 403
    assert home.ask("GET", "/", headers=headers).status_code == 200  # a link is no harm


@pytest.mark.parametrize("headers", [{}, {"origin": "http://127.0.0.1"}, {"sec-fetch-site": "same-origin"}])
def test_what_these_pages_and_programs_send_is_taken(home: Visitor, headers: dict[str, str]):
    assert home.ask("POST", "/api/check", json={"text": "a"}, headers=headers).status_code == 200


@pytest.mark.parametrize("length", ["5001", "9" * 5_000])
def test_more_than_may_be_sent_is_refused_before_it_is_read(abroad: Visitor, length: str):
    answer = abroad.ask("POST", "/", headers={**BEARER, "content-length": length}, content=b"")
    assert answer.status_code == 413
    assert "5,000 bytes" in answer.text


def test_a_stranger_may_send_only_a_form(abroad: Visitor):
    assert abroad.ask("POST", "/login", content=b"a" * 10_001).status_code == 413
    assert abroad.ask("POST", "/", content=b"a").status_code == 401

    async def chunks() -> Iterator[bytes]:
        for _ in range(11):
            yield b"a" * 1_000

    assert abroad.ask("POST", "/login", content=chunks()).status_code == 413


@pytest.mark.parametrize("secret", ["", "short", "a" * 19, "a" * 20 + " ", "ü" * 30, "a" * 20 + "\nb"])
def test_a_token_that_can_be_guessed_or_sent_by_no_header_is_none(secret: str, tmp_path: Path):
    with pytest.raises(ConfigError, match="20 or more letters"):
        Token(secret)
    file = tmp_path / "token"
    file.write_text(secret, "utf-8")
    if secret != "a" * 20 + " ":
        with pytest.raises(ConfigError, match=str(file)):
            Token.read(file)


def test_a_token_is_read_without_the_end_of_its_line(tmp_path: Path):
    (tmp_path / "token").write_text(f"{SECRET}\n", "utf-8")
    token = Token.read(tmp_path / "token")
    assert token.is_given(SECRET)
    assert token.is_open(Token(SECRET).session)
    assert not token.is_open(Token(SECRET + "x").session)
    with pytest.raises(ConfigError, match="no token can be read"):
        Token.read(tmp_path / "nothing")
