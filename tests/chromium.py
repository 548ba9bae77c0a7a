"""A browser and a server for tests of the pages."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

__all__ = ["AXE", "CHROMIUM", "FRONTEND", "NEEDS_BROWSER", "launched", "served", "violations"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FRONTEND = Path(__file__).parents[1] / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
NEEDS_BROWSER = [
    pytest.mark.door,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium"),
]

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched(*switches: str) -> Iterator[Browser]:
    """A browser that asks nobody but us for anything, with more ``switches`` of Chromium's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET, *switches])
        yield chromium
        chromium.close()


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address at which an application answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the elements concerned."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [
        f"{each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
