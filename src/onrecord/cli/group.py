"""The group of all commands: its help in sections, its errors in one line."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from onrecord import __version__
from onrecord.cli.adding import add
from onrecord.cli.assisting import mcp
from onrecord.cli.checking import check
from onrecord.cli.correcting import correct, corrections
from onrecord.cli.demo import demo
from onrecord.cli.exporting import export, verify
from onrecord.cli.files import collate, note
from onrecord.cli.finding import find
from onrecord.cli.findings import findings
from onrecord.cli.persons import person
from onrecord.cli.serving import serve
from onrecord.cli.showing import show
from onrecord.cli.stories import stories
from onrecord.cli.timeline import timeline
from onrecord.config import Config
from onrecord.errors import OnrecordError

__all__ = ["main"]

_SECTIONS = {
    "Keep a record": (add, correct, person, demo),
    "Look into it": (show, find, timeline, stories, findings, corrections, check, serve, mcp),
    "Work with files": (note, collate, export, verify),
}
_CONFIG = Path("onrecord.toml")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # what a file named by --to says itself
STOPPED = 130  # what a shell expects of a program ended by Ctrl-C


class _Main(click.Group):
    """A group whose help is in sections and whose foreseen errors end in one line instead of a traceback."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(len(name) for name in self.list_commands(ctx))
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{each.name:{width}}", each.get_short_help_str(limit=100)) for each in commands])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - as in click
        with _clear_output():  # --help and --version write here
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure:  # a character that the terminal's encoding lacks is shown by its number, not an error
                reconfigure(errors="backslashreplace")
        try:
            with _clear_output():
                return super().invoke(ctx)
        except OnrecordError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            raise click.exceptions.Exit(STOPPED) from None


@contextmanager
def _clear_output() -> Iterator[None]:
    """Write out what waits for standard output, and say in one line that its device is full.

    A reader that has gone, as in ``… | head``, is for click to end quietly.

    Raises:
        click.ClickException: if the device is full.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno not in _FULL:
            raise
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - what waits is not tried again
        raise click.ClickException(f"standard output cannot be written: {error.strerror}") from error


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="COMMAND …")
@click.version_option(__version__, "-V", "--version", message="onrecord %(version)s")
@click.option(
    "--config",
    "config_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings in TOML; without it, onrecord.toml of the current folder, where there is one.",
)
@click.pass_context
def main(ctx: click.Context, config_path: Path | None) -> None:
    """News articles in, a checked record of public statements out.

    Who said what, to whom, when, on what occasion, as printed by whom, and how the same words were cut, moved or
    reworded elsewhere. Begin with “onrecord demo”.
    """
    path = config_path or (_CONFIG if _CONFIG.is_file() else None)
    ctx.obj = Config.from_toml(path) if path else Config()


for _commands in _SECTIONS.values():
    for _command in _commands:
        main.add_command(_command)
