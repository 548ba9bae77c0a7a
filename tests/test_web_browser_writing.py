"""Correcting and adding in a browser, with scripts and without; all of it is there after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from onrecord import engine
from onrecord.config import Config
from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.jobs import Writing
from tests.chromium import AXE, NEEDS_BROWSER, launched, served, violations
from tests.doors import make_record

CONFIG = Config(attributor="rules@1", workers=1)
PATIENCE = 120_000  # milliseconds: what writes is a program of its own, which loads its models first

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_record(tmp_path / "hand.db")


@contextmanager
def site(path: Path) -> Iterator[str]:
    with Record.open(path, readonly=True) as record:
        app = create_app(record, CONFIG, writing=Writing(path, "ada"))
        with served(app) as address:
            yield address
        app.state.jobs.close()


@contextmanager
def opened(browser: Browser, *, scripts: bool = True, width: int = 1280) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def back_in_the_article(page: Page) -> None:
    """Follow the job of a correction that took long back to the article."""
    if "/jobs/" in page.url:
        page.get_by_role("link", name="Back to the article").click()


def test_a_correction_on_the_card_is_there_after_a_restart_and_after_adding_again(browser: Browser, path: Path):
    with site(path) as address, opened(browser) as page:
        page.goto(f"{address}/article/gazette")
        card = page.locator("#c4")
        card.get_by_role("link", name="correct").click()
        form = card.get_by_role("form", name="Correct this statement")
        form.get_by_label("Speaker").fill("Pel Lund")
        form.get_by_label("Said on").fill("2019-05")
        form.get_by_label("Why").fill("he said so on the quay")
        if AXE.exists():
            assert violations(page) == []
        form.get_by_role("button", name="Correct it").click()
        back_in_the_article(page)
        assert page.url.endswith("#c4")
        assert "Pel Lund" in page.locator("#c4 .who").inner_text()
    with Record.open(path) as record:
        engine.add([notes.article for notes in record.all_notes()], record, CONFIG, lambda _: None)
    with site(path) as address, opened(browser, width=360) as page:
        page.goto(f"{address}/article/gazette")
        card = page.locator("#c4").inner_text()
        assert "speaker: none → Pel Lund (ada, " in card
        assert "he said so on the quay" in card
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_words_are_taken_from_the_text(browser: Browser, path: Path):
    with site(path) as address, opened(browser) as page:
        page.goto(f"{address}/article/gazette")
        card = page.locator("#c4")
        card.get_by_role("link", name="correct").click()
        field = card.get_by_label("Its words")
        assert field.input_value() == "that the lamp was out"
        page.locator(".text", has_text="A witness claims").select_text()
        card.get_by_role("button", name="Take the words marked").click()
        assert field.input_value() == "A witness claims that the lamp was out."


def test_without_scripts_no_statement_is_corrected_and_taken_back(browser: Browser, path: Path):
    with site(path) as address, opened(browser, scripts=False, width=360) as page:
        page.goto(f"{address}/article/gazette")
        page.locator("#c4").get_by_role("link", name="correct").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Correct a statement"
        page.get_by_role("button", name="Take the words").wait_for(state="hidden")  # the sheet may come behind the text
        page.get_by_label("It is no statement").check()
        page.get_by_label("Why").fill("a caption")
        page.get_by_role("button", name="Correct it").click()
        page.locator("h1", has_text="Quist promises").or_(
            page.get_by_role("link", name="Back to the article")
        ).wait_for()
        back_in_the_article(page)
        assert page.locator("#c4").count() == 0
        page.get_by_role("link", name="the statement").click()
        page.get_by_label("Why").fill("no caption")
        page.get_by_role("button", name="Let stand again").click()
        page.locator("h1", has_text="Quist promises").or_(
            page.get_by_role("link", name="Back to the article")
        ).wait_for()
        back_in_the_article(page)
        assert page.locator("#c4").count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_a_folder_is_added_while_its_progress_is_shown(browser: Browser, path: Path, tmp_path: Path, scripts: bool):  # noqa: FBT001
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "quay.txt").write_text("Quay reopens\n\n“The quay is dry again,” Orla Tamm said on Monday.\n", "utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    with site(path) as address, opened(browser, scripts=scripts) as page:
        page.goto(address)
        page.get_by_label("or a folder").set_input_files(folder)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text("1 article added").wait_for()
        assert "paper/scan.pdf (read): no reader" in page.locator(".problems").inner_text()
        if scripts and AXE.exists():
            assert violations(page) == []
        page.get_by_role("link", name="All that is on record").click()
        assert page.get_by_role("link", name="Quay reopens").is_visible()


def test_pages_answer_while_articles_are_added(browser: Browser, path: Path):
    with site(path) as address, opened(browser) as page:
        page.goto(f"{address}/add")
        lines = "".join(f'{{"id": "{n}", "text": "“The lock is shut,” Ada Vinn said {n} times."}}\n' for n in range(40))
        page.get_by_label("Files").set_input_files(
            {"name": "lines.jsonl", "mimeType": "text/plain", "buffer": lines.encode()}
        )
        page.get_by_role("button", name="Add", exact=True).click()
        page.locator("progress").wait_for()
        job = page.url
        page.goto(f"{address}/find?q=door")
        assert page.locator(".saying").count() > 0
        page.goto(job)
        page.get_by_text("40 articles added").wait_for()
