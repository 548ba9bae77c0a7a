"""``onrecord serve``: the record in a browser of this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.terminal import Command, record_option, say
from onrecord.errors import ConfigError
from onrecord.record import Place, Record
from onrecord.web.access import HOSTS, Token
from onrecord.web.jobs import Writing, login_name

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["serve"]

_TOKEN = "ONRECORD_TOKEN"  # noqa: S105 - the name of the variable


@click.command(
    cls=Command,
    epilog="""
    # then open http://127.0.0.1:8080/
    onrecord serve --record trial.db --port 8080

    # for other machines too, which must show the token
    onrecord serve --record trial.db --host 0.0.0.0 --token-file token.txt
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
@click.option(
    "--host",
    metavar="ADDRESS",
    default=HOSTS[0],
    show_default=True,
    help=f"Any but {' and '.join(HOSTS)} needs a token.",
)
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Holds the token that whoever asks must show; without it, {_TOKEN} is taken where it is set.",
)
@click.pass_context
def serve(ctx: click.Context, record: Place, port: int, host: str, token_file: Path | None) -> None:
    """Show the record in a browser, and to programs.

    The pages need no script and no network, until Ctrl-C; programs ask below /api/. They are served to this machine
    alone, or with a token to others too: a browser asks for it once, programs send “Authorization: Bearer …”. It is
    sent as it is: beyond a network you trust, put a server that speaks HTTPS in front. The pages also add
    articles and correct statements; whatever is added meanwhile shows up at the next reload.
    """
    from onrecord.web.app import create_app  # noqa: PLC0415 - loads what only this command needs

    token = _token(token_file)
    if host not in HOSTS and token is None:
        raise click.UsageError(f"{host} is more than this machine; give a token with --token-file or in {_TOKEN}")
    with Record.open(record, readonly=True) as opened, _listen(host, port) as listening:
        asks = "asks for the token; " if token else ""
        say(f"{opened.name} at http://{host}:{listening.getsockname()[1]}/  ({asks}Ctrl-C ends it)")
        writing = Writing(record, "" if token else login_name())
        _run(create_app(opened, ctx.obj, token, writing), listening)


def _token(path: Path | None) -> Token | None:
    if path:
        return Token.read(path)
    secret = os.environ.get(_TOKEN)
    try:
        return Token(secret) if secret else None
    except ConfigError as error:
        raise ConfigError(f"{_TOKEN}: {error}") from error


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise click.ClickException(
            f"port {port} of {host} cannot be used: {error.strerror}; choose another with --port, 0 for any"
        ) from error


def _run(app: Starlette, listening: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - only this command serves

    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        say("")
    finally:
        app.state.jobs.close()
