"""Adding articles from the browser: files and folders that are sent, kept beside the record until they are read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.correcting import require_jobs
from onrecord.web.forms import field, read_form
from onrecord.web.gate import LARGEST_ADDITION, form_token, require_form_token
from onrecord.web.rendering import page
from onrecord.web.wording import plural, shortened
from onrecord.web.works import Addition

__all__ = ["add_form", "add_sent", "job"]

_MOST_FILES = 5_000
_ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,8}){1,2}$")
_SEVERAL = (".jsonl", ".ndjson", ".gz")  # files that hold no one knows how many articles


def add_form(request: Request) -> Response:
    """Show the form that adds articles."""
    require_jobs(request)
    return _form(request)


async def add_sent(request: Request) -> Response:
    """Take the files that were sent and go on to the job that adds them."""
    jobs = require_jobs(request)
    form = await read_form(request, LARGEST_ADDITION, _MOST_FILES)
    try:
        require_form_token(request, field(form, "form_token"))
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and _is_wanted(each)]
        if not files:
            return _form(request, "Nothing was sent: choose files or a folder.")
        outlet, published = field(form, "outlet"), _day(field(form, "published"))
        material = TemporaryDirectory(prefix="onrecord-")
        names = await run_in_threadpool(_kept, files, Path(material.name))
    finally:
        await form.close()
    work = Addition(material.name, names, outlet, published, request.app.state.config)
    several = any(name.lower().endswith(_SEVERAL) for name in names)
    what = f"Adding {shortened(names[0], 80) if len(names) == 1 else plural(len(names), 'file')}"
    job = jobs.start(work, what, "/", None if several else len(names), material)
    if job is None:
        material.cleanup()
        return _form(request, "Too much is being written already; send it again in a while.", 503)
    return RedirectResponse(f"/jobs/{job.number}", 303)


def job(request: Request) -> Response:
    """Show how far a job has come, and what came of it."""
    return page("job.html", job=require_jobs(request).job(request.path_params["number"]))


def _form(request: Request, wrong: str = "", status: int = 400) -> Response:
    return page("add.html", status if wrong else 200, wrong=wrong, form_token=form_token(request))


def _is_wanted(file: UploadFile) -> bool:
    """Whether a file has a name, and none that hides it, as of what systems leave in folders."""
    parts = PurePosixPath((file.filename or "").replace("\\", "/")).parts
    return bool(parts) and not any(part.startswith(".") and part.strip(".") for part in parts)


def _kept(files: Iterable[UploadFile], folder: Path) -> tuple[str, ...]:
    """Put files into a folder, under numbers, and return their names: none that was sent is ever a path here."""
    names = []
    for number, file in enumerate(files):
        names.append(file.filename or "")
        ending = _ENDING.search(names[-1])
        with (folder / f"{number:06d}{ending.group() if ending else ''}").open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
    return tuple(names)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise HTTPException(400, f"The day of publication must be written as 2031-05-04, not “{value}”.") from error
