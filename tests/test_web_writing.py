"""What the pages write: corrections that lie over what was noted, and articles that are sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from onrecord import engine
from onrecord.config import Config
from onrecord.model import Span
from onrecord.read import READERS
from onrecord.record import Record
from onrecord.web import jobs
from onrecord.web.access import Token
from onrecord.web.app import create_app
from onrecord.web.correcting import placed
from onrecord.web.gate import LARGEST_ADDITION
from onrecord.web.jobs import Job, Jobs, Outcome, Writing
from tests.doors import Visitor, make_record

CONFIG = Config(attributor="rules@1", workers=1)
QUAY = "Quay reopens\n\n“The quay is dry again,” Orla Tamm told the Quay Post on Monday.\n"


class Desk:
    """A record with the pages that write to it; what they are asked to do is done here, not in another process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.record = Record.open(path, readonly=True)
        self.visitor = Visitor(create_app(self.record, CONFIG, writing=Writing(path, "ada")))

    def restart(self) -> Desk:
        self.record.close()
        return Desk(self.path)

    def statement(self, number: int) -> str:
        return self.record.notes("gazette").statements[number - 1].id

    def token(self, path: str) -> str:
        found = re.search(r'name="form_token" value="(\w+)"', self.visitor.get(path).text)
        assert found
        return found[1]

    def correct(self, statement: str, **fields: str) -> tuple[int, str]:
        """Send the form as it is shown with some fields otherwise; return the code and where that leads."""
        path = f"/correct/{statement}"
        html = self.visitor.get(path).text
        shown = {
            "form_token": self.token(path),
            "speaker": value_of(html, "speaker"),
            "when": value_of(html, "when"),
            "stance": (re.findall(r"<option selected>(\w+)", html) or [""])[0],
            "words": "\n".join(re.findall(r'name="words" rows="4">([^<]*)<', html)),
            "why": "heard again",
            "by": "Ada Brink",
        }
        answer = self.visitor.post(path, data=shown | fields)
        return answer.status_code, answer.headers.get("location", answer.text)


def value_of(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    return found[1] if found else ""


class Here:
    """Does here what a process of its own is asked to do."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def do(self, work: Callable[..., Outcome], tell: Callable[[engine.Progress], None]) -> Outcome:
        with Record.open(self._place) as record:
            return work(record, tell)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(engine, "Apart", Here)
    made = Desk(make_record(tmp_path / "hand.db"))
    yield made
    made.record.close()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_a_correction_shows_who_when_and_why_and_outlives_a_restart(desk: Desk):
    code, where = desk.correct(desk.statement(4), speaker="Pel Lund", when="2019-05")
    assert (code, where) == (303, f"/article/{desk.record.article('gazette').id}#c4")
    desk = desk.restart()
    card = text_of(desk.visitor.get("/article/gazette").text.partition('id="c4"')[2])
    assert "Pel Lund" in card
    assert re.search(r"speaker: none → Pel Lund \(Ada Brink, \d{4}-\d\d-\d\d: heard again\)", card)
    assert "when: none → 2019-05" in card
    assert [hit.speaker for hit in desk.record.find("lamp", limit=9)] == ["Pel Lund"]
    log = text_of(desk.visitor.get("/corrections").text)
    assert log.count("in effect") == 2


def test_a_correction_outlives_adding_the_same_again(desk: Desk):
    desk.correct(desk.statement(4), speaker="Pel Lund")
    with Record.open(desk.path) as record:
        pages = [notes.article for notes in record.all_notes()]
        assert engine.add(iter(pages), record, CONFIG, lambda _: None).known == 3
    assert desk.record.notes("gazette").statements[3].speaker == "Pel Lund"


def test_what_was_noted_stands_again(desk: Desk):
    statement = desk.statement(4)
    desk.correct(statement, speaker="Pel Lund")
    assert desk.correct(statement, undo="1")[0] == 303
    assert desk.record.notes("gazette").statements[3].speaker is None
    assert "speaker: none → as noted" in text_of(desk.visitor.get("/article/gazette").text)


def test_no_statement_can_be_taken_back_from_the_foot_of_the_article(desk: Desk):
    statement = desk.statement(4)
    code, where = desk.correct(statement, none="1")
    assert (code, where.partition("#")[2]) == (303, "corrections")
    html = desk.visitor.get("/article/gazette").text
    assert 'id="c4"' not in html
    assert f'href="/correct/{statement}"' in html
    assert "Corrected to be no statement" in desk.visitor.get(f"/correct/{statement}").text
    assert desk.correct(statement, undo="1")[1].endswith("#c4")


def test_words_are_corrected_as_the_article_prints_them(desk: Desk):
    assert desk.correct(desk.statement(4), words="the  lamp\r\nout")[0] == 303
    text = desk.record.article("gazette").text
    assert [span.of(text) for span in desk.record.notes("gazette").statements[3].spans] == ["the lamp", "out"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing here differs"),
        ({"words": "the lamp was lit"}, "does not print “the lamp was lit”"),
        ({"words": " "}, "A statement has words"),
        ({"when": "last Thursday"}, "is no ISO date"),
        ({"speaker": "Pel Lund", "why": " "}, "say why"),
        ({"undo": "1"}, "nothing of statement"),
    ],
)
def test_what_is_no_correction_is_told_and_nothing_changes(desk: Desk, fields: dict[str, str], said: str):
    code, html = desk.correct(desk.statement(4), **fields)
    assert code == 400
    assert said in text_of(html)
    assert desk.record.corrections() == []


def test_what_was_typed_is_still_there_after_an_error(desk: Desk):
    _, html = desk.correct(desk.statement(4), speaker="Pel <b>", when="x")
    assert 'name="speaker" value="Pel &lt;b&gt;"' in html
    assert 'name="by" value="Ada Brink"' in html


def test_nothing_is_written_without_the_token_of_the_form(desk: Desk):
    statement = desk.statement(4)
    for path, fields in ((f"/correct/{statement}", {"speaker": "X", "why": "y", "by": "z"}), ("/add", {"outlet": "X"})):
        assert desk.visitor.post(path, data=fields).status_code == 403
        foreign = desk.visitor.post(
            path, data=fields | {"form_token": desk.token(path)}, headers={"origin": "http://b.example"}
        )
        assert foreign.status_code == 403
    assert desk.record.corrections() == []


def test_pages_for_reading_only_offer_and_do_nothing(tmp_path: Path):
    with Record.open(make_record(tmp_path / "hand.db"), readonly=True) as record:
        client = Visitor(create_app(record))
        assert "/correct/" not in client.get("/article/gazette").text
        assert "Add articles" not in client.get("/").text
        statement = record.notes("gazette").statements[0].id
        for path in ("/add", f"/correct/{statement}", "/jobs/1"):
            assert client.get(path).status_code == 403
            if path != "/jobs/1":
                assert client.post(path, data={"why": "x"}).status_code == 403


def sent(desk: Desk, files: dict[str, bytes], **fields: str) -> str:
    given = [("files", (name, data, "text/plain")) for name, data in files.items()]
    answer = desk.visitor.post("/add", data={"form_token": desk.token("/add"), **fields}, files=given)
    assert answer.status_code == 303, text_of(answer.text)
    where = answer.headers["location"]
    app_jobs = jobs_of(desk.visitor)
    app_jobs.job(int(where.rpartition("/")[2])).ended.wait(60)
    return desk.visitor.get(where).text


def jobs_of(visitor: Visitor) -> Jobs:
    app: Starlette = visitor._app
    found: Jobs = app.state.jobs
    return found


def test_the_form_offers_every_kind_of_file_that_is_read(desk: Desk):
    kinds = re.search(r'id="add-files"[^>]* accept="([^"]*)"', desk.visitor.get("/add").text)
    assert kinds is not None
    assert set(kinds[1].split(",")) == set(READERS)


def test_files_are_added_and_a_bad_one_is_told(desk: Desk, tmp_path: Path):
    before = set(tmp_path.iterdir())
    html = sent(
        desk,
        {
            "paper/quay.txt": QUAY.encode(),
            "paper/scan.pdf": b"%PDF-1.7",
            "paper/<b>.html": b"\x00\x01",
            "paper/.DS_Store": b"\x00",
            "../../../etc/lake.txt": b"Nobody spoke at the lake.",
            "lines.jsonl": b'{"id": "one", "text": "The ferry is late."}\n{broken\n',
        },
        outlet="The Quay Post",
        published="2031-05-04",
    )
    said = text_of(html)
    assert "3 articles added, 0 known already; 1 new statement" in said
    assert "paper/scan.pdf (read): no reader" in said
    assert "lines.jsonl:2 (read): not JSON" in said
    assert "paper/&lt;b&gt;.html" in html
    assert ".DS_Store" not in said
    added = desk.record.latest(3)
    assert {(entry.outlet, str(entry.published)) for entry in added} == {("The Quay Post", "2031-05-04")}
    assert {desk.record.article(entry.id).origin for entry in added} == {
        "paper/quay.txt",
        "../../../etc/lake.txt",
        "lines.jsonl:1",
    }
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "hand.db-wal", tmp_path / "hand.db-shm"}
    front = text_of(desk.visitor.get("/").text)
    assert "Quay reopens" in front
    assert "paper/scan.pdf" in front


def test_too_much_or_nothing_is_not_taken(desk: Desk):
    token = desk.token("/add")
    assert desk.visitor.post("/add", data={"form_token": token}, files=[]).status_code in {400, 415}
    more = {"content-length": str(LARGEST_ADDITION + 1)}
    assert desk.visitor.post("/add", content=b"x", headers=more).status_code == 413
    many = [("files", (f"{number}.txt", b"x", "text/plain")) for number in range(5_001)]
    assert desk.visitor.post("/add", data={"form_token": token}, files=many).status_code == 400


def test_a_day_that_is_none_is_told(desk: Desk):
    answer = desk.visitor.post(
        "/add",
        data={"form_token": desk.token("/add"), "published": "yesterday"},
        files=[("files", ("a.txt", b"x", "text/plain"))],
    )
    assert answer.status_code == 400
    assert "2031-05-04" in text_of(answer.text)


def test_of_too_many_jobs_none_is_taken_on(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Jobs, "start", lambda *_: None)
    assert desk.correct(desk.statement(4), speaker="Pel Lund")[0] == 503
    answer = desk.visitor.post(
        "/add", data={"form_token": desk.token("/add")}, files=[("files", ("a.txt", QUAY.encode(), "text/plain"))]
    )
    assert answer.status_code == 503


def test_a_job_that_goes_on_is_shown_and_looks_again(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    going = Job(7, "Adding 3 files", "/", 3)
    going.state, going.stage, going.done, going.statements = jobs.State.RUNNING, "noting", 2, 9
    monkeypatch.setattr(Jobs, "job", lambda *_: going)
    monkeypatch.setattr(Jobs, "open", [going])
    html = desk.visitor.get("/jobs/7").text
    assert "Noting: 2 articles of 3, 9 statements." in text_of(html)
    assert 'hx-get="/jobs/7"' in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
    assert "Adding 3 files: noting" in text_of(desk.visitor.get("/").text)


def test_a_job_of_long_ago_is_not_there(desk: Desk):
    assert desk.visitor.get("/jobs/99").status_code == 404


def test_whoever_has_the_token_may_write_and_says_who_it_is(tmp_path: Path):
    with Record.open(make_record(tmp_path / "hand.db"), readonly=True) as record:
        secret = "a-token-for-the-tests"  # noqa: S105
        client = Visitor(create_app(record, CONFIG, Token(secret), Writing(tmp_path / "hand.db")))
        path = f"/correct/{record.notes('gazette').statements[0].id}"
        assert client.get(path).status_code == 303
        html = client.ask("GET", path, headers={"authorization": f"Bearer {secret}"}).text
        assert 'name="by" value=""' in html


def test_words_are_placed_where_they_are_printed_nearest():
    text = "No. Yes. No.\nNever, no. Yes."
    assert placed(text, ["No."], 9) == [Span(9, 12)]
    assert placed(text, ["Yes.", "no. Yes."], 0) == [Span(4, 8), Span(20, 28)]
    assert placed(text, ["No. Never,"], 0) == [Span(9, 19)]
    with pytest.raises(ValueError, match="after what stands before it"):
        placed(text, ["no. Yes.", "Never,"], 0)
