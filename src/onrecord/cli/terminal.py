"""What the commands share: consoles, options, a help with examples."""

from __future__ import annotations

import os
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from onrecord.record import ADDRESSES
from onrecord.web.visible import visible

__all__ = ["SKIPPED", "Command", "SourcePath", "as_text", "indent", "record_option", "say", "screen", "short"]

SKIPPED = 3
"""Exit code of a command that did its work but had to skip something."""

_PIPE_WIDTH = 100  # columns where the output is no terminal and COLUMNS says nothing
_INDENT = "    "
_SHORT = 10  # characters of an id that are shown; any 6 or more are taken


class Command(click.Command):
    """A command whose epilog is examples: lines in pairs, a command line below what it does."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as in click
        """Write the examples as they stand."""
        with formatter.section("Examples"):
            for line in cleandoc(self.epilog or "").splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}".rstrip() + "\n")


class SourcePath(click.Path):
    """A file or folder that is there, or "-" for standard input; an address of the web gets its own answer."""

    def __init__(self) -> None:
        super().__init__(exists=True, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path.

        Raises:
            click.UsageError: if nothing is there.
        """
        if str(value).startswith(("http://", "https://")):
            self.fail(f"{value}: nothing is fetched from the web; save the page and give the file", param, ctx)
        return super().convert(value, param, ctx)


class _RecordPlace(click.Path):
    """The path of a record file, or the address of a record on a server, which stays a string."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path or the address."""
        return value if str(value).startswith(ADDRESSES) else super().convert(value, param, ctx)


record_option = click.option(
    "--record",
    type=_RecordPlace(),
    default=Path("onrecord.db"),
    envvar="ONRECORD_RECORD",
    show_default=True,
    show_envvar=True,
    metavar="FILE",
    help="The record: a file, or postgresql://…",
)


def screen() -> Console:
    """Return the console for what a command shows: coloured in a terminal, plain text in a pipe."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def say(message: str) -> None:
    """Write a message to stderr."""
    click.echo(visible(message), err=True)


def as_text(words: str, style: str = "") -> Text:
    """Return words of an article for the screen, without anything that could steer the terminal."""
    return Text(visible(words), style=style)


def indent(console: Console, text: Text) -> None:
    """Print words as a block that stands in from the edge."""
    for line in text.wrap(console, max(console.width - len(_INDENT), 20)):
        line.rstrip()
        console.print(Text(_INDENT) + line)


def short(identity: str) -> str:
    """Return the beginning of an id: enough to ask for what it stands for."""
    return identity[:_SHORT]
