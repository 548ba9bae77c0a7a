"""Adding articles from the browser: files and folders that are sent, kept beside the record until they are read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.config import Config
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
        material = TemporaryDirectory(prefix="onrecord-")
        work = await run_in_threadpool(_work, files, form, material.name, request.app.state.config)
    finally:
        await form.close()
    names = [each.filename or "" for each in files]
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
    return bool(parts) and not any(part.startswith(".") for part in parts)


def _work(files: Iterable[UploadFile], form: FormData, folder: str, config: Config) -> Addition:
    """Put the files into a folder, under numbers: no name that was sent is ever a path here."""
    from onrecord.pipeline import Given  # noqa: PLC0415 - loads spaCy, which no other page should wait for

    names = []
    for number, file in enumerate(files):
        name = file.filename or ""
        names.append(name)
        ending = _ENDING.search(name)
        with (Path(folder) / f"{number:06d}{ending.group() if ending else ''}").open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
    given = Given(outlet=field(form, "outlet") or None, published=_day(field(form, "published")))
    return Addition(folder, tuple(names), given, config)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise HTTPException(400, f"The day of publication must be written as 2031-05-04, not “{value}”.") from error
