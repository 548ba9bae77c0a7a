"""Makes the pictures of the pages for the docs, from the example articles, in Chromium."""

import shutil
import socket
import tempfile
import threading
from pathlib import Path
from urllib.parse import quote

import uvicorn
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from onrecord.cli import main
from onrecord.model import Grain
from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.jobs import Writing

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZES = {360: 900, 1280: 900}
DRAFT = """Prime Minister Ilse Varden was unmoved. “Not one barrel came ashore at Port Halleth,” she said.

“I was shown a list of forty barrels in the spring, one sheet, no letterhead,” Varden told Northlight TV. Tobias Drenn \
answered: “Open the mine, open the books, and then go.” He added: “We have never met a seal that counts to twelve.”"""


def pages(record: Record) -> dict[str, str]:
    """Return the address of each page that has a picture, by the picture's name."""
    printed = record.utterances(1)[0]
    story = max(record.stories(Grain.EVENT), key=lambda each: len(each.articles))
    article = next(entry for entry in record.articles(99) if entry.title and entry.title.startswith("Karrow mine"))
    return {
        "front": "/",
        "find": "/find?q=barrels",
        "article": f"/article/{article.id}",
        "utterance": f"/utterance/{printed.id}",
        "person": f"/person/{quote(printed.speaker or '')}",
        "findings": "/findings?kind=answers",
        "coverage": "/coverage",
        "timeline": "/timeline",
        "check": "/check",
        "story": f"/story/{story.id}",
    }


def take(browser: Browser, site: str, name: str, address: str) -> None:
    """Write the pictures of one page, one for each width."""
    for width, height in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(site + address)
        if name == "check":
            page.get_by_label("Paste the draft").fill(DRAFT)
            page.get_by_role("button", name="Check").click()
            page.get_by_text("Check another draft").wait_for()
        page.screenshot(path=IMAGES / f"{name}-{width}.png")
        page.close()


def run() -> None:
    """Build the record of the examples, serve it, and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        CliRunner().invoke(main, ["demo", "--record", str(path)], catch_exceptions=False)
        with Record.open(path, readonly=True) as record, socket.create_server(("127.0.0.1", 0)) as listening:
            server = uvicorn.Server(
                uvicorn.Config(create_app(record, writing=Writing(path)), log_level="error", lifespan="off")
            )
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                for name, address in pages(record).items():
                    take(browser, f"http://127.0.0.1:{listening.getsockname()[1]}", name, address)
                browser.close()
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    run()
