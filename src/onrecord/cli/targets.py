"""Where a command's data goes: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

__all__ = ["file_to", "lines_to", "to_option", "writing"]


def to_option(what: str, example: str) -> Callable[[Any], Any]:
    """Return the option that says where a command's data goes."""
    return click.option(
        "--to",
        "target",
        type=click.Path(dir_okay=False, allow_dash=True),
        default="-",
        show_default=True,
        metavar="FILE",
        help=f"Where the {what} go, such as {example}; “-” is standard output.",
    )


@contextmanager
def file_to(target: str) -> Iterator[BinaryIO]:
    """Yield an open file that appears at ``target`` when the block ends without an error, or stdout (``-``).

    Links are followed; what is no regular file, such as a pipe or a device, is written to directly.

    Raises:
        click.ClickException: if it cannot be made; errors of writing are for :func:`writing`.
    """
    if target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    direct = path.exists() and not path.is_file()
    path = path if direct else Path(os.path.realpath(path))
    part = path if direct else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with writing(target):
            file = part.open("wb")
        try:
            yield file
        finally:
            with writing(target):
                file.close()
        if not direct:
            with writing(target):
                part.replace(path)
    finally:
        if not direct:
            part.unlink(missing_ok=True)


@contextmanager
def lines_to(target: str) -> Iterator[Callable[[str], int]]:
    """Yield a function that writes UTF-8 text to :func:`file_to`; errors of what is read meanwhile pass.

    A lone surrogate, which UTF-8 cannot hold, is written as the escape that JSON has for it.
    """
    with file_to(target) as file:
        yield lambda line: _write(file, line.encode("utf-8", "backslashreplace"), target)


def _write(file: BinaryIO, line: bytes, target: str) -> int:
    with writing(target):
        return file.write(line)


@contextmanager
def writing(target: str) -> Iterator[None]:
    """Report what goes wrong with a file itself; a closed standard output is for click to end quietly.

    Raises:
        click.ClickException: if the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        if target == "-":
            raise
        raise click.ClickException(f"{target} cannot be written: {error.strerror or error}") from error
