"""The pages in a browser: nothing breaks, nothing is blocked, nothing sticks out, at phone and desk width."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.jobs import Writing
from tests.chromium import AXE, FRONTEND, NEEDS_BROWSER, launched, served, violations
from tests.doors import AFFAIR, DOOR, EVENT, make_record

ESBUILD = FRONTEND / "node_modules" / ".bin" / "esbuild"
HTMX = FRONTEND / "node_modules" / "htmx.org" / "dist" / "htmx.min.js"
PAGES = [
    "/",
    "/articles",
    "/article/gazette",
    "/article/gazette?speaker=Pel%20Lund&mark=40-60#here",
    "/article/ferryman",
    f"/utterance/{DOOR}",
    f"/utterance/{DOOR}?base=C",
    "/find",
    "/find?q=door&stance=assert",
    "/person/Mara%20Quist",
    "/check",
    "/findings",
    "/coverage",
    "/timeline",
    "/stories",
    f"/story/{AFFAIR}",
    f"/story/{EVENT}",
    "/corrections",
    "/add",
]

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = make_record(tmp_path_factory.mktemp("browser") / "hand.db")
    with (
        Record.open(path, readonly=True) as record,
        served(create_app(record, writing=Writing(path, "ada"))) as address,
    ):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture(params=[360, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that fails the test where the browser complains: blocked by the policy, broken, not found."""
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    yield opened
    opened.close()
    assert complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_its_window(page: Page, site: str, path: str):
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"  # the sheet counts


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make frontend")
@pytest.mark.parametrize(
    ("path", "scheme"),
    [*((path, "light") for path in PAGES), ("/article/gazette", "dark"), (f"/utterance/{DOOR}?base=C", "dark")],
)
def test_axe_finds_no_serious_violation(browser: Browser, site: str, path: str, scheme: str):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360 if scheme == "dark" else 1280, "height": 800})
    page.goto(site + path)
    assert violations(page) == []
    page.close()


@pytest.mark.skipif(not ESBUILD.exists(), reason="esbuild is not installed: make frontend")
def test_script_in_the_package_is_built_from_its_source(tmp_path: Path):
    options = ["--bundle", "--format=iife", "--target=es2020", "--charset=utf8"]
    assert " ".join(options) in (FRONTEND / "package.json").read_text("utf-8")
    run = [ESBUILD, "page.ts", *options, f"--outfile={tmp_path / 'page.js'}", "--log-level=error"]
    subprocess.run(run, cwd=FRONTEND, check=True)
    kept = files("onrecord.web") / "static" / "page.js"
    assert (tmp_path / "page.js").read_text("utf-8") == kept.read_text("utf-8"), "run: make frontend"


@pytest.mark.skipif(not HTMX.exists(), reason="htmx is not installed: make frontend")
def test_htmx_in_the_package_is_the_one_that_is_named():
    kept = files("onrecord.web") / "static" / "htmx.js"
    assert kept.read_bytes() == HTMX.read_bytes(), "copy node_modules/htmx.org/dist/htmx.min.js to it"


def test_keys_go_from_statement_to_statement(page: Page, site: str):
    page.goto(f"{site}/article/gazette")
    assert page.get_by_text("next,").is_visible()
    for key, expected in (("j", "s1"), ("j", "s2"), ("j", "s3"), ("k", "s2"), ("k", "s1"), ("k", "s1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == expected
    assert page.url.endswith("#s1")
    page.locator("#q").fill("")
    page.locator("#q").press("j")
    assert page.locator("#q").input_value() == "j"


def test_article_reads_the_same_without_scripts(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/article/gazette")
    assert not page.get_by_text("next,").is_visible()
    page.get_by_label("Stance").select_option("allege")
    page.get_by_role("button", name="Show").click()
    assert page.locator("a.mark").count() == 1
    page.goto(f"{site}/utterance/{DOOR}")
    assert not page.get_by_role("button", name="Copy").is_visible()
    context.close()


def test_reader_chooses_a_base(page: Page, site: str):
    page.goto(f"{site}/utterance/{DOOR}")
    page.get_by_label("Compare all with").select_option("C")
    page.get_by_role("button", name="Compare").click()
    assert page.url.endswith("?base=C#places")
    assert page.locator(".places tbody tr").first.get_by_role("rowheader").inner_text().startswith("C")


def test_citation_is_copied(browser: Browser, site: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/utterance/{DOOR}?base=B")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").input_value()
    context.close()


def test_reader_checks_a_draft_and_follows_its_evidence(page: Page, site: str, tmp_path: Path):
    page.goto(f"{site}/check")
    page.get_by_label("Paste the draft").fill("“The ferry sank because nobody closed the bow door,” Quist said.")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("link", name="Lake Radio").first.click()
    assert page.locator("#here").inner_text().startswith("The ferry sank")
    assert page.locator("#here").is_visible()
    page.goto(f"{site}/check")
    draft = tmp_path / "draft.md"
    draft.write_text("“Nobody has ever seen the bow of her.”", "utf-8")
    page.get_by_label("or choose a file").set_input_files(draft)
    page.get_by_role("button", name="Check").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Checked: draft.md"
    assert page.get_by_text("∅ absent").is_visible()
    if AXE.exists():
        assert violations(page) == []


def test_article_sets_quoted_words_apart_from_reported_ones(page: Page, site: str):
    page.goto(f"{site}/article/gazette")
    style = "element => getComputedStyle(element).textDecorationStyle"
    assert page.locator(".text .said").first.evaluate(style) == "solid"
    assert page.locator(".text .told").first.evaluate(style) == "dashed"
    assert page.locator(".text .in-said").first.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"


def test_card_stands_beside_its_paragraph_or_below_it(page: Page, site: str):
    page.goto(f"{site}/article/gazette")
    text, card = page.locator(".row .text").nth(1).bounding_box(), page.locator("#c1").bounding_box()
    if page.viewport_size["width"] > 1000:
        assert card["x"] >= text["x"] + text["width"]
        assert abs(card["y"] - text["y"]) < 30
    else:
        assert card["y"] >= text["y"] + text["height"]


def test_card_tells_why_when_asked(page: Page, site: str):
    page.goto(f"{site}/article/gazette")
    reason = page.get_by_text("full name printed next to the cue")
    assert not reason.is_visible()
    page.locator("#c1 summary").focus()
    page.keyboard.press("Enter")
    assert reason.is_visible()


def test_wide_table_scrolls_in_its_own_box(page: Page, site: str):
    page.goto(f"{site}/utterance/{DOOR}")
    box = page.locator(".box:has(.places)")
    width, inner = box.evaluate("e => [e.clientWidth, e.scrollWidth]")
    assert width <= page.viewport_size["width"]
    if page.viewport_size["width"] == 360:
        assert inner > width
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        assert box.evaluate("e => e.scrollLeft") > 0


def test_focus_is_visible_from_the_first_tab(page: Page, site: str):
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_reader_goes_from_search_to_statement_to_utterance(page: Page, site: str):
    page.goto(site)
    page.get_by_role("searchbox").fill('"bow door"')
    page.keyboard.press("Enter")
    page.locator(".hits").get_by_role("link", name="The Orrin Gazette").click()
    assert page.url.endswith("#s1")
    page.get_by_role("link", name="also printed by 2 outlets").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Mara Quist, 2 May 2019"


@pytest.mark.parametrize(("scheme", "paper"), [("dark", "rgb(22, 24, 28)"), ("light", "rgb(253, 252, 249)")])
def test_shades_stay_readable_by_day_and_night(browser: Browser, site: str, scheme: str, paper: str):
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{site}/utterance/{DOOR}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    for where in (".fullest .level1", ".fullest .level4", ".key .level4"):
        ink, shade = page.locator(where).first.evaluate(
            "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
        )
        assert contrast(ink, shade) >= 4.5
    page.close()


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two CSS colours, as WCAG 2 defines it."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour[4:-1].split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
