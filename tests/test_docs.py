"""The docs are complete and say what the program does."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools import commands

from onrecord.cli import main
from onrecord.compare import COMPARISONS
from onrecord.export import EXPORTS
from onrecord.export.table import COLUMNS
from onrecord.model import Change, Form, Stance
from onrecord.read import READERS
from onrecord.verdicts import Remark, Verdict

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def shown(language: str) -> list[str]:
    """Every block of code in README and docs."""
    return [
        block for page in PAGES for block in re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ]


def test_the_page_of_commands_is_what_the_program_says():
    assert commands.PAGE.read_text("utf-8") == commands.page(), "run: python -m tools.commands"


def test_every_command_shown_exists():
    known = {" ".join(words) for words in commands.commands()}
    lines = [line.strip() for block in shown("sh") for line in block.splitlines()]
    used = {re.match(r"onrecord (show \w+|\w+)", line) for line in lines if line.startswith("onrecord ")}
    assert used
    assert {found.group(1) for found in used if found} <= known


def test_every_option_shown_exists():
    for line in (line for block in shown("sh") for line in block.splitlines() if line.startswith("onrecord ")):
        words = re.match(r"onrecord (show \w+|\w+)", line)
        assert words
        answer = CliRunner().invoke(main, [*words.group(1).split(), "--help"])
        assert [option for option in re.findall(r"--[a-z-]+", line) if option not in answer.output] == []


def test_make_targets_shown_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"demo", "test", "check", "bench", "docs", "setup"} <= targets
    shown_targets = {found for page in PAGES for found in re.findall(r"`?make (\w+)", page.read_text("utf-8"))}
    assert shown_targets & targets
    assert set(re.findall(r"`make (\w+)`", "".join(p.read_text("utf-8") for p in PAGES))) <= targets


@pytest.mark.parametrize("value", [*Change, *Stance, *Form])
def test_every_value_of_the_contract_is_explained(value: str):
    assert f"`{value}`" in (ROOT / "docs" / "contract.md").read_text("utf-8")


@pytest.mark.parametrize("value", [*Verdict, *Remark])
def test_every_verdict_and_note_on_a_draft_is_explained(value: str):
    assert f"`{value}`" in (ROOT / "docs" / "checking.md").read_text("utf-8")


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_read_is_named(suffix: str):
    assert f"`{suffix}`" in (ROOT / "docs" / "contract.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(COMPARISONS))
def test_every_comparison_is_explained(name: str):
    assert f"**{name.capitalize()}**" in (ROOT / "docs" / "how-it-decides.md").read_text("utf-8")
    assert f"| `{name}` |" in (ROOT / "docs" / "findings.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*EXPORTS, *COLUMNS])
def test_every_export_and_every_column_is_explained(name: str):
    assert f"`{name}`" in (ROOT / "docs" / "exports.md").read_text("utf-8")


def test_the_python_example_runs():
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    printed: list[str] = []
    exec(example, {"print": lambda *parts: printed.append(" ".join(map(str, parts)))})  # noqa: S102 - our own README
    assert printed == ["Ada Vinn direct ['“The ferry is safe,”']"]


def test_every_page_is_in_the_navigation():
    pages = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    assert {str(page.relative_to(ROOT / "docs")) for page in PAGES[1:]} == pages


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_decisions_are_short():
    assert [
        page.name
        for page in (ROOT / "docs" / "decisions").glob("*.md")
        if len(page.read_text("utf-8").splitlines()) > 25
    ] == []


def test_pinned_versions_cover_what_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    }
    assert {re.split(r"[\[<>=~]", name)[0].lower().replace("_", "-") for name in named} <= pinned
