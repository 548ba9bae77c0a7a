"""``onrecord check`` as it is typed: formats, exit codes, hostile words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from syrupy.assertion import SnapshotAssertion

from onrecord.cli import main
from tests.doors import make_record

DRAFT = """# The Heron

“The ferry sank because nobody closed the bow door,” Mara Quist told Lake Radio.

“I told them so in May,” she said. Pel Lund said: “We will raise it before winter.”

“The eels are to blame, all of them,” said <script>alert('x')</script> a \u202e “witness”.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("check") / "hand.db")


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("draft.md")
    path.write_text(DRAFT, "utf-8")
    return path


def run(draft: Path | str, record: Path, *more: str, given: bytes | None = None) -> Result:
    words = ["check", str(draft), "--record", str(record), *more]
    return CliRunner().invoke(main, words, env={"COLUMNS": "100"}, input=given)


def test_text_says_what_is_printed_where(draft: Path, record: Path):
    answer = run(draft, record)
    assert answer.exit_code == 1
    assert answer.output.startswith("4 quotations checked, 3 to look at. 2 quotations of fewer than three words")
    assert "  1 verbatim: as printed  paragraph 2, given to Mara Quist" in answer.output
    assert "  2 reworded: other words than are printed" in answer.output
    assert "! The draft gives it to Pel Lund; on record it is said by Mara Quist." in answer.output
    assert "not on record in 3 articles of 3 outlets published" in " ".join(answer.output.split())
    assert "\u202e" not in answer.output


def test_text_gives_every_stretch_of_a_printing(tmp_path: Path, record: Path):
    draft = tmp_path / "cut.txt"
    draft.write_text("“We will raise it before winter. Ask the harbour,” Mara Quist said.", "utf-8")
    (printing, *_) = json.loads(run(draft, record, "--format", "json").output)["quotations"][0]["printings"]
    assert len(printing["spans"]) == 2
    places = ", ".join(f"{start}–{end}" for start, end in printing["spans"])
    assert f"characters {places}" in " ".join(run(draft, record).output.split())


def test_json_has_every_verdict_with_its_evidence(draft: Path, record: Path):
    answer = run(draft, record, "--format", "json")
    assert answer.exit_code == 1
    report = json.loads(answer.output)
    assert [each["verdict"] for each in report["quotations"]] == ["verbatim", "reworded", "verbatim", "absent"]
    assert report["searched"] == {"articles": 3, "outlets": 3, "first": "2019-05-02", "last": "2019-05-03"}
    assert (report["alright"], report["skipped"]) == (False, 2)
    assert report["quotations"][1]["printings"][0]["text"] == "I told them so in March"
    first = report["quotations"][0]["printings"][0]
    assert first["text"] == "The ferry sank because nobody closed the bow door"
    assert first["utterance"] == "d00rd00rd00rd00rd00r"


@pytest.mark.parametrize("form", ["md", "html"])
def test_report_is_as_reviewed(draft: Path, record: Path, form: str, snapshot: SnapshotAssertion):
    answer = run(draft, record, "--format", form)
    assert answer.exit_code == 1
    assert answer.output == snapshot


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_stands_alone_and_obeys_nothing(draft: Path, record: Path):
    page = run(draft, record, "--format", "html").output
    seen = _Seen()
    seen.feed(page)
    assert {"script", "img", "link", "iframe"} & {tag for tag, _ in seen.tags} == set()
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on") or name == "src"]
    addresses = [attributes["href"] or "" for _, attributes in seen.tags if "href" in attributes]
    assert all(address.startswith(("https://", "http://")) for address in addresses)
    assert "\u202e" not in page
    assert "@media print" in page


def test_markdown_obeys_nothing(record: Path, tmp_path: Path):
    path = tmp_path / "x.txt"
    path.write_text("“<b onclick=x>[a](javascript:1)</b> *nobody* closed `it`,” said X.", "utf-8")
    output = run(path, record, "--format", "md").output
    assert re.search(r"(?<!\\)[<`]", output) is None
    assert re.search(r"(?<!\\)\]\(", output) is None


def test_a_draft_as_printed_has_nothing_to_look_at(record: Path):
    words = "Mara Quist said: “I told them so in March.”"
    answer = run("-", record, given=words.encode())
    assert (answer.exit_code, answer.output.splitlines()[0]) == (0, "1 quotation checked, 0 to look at.")


def test_a_draft_without_quotations_has_nothing_to_look_at(record: Path):
    assert run("-", record, given=b"Nothing was said.").exit_code == 0


def test_a_day_in_the_draft_counts_from_when_it_is_for(record: Path):
    words = "“I told them so in March,” Mara Quist said on Monday.".encode()
    assert "dates it" not in run("-", record, given=words).output
    assert "The draft dates it 2020-06-01;" in run("-", record, "--published", "2020-06-02", given=words).output


def test_a_word_document_is_checked(record: Path, tmp_path: Path):
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as archive:
        body = "<w:p><w:r><w:t>Mara Quist said: “I told them so in March.”</w:t></w:r></w:p>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}">{body}</w:document>')
    path = tmp_path / "draft.docx"
    path.write_bytes(out.getvalue())
    assert run(path, record).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.txt", b"", "no text in it"), ("a.txt", b"a\0b", "binary data"), ("a.pdf", b"%PDF-", "a draft is one of")],
)
def test_bad_input_is_code_3_and_says_what_to_do(tmp_path: Path, record: Path, name: str, content: bytes, words: str):
    path = tmp_path / name
    path.write_bytes(content)
    answer = run(path, record)
    assert answer.exit_code == 3
    assert words in answer.stderr
    assert answer.stdout == ""


def test_a_missing_record_is_code_3_and_a_missing_draft_wrong_usage(tmp_path: Path, record: Path, draft: Path):
    assert run(draft, tmp_path / "none.db").exit_code == 3
    assert run("none.txt", record).exit_code == 2
    assert run("https://x.example/draft", record).exit_code == 2
    assert run(draft, record, "--format", "pdf").exit_code == 2
