"""The help of every command, and what holds for the command line as a whole."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

import onrecord
from onrecord.cli import main


def commands(group: click.Group = main, *above: str) -> list[tuple[str, ...]]:
    """Every command with its groups, as typed."""
    found: list[tuple[str, ...]] = [above]
    for name, command in sorted(group.commands.items()):
        found += commands(command, *above, name) if isinstance(command, click.Group) else [(*above, name)]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_is_as_reviewed(command: tuple[str, ...], snapshot: SnapshotAssertion):
    answer = CliRunner().invoke(main, [*command, "--help"], prog_name="onrecord", env={"COLUMNS": "80"})
    assert answer.exit_code == 0
    assert max(map(len, answer.output.splitlines())) <= 80
    assert answer.output == snapshot


GROUPS = {(), ("person",), ("show",)}  # their commands have examples


@pytest.mark.parametrize("command", [words for words in commands() if words not in GROUPS], ids=" ".join)
def test_help_has_examples_of_this_very_command(command: tuple[str, ...]):
    output = CliRunner().invoke(main, [*command, "--help"], prog_name="onrecord").output
    examples = output[output.index("Examples:") :]
    assert f"onrecord {' '.join(command)} " in examples.replace("\n", " ")


def test_help_lists_every_command_in_a_section():
    output = CliRunner().invoke(main, ["--help"]).output
    assert [name for name in main.commands if f"\n  {name} " not in output] == []


def test_version_is_that_of_the_package():
    assert CliRunner().invoke(main, ["--version"]).output == f"onrecord {onrecord.__version__}\n"


def test_unknown_command_is_a_usage_error():
    answer = CliRunner().invoke(main, ["shw"])
    assert answer.exit_code == 2
    assert "No such command" in answer.stderr


def test_starting_loads_neither_the_language_model_nor_the_server():
    names = {"spacy", "starlette", "fastapi", "pydantic", "mcp", "uvicorn", "jinja2"}
    code = f"import onrecord.cli, sys; sys.exit(bool({names} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_module_runs_as_the_command_does():
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "onrecord", "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("onrecord ")
    assert run.stderr == ""
