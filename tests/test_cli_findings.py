"""``onrecord findings`` on a record made by hand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.cli.report import HEADINGS
from onrecord.compare import COMPARISONS
from onrecord.record import Record
from onrecord.web.app import create_app
from tests.doors import Visitor, make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["findings", *words], env={"COLUMNS": "100"})


def test_findings_are_listed_with_what_they_rest_on(record: Path):
    answer = ask("--record", str(record), "--kind", "coverage")
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    assert lines[:3] == [
        "coverage 0.80",
        "Only Lake Radio prints “I told them so in March.”",
        "    I told them so in March.",
    ]
    assert lines[3].startswith("    Lake Radio, 2 May 2019, article ")


def test_json_holds_text_and_offsets(record: Path):
    (line,) = ask("--record", str(record), "--kind", "coverage", "--format", "json").stdout.splitlines()
    finding = json.loads(line)
    (item,) = finding["evidence"]
    assert finding["kind"] == "coverage"
    assert (item["article"], item["outlet"], item["text"]) == ("radio", "Lake Radio", "I told them so in March.")
    assert item["span"][1] - item["span"][0] == len(item["text"])


def test_a_kind_that_there_never_is_is_a_usage_error(record: Path):
    answer = ask("--record", str(record), "--kind", "answer")
    assert answer.exit_code == 2
    assert "there is no kind 'answer'; there are answers, coverage," in answer.stderr


def test_a_kind_that_is_not_there_says_which_are(record: Path):
    answer = ask("--record", str(record), "--kind", "verbs")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "No verbs on record; there are: answers, coverage, discrepancies.\n"


def test_a_record_that_is_not_there_is_one_clear_line(tmp_path: Path):
    answer = ask("--record", str(tmp_path / "no.db"))
    assert answer.exit_code == 1
    assert "make one with `onrecord add`" in answer.stderr


def test_a_page_that_changed_is_a_finding_and_shows_its_versions(tmp_path: Path):
    news = tmp_path / "news"
    news.mkdir()
    path, line = (
        tmp_path / "changed.db",
        "“We lost {} lamps in the storm, and nobody was told,” said Anna Brook in Tessel.",
    )
    for day, number in ((4, "fourteen"), (5, "forty")):
        article = {"text": line.format(number), "outlet": "Tessel Times", "url": "https://times.example/lamps"}
        article |= {"published": "2031-05-04", "modified": f"2031-05-0{day}T08:00:00+02:00"}
        (news / f"{day}.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["add", str(news), "--record", str(path)]).exit_code == 0
    output = ask("--record", str(path), "--kind", "revision").stdout
    assert output.startswith(
        "revision 0.90\nWhat Anna Brook said differs in two versions of a page of Tessel Times, 2031-05-04"
    )
    assert "“fourteen” became “forty”" in " ".join(output.split())
    assert output.count("    Tessel Times, 4 May 2031, article ") == 1
    assert output.count("    Tessel Times, 4 May 2031, an earlier version, replaced on 5 May 2031, article ") == 1
    with Record.open(path, readonly=True) as record:
        first = next(each.id for each in record.articles(5) if record.article(each.id).replaced)
    shown = CliRunner().invoke(main, ["show", "article", first, "--record", str(path)]).stdout
    assert "\nan earlier version, replaced on 5 May 2031\nversion 1 of 2: 4 May 2031, article " in shown
    found = CliRunner().invoke(main, ["find", "lamps", "--record", str(path)]).stdout
    assert found.count("Anna Brook") == 2  # the words differ, so both are shown
    assert " ".join(found.split()).count("Times, 4 May 2031, an earlier version, replaced on 5 May 2031, article") == 1
    lines = CliRunner().invoke(main, ["find", "lamps", "--format", "jsonl", "--record", str(path)]).stdout.splitlines()
    assert sorted(json.loads(line).get("replaced", "") for line in lines) == ["", "2031-05-05"]
    table = CliRunner().invoke(main, ["export", "--format", "csv", "--record", str(path)]).stdout.splitlines()
    assert sum(",2031-05-05," in row for row in table) == 1
    with Record.open(path, readonly=True) as record:
        visitor = Visitor(create_app(record))
        assert visitor.get("/find", q="lamps").text.count("an earlier version, replaced on 5 May 2031") == 1
        page = visitor.get(f"/article/{first}").text
        assert (
            "An earlier version, replaced on 5 may 2031" in page or "An earlier version, replaced on 5 May 2031" in page
        )


def test_a_report_in_markdown_goes_by_affairs_and_escapes_signs(tmp_path: Path):
    text = 'Ida Moor denied claims by Tom *Fell* that she sold the [boat]. "I sold nothing," she said.'
    source, path = tmp_path / "page.txt", tmp_path / "one.db"
    source.write_text(text, encoding="utf-8")
    run = CliRunner()
    words = ("--record", str(path), "--outlet", "Weir_Courant", "--published", "2030-04-02", "--title", "A boat")
    assert run.invoke(main, ["add", str(source), *words]).exit_code == 0
    report = ask("--record", str(path), "--format", "markdown").stdout
    assert report.splitlines()[:6] == [
        "# Places to look",
        "",
        "What comparing the reports on record shows: where to look, on which words. No verdict on anything.",
        "",
        "## A boat",
        "",
    ]
    assert "2 April 2030, 1 article of 1 outlet." in report
    assert "### Alleged and answered, asked and answered" in report
    assert "— *Weir\\_Courant*, 2 April 2030, " in report
    assert "\\[boat\\]" in report


def test_every_comparison_has_a_heading_in_the_report():
    assert set(HEADINGS) == set(COMPARISONS)
