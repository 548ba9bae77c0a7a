"""``onrecord mcp``: the record as tools of an assistant."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.terminal import Command, record_option
from onrecord.record import Record
from onrecord.web.desk import CheckDesk

__all__ = ["mcp"]


@click.command(
    cls=Command,
    epilog="""
    # the command line to give to an assistant’s settings
    onrecord mcp --record affair.db
    """,
)
@record_option
@click.pass_context
def mcp(ctx: click.Context, record: Path) -> None:
    """Serve the record to an assistant (MCP).

    Over standard input and output, until the assistant closes them. The tools are check_quote, find_statements,
    get_utterance and person_timeline; they read, and every answer has offsets and sources. Needs the package mcp:
    install “onrecord[mcp]”.
    """
    with Record.open(record, readonly=True) as opened:
        try:
            from onrecord.web.tools import create_server  # noqa: PLC0415 - no other command needs the package
        except ModuleNotFoundError as error:
            raise click.ClickException(f"there is no package {error.name}: pip install 'onrecord[mcp]'") from error

        create_server(CheckDesk(opened, ctx.obj)).run("stdio")
