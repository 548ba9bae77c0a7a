"""``show`` and ``serve``, on a record made by hand."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.model import Notes
from onrecord.record import Record
from tests.doors import DOOR, RAISE, article, make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(*words: str, width: int = 100, **environment: str) -> Result:
    return CliRunner().invoke(main, words, env={"COLUMNS": str(width), **environment})


def ran(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "onrecord", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def test_article_shows_every_statement_with_all_that_is_known(record: Path):
    output = ask("show", "article", "gazette", "--record", str(record), width=120).output
    assert output.startswith("The Orrin Gazette, 3 May 2019\nQuist promises to raise the Heron\n")
    assert "4 statements, 1 second-hand, 1 without a named source" in output
    assert (
        "  1 Mara Quist  assert “told” · quoted · to Lake Radio · “on Thursday” → 2 May 2019 · told Lake Radio\n"
        in output
    )
    assert "  3 Pel Lund  assert “had told” · quoted · via Mara Quist · inside statement 2" in output
    assert "  4 no source named  allege “claims” · reported\n    that the lamp was out\n" in output
    assert "also printed by Ferryman Weekly and Lake Radio: utterance d00rd00rd0" in output


@pytest.mark.parametrize(("more", "heading"), [({}, "quay"), ({"title": "Quay shut"}, "Quay shut")])
def test_article_without_an_outlet_says_so(tmp_path: Path, more: dict[str, str], heading: str):
    with Record.open(tmp_path / "r.db", create=True) as opened:
        opened.keep([Notes(article("Nobody spoke at the quay.", "quay", **more))])
    output = ask("show", "article", "quay", "--record", str(tmp_path / "r.db")).output
    assert output.startswith(f"outlet not known\n{heading}\n")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_article_keeps_to_the_width_of_the_terminal(record: Path, width: int):
    output = ask("show", "article", "gazette", "--record", str(record), width=width).output
    assert max(map(len, output.splitlines())) <= width
    words = " ".join(output.split())
    assert "“The ferry sank because nobody closed the bow door … We will raise it before winter,” […]" in words


def test_article_shows_hostile_text_without_obeying_it(record: Path):
    output = ask("show", "article", "ferryman", "--record", str(record)).output
    assert "‹U+202E›evil" in output
    assert "\u202e" not in output


def test_utterance_shows_fullest_conflict_and_a_row_for_each_witness(record: Path):
    output = ask("show", "utterance", DOOR, "--record", str(record)).output
    assert output.startswith("Mara Quist, 2 May 2019\n3 printings in 3 articles of 3 outlets, 2–3 May 2019\n")
    assert "Order not known: The Orrin Gazette prints this before “the door is a matter" in output
    assert "nobody closed the bow door {ABC} I told them so in March. {A}" in output
    assert "[…] Ask the harbour. {B}" in output
    assert re.search(r"^A +Lake Radio +2 May 2019 +– +=", output, re.MULTILINE)
    assert re.search(r"^C +Ferryman Weekly +no date +“said” +⇄ reordered", output, re.MULTILINE)
    assert "We will raise her before winter" in output
    assert "≠ reworded: other words inside quotation marks" in output


def test_utterance_names_what_was_set_aside_and_the_same_words_at_another_time(record: Path):
    lines = ask("show", "utterance", RAISE, "--record", str(record)).output.splitlines()
    at = lines.index("Set aside: The Orrin Gazette, 3 May 2019: no source named; no more than “<lamp>” is shared")
    assert [line.strip() for line in lines[at + 1 :]] == [
        "that the lamp was out",
        f"The same words at another time: Ferryman Weekly, no date: Mara Quist; utterance {DOOR[:10]}",
        '"We will raise her before winter," […] "Nobody closed the bow door."',
        "The same words at another time: The Orrin Gazette, 3 May 2019: no source named",
        "that the lamp was out",
    ]


def test_person_shows_statements_in_order_of_time(record: Path):
    output = ask("show", "person", "mara quist", "--record", str(record)).output
    outlets = re.findall(r"^    (\w[\w ]+)(?:, .*)?, article", output, re.MULTILINE)
    assert outlets == ["Lake Radio", "The Orrin Gazette", "The Orrin Gazette", "Ferryman Weekly"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "article", "nothing"), "no article 'nothing' is on record"),
        (("show", "utterance", "nothing"), "no utterance 'nothing' is on record"),
        (("show", "person", "quist"), "is it Mara Quist?"),
        (("show", "person", ")"), "nobody by the name of ')' is on record; give a name as articles print it"),
        (("find", "***"), "nothing to search for"),
    ],
)
def test_what_is_not_on_record_is_one_clear_line(record: Path, words: tuple[str, ...], message: str):
    answer = ask(*words, "--record", str(record))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
    assert message in answer.stderr


def test_missing_record_and_wrong_settings_are_one_clear_line(tmp_path: Path):
    missing = ask("find", "x", "--record", str(tmp_path / "no.db"))
    assert missing.exit_code == 1
    assert "make one with `onrecord add`" in missing.stderr
    settings = tmp_path / "onrecord.toml"
    settings.write_text("colour = 1\n")
    wrong = ask("--config", str(settings), "find", "x")
    assert wrong.exit_code == 1
    assert "no such setting: colour" in wrong.stderr


def test_record_is_taken_from_the_environment(record: Path):
    answer = CliRunner().invoke(main, ["find", "lamp"], env={"ONRECORD_RECORD": str(record)})
    assert "the lamp was out" in answer.stdout


def test_pipe_gets_plain_text(record: Path):
    run = ran("show", "utterance", DOOR, "--record", record, PYTHONIOENCODING="utf-8")
    assert run.returncode == 0
    assert b"\x1b" not in run.stdout
    assert run.stderr == b""


def test_terminal_without_utf8_gets_every_word(record: Path):
    run = ran("show", "article", "gazette", "--record", record, PYTHONIOENCODING="ascii")
    assert run.returncode == 0
    assert b"\\u201cclaims\\u201d" in run.stdout


def test_reader_that_goes_away_is_no_traceback(record: Path):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "onrecord", "show", "article", "gazette", "--record", str(record)]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert b"Traceback" not in run.stderr


def test_serve_answers_until_it_is_interrupted(record: Path):
    command = [sys.executable, "-W", "error", "-m", "onrecord", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        line = server.stderr.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+/", line).group()
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own
            assert b"The Orrin Gazette" in answer.read()
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
    assert server.returncode == 0
    assert "Traceback" not in rest


def test_serve_refuses_other_hosts_without_a_token_and_taken_ports(record: Path, tmp_path: Path):
    words = ("serve", "--record", str(record), "--host", "0.0.0.0")  # noqa: S104 - is refused
    open_to_all = ask(*words)
    assert open_to_all.exit_code == 2
    assert "give a token with --token-file or in ONRECORD_TOKEN" in open_to_all.stderr
    (tmp_path / "token").write_text("short", "utf-8")
    weak = ask(*words, "--token-file", str(tmp_path / "token"))
    assert (weak.exit_code, "20 or more letters" in weak.stderr) == (1, True)
    assert "ONRECORD_TOKEN: a token needs" in ask(*words, ONRECORD_TOKEN="short").stderr  # noqa: S106
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = ask("serve", "--record", str(record), "--port", port)
    assert answer.exit_code == 1
    assert "choose another with --port" in answer.stderr


@pytest.mark.parametrize("where", ["file", "variable"])
def test_serve_answers_other_hosts_with_a_token(record: Path, tmp_path: Path, where: str):
    secret = "a-token-for-the-tests"  # noqa: S105
    (tmp_path / "token").write_text(f"{secret}\n", "utf-8")
    given = ["--token-file", str(tmp_path / "token")] if where == "file" else []
    command = [sys.executable, "-W", "error", "-m", "onrecord", "serve", "--record", str(record), "--port", "0"]
    command += ["--host", "0.0.0.0", *given]  # noqa: S104 - with a token
    environment = os.environ | ({} if given else {"ONRECORD_TOKEN": secret})
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        line = server.stderr.readline()
        assert "asks for the token" in line
        assert secret not in line
        port = re.search(r":(\d+)/", line).group(1)
        url = f"http://127.0.0.2:{port}"  # a name of its own, though of this machine
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{url}/api/counts", timeout=10)  # noqa: S310 - our own
        assert refused.value.code == 401
        refused.value.close()
        asked = urllib.request.Request(f"{url}/api/counts", headers={"authorization": f"Bearer {secret}"})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own
            assert json.load(answer)["articles"] == 3
        with urllib.request.urlopen(f"{url}/", timeout=10) as answer:  # noqa: S310 - our own
            assert b"asks for its token" in answer.read()
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
    assert (server.returncode, rest.strip()) == (0, "")
