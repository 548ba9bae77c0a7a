"""Writes ``docs/commands.md``: the help of every command, and every setting, as the program itself tells them."""

import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.config import Config

__all__ = ["PAGE", "commands", "page"]

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_HEAD = """# Commands

Data goes to standard output, messages to standard error. Exit codes: 0 all well, 3 something was skipped, 2 wrong
usage, 1 error; those of `onrecord check` are its own. The record is one file (SQLite; copy it when no addition runs),
or a database of a PostgreSQL server that holds nothing else, `postgresql://user@host/database` (it needs the extra:
`pip install 'onrecord[postgresql]'`). A record of an older onrecord is brought up to date when it is opened; its
utterances and findings are those of the older rules until something is added or corrected.
"""


def commands(group: click.Group = main, *above: str) -> Iterator[tuple[str, ...]]:
    """Yield every command with the groups it stands in."""
    for name, command in sorted(group.commands.items()):
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for words in commands():
        answer = CliRunner().invoke(main, [*words, "--help"], prog_name="onrecord", env={"COLUMNS": "80"})
        parts.append(f"## onrecord {' '.join(words)}\n\n```text\n{answer.output.rstrip()}\n```\n")
    parts.append(_settings())
    return "\n".join(parts)


def _settings() -> str:
    """The settings of ``onrecord.toml``, with what the docstring of the configuration says of each."""
    described = inspect.cleandoc(Config.__doc__ or "")
    lines = dict(line.strip().split(": ", 1) for line in described.splitlines() if line.startswith("    "))
    rows = "\n".join(
        f"| `{field.name}` | `{field.default!r}` | {lines[field.name].replace(chr(96) * 2, chr(96))} |"
        for field in fields(Config)
    )
    intro = "`onrecord.toml` in the current folder, or the file named by `--config`. All are optional."
    return f"## Settings\n\n{intro}\n\n| setting | default | meaning |\n|---|---|---|\n{rows}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
