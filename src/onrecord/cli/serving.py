"""``onrecord serve``: the record in a browser of this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from onrecord.cli.terminal import Command, record_option, say
from onrecord.config import Config
from onrecord.record import Record

__all__ = ["serve"]

_HOSTS = ("127.0.0.1", "localhost")


@click.command(
    cls=Command,
    epilog="""
    # then open http://127.0.0.1:8080/
    onrecord serve --record trial.db --port 8080
    """,
)
@record_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=8000,
    show_default=True,
    help="0 takes any free one.",
)
@click.option("--host", default=_HOSTS[0], show_default=True, help="This machine only: 127.0.0.1 or localhost.")
@click.pass_context
def serve(ctx: click.Context, record: Path, port: int, host: str) -> None:
    """Show the record in a browser.

    The pages need no script and no network; they are served to this machine alone, until Ctrl-C. Articles that are
    added meanwhile show up at the next reload.
    """
    if host not in _HOSTS:
        raise click.UsageError(
            f"{host} is not this machine: the pages have no log-in and are served on {' or '.join(_HOSTS)} only"
        )
    with Record.open(record, readonly=True) as opened, _listen(host, port) as listening:
        say(f"{record} at http://{host}:{listening.getsockname()[1]}/  (Ctrl-C ends it)")
        _run(opened, ctx.obj, listening)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise click.ClickException(
            f"port {port} of {host} cannot be used: {error.strerror}; choose another with --port, 0 for any"
        ) from error


def _run(record: Record, settings: Config, listening: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - only this command serves

    from onrecord.web.app import create_app  # noqa: PLC0415

    config = uvicorn.Config(create_app(record, settings), log_level="warning", server_header=False, lifespan="off")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        say("")
