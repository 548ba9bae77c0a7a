"""REST as a program gets it, from a record made by hand: one shape for each noun, pages without end, plain errors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from onrecord.cli import main
from onrecord.config import Config
from onrecord.contract import notes_from_json, notes_to_json, utterance_to_json
from onrecord.corrections import Field
from onrecord.model import Notes, Speaker, SpeakerKind
from onrecord.record import Record
from onrecord.web import schema
from onrecord.web.app import create_app
from onrecord.web.problems import ProblemDocument
from tests.doors import AFFAIR, DOOR, MARA, Visitor, article, make_record, statement

RULES = Config(attributor="rules@1", workers=1)
DRAFT = "“I told them so in May,” Mara Quist said. “The eels are to blame, all of them,” Pel Lund said."
LISTS = {
    "/api/articles": schema.Articles,
    "/api/statements?words=door": schema.Found,
    "/api/statements?form=direct&by=date": schema.Found,
    "/api/utterances": schema.Utterances,
    "/api/coverage": schema.Coverage,
    "/api/persons/Mara Quist/statements": schema.Statements,
    "/api/findings": schema.Findings,
    "/api/stories": schema.Stories,
    "/api/stories?grain=event": schema.Stories,
    "/api/findings?kind=coverage": schema.Findings,
    "/api/problems": schema.Problems,
}
ONES = {
    "/api/articles/gazette": schema.Notes,
    "/api/articles/gazette?text=true": schema.Notes,
    f"/api/utterances/{DOOR}": schema.UtteranceWithArticles,
    "/api/persons/mara quist": schema.Person,
    f"/api/stories/{AFFAIR}": schema.Story,
    "/api/counts": schema.Counts,
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("rest") / "hand.db")


@pytest.fixture(scope="module")
def record(file: Path) -> Iterator[Record]:
    with Record.open(file, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(record: Record) -> Visitor:
    return Visitor(create_app(record, RULES))


@pytest.mark.parametrize(("path", "model"), [*LISTS.items(), *ONES.items()])
def test_answers_are_what_the_openapi_document_says(client: Visitor, path: str, model: type[BaseModel]):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    model.model_validate_json(answer.text)  # which takes no key that it does not name
    assert "items" not in answer.json() or answer.json()["items"]


def test_the_openapi_document_needs_nothing_from_elsewhere(client: Visitor):
    document = client.get("/api/openapi.json").json()
    assert document["servers"] == [{"url": "/api"}]
    assert {path.split("/")[1] for path in document["paths"]} >= {"articles", "statements", "check"}
    assert all("default" in each["responses"] for path in document["paths"].values() for each in path.values())
    assert client.get("/api/docs").status_code == client.get("/api/redoc").status_code == 404


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2])
def test_pages_of_a_list_are_the_list(client: Visitor, path: str, limit: int):
    every = client.get(f"{path}{'&' if '?' in path else '?'}limit=1000").json()
    assert every["next"] is None
    step, pages = f"{path}{'&' if '?' in path else '?'}limit={limit}", []
    while step:
        page = client.get(step).json()
        pages.append(page["items"])
        step = page["next"]
    assert [item for page in pages for item in page] == every["items"]
    assert {len(page) for page in pages[:-1]} <= {limit}
    assert pages[-1]


def test_coverage_tells_when_something_was_said_and_how_each_outlet_prints_it(client: Visitor):
    door = next(item for item in client.get("/api/coverage").json()["items"] if item["utterance"] == DOOR)
    assert (door["speaker"], door["said"]) == ("Mara Quist", {"start": "2019-05-02", "end": "2019-05-02"})
    assert {(one["outlet"], one["how"]) for one in door["printings"]} >= {("Lake Radio", "quoted")}
    first = door["printings"][0]
    assert client.get(f"/api/articles/{first['article']}").status_code == 200


def test_pages_of_a_person_with_any_name_go_on(tmp_path: Path):
    page = article("“Yes, we do,” she said. “So we do.”", "one")
    name = "A/B? 50% #1 é"
    said = [statement(page, [words], speaker=name) for words in ("“Yes, we do,”", "“So we do.”")]
    with Record.open(tmp_path / "x.db", create=True) as record:
        record.keep([Notes(page, tuple(said), (Speaker(name, SpeakerKind.PERSON),))])
    with Record.open(tmp_path / "x.db", readonly=True) as record:
        client = Visitor(create_app(record, RULES))
        first = client.get(f"/api/persons/{quote(name)}/statements?limit=1").json()
        rest = client.get(first["next"]).json()
        assert [item["text"] for item in first["items"] + rest["items"]] == ["“Yes, we do,”", "“So we do.”"]
        assert rest["next"] is None


def test_a_correction_is_told_with_what_was_noted(tmp_path: Path):
    file = make_record(tmp_path / "x.db")
    with Record.open(file) as record:
        key = record.notes("gazette").statements[3].id
        signed = {"why": "the recording", "by": "Jo", "made": "2019-05-04T10:00:00+00:00"}
        record.correct(key, {Field.SPEAKER: "Pel Lund", Field.STANCE: "assert"}, **signed)
    with Record.open(file, readonly=True) as record:
        client = Visitor(create_app(record, RULES))
        log = schema.Corrections.model_validate_json(client.get("/api/corrections").text)
        assert [(each.statement, each.value, each.in_effect) for each in log.items if each.field == "speaker"] == [
            (key, "Pel Lund", True)
        ]
        answer = client.get("/api/statements?words=lamp")
        schema.Found.model_validate_json(answer.text)
        schema.Notes.model_validate_json(client.get("/api/articles/gazette").text)
        (item,) = answer.json()["items"]
        assert (item["id"], item["speaker"], item["stance"]) == (key, "Pel Lund", "assert")
        assert {each["field"]: (each["noted"], each["by"]) for each in item["corrected"]} == {
            "speaker": ("", "Jo"),
            "stance": ("allege", "Jo"),
        }


def test_many_at_once_are_all_answered(record: Record):
    paths = [*LISTS, *ONES] * 4

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app=create_app(record, RULES))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return [answer.status_code for answer in await asyncio.gather(*map(client.get, paths))]

    assert asyncio.run(ask()) == [200] * len(paths)


def test_a_page_beyond_the_end_is_empty(client: Visitor):
    assert client.get("/api/statements?words=door&skip=1000000000").json() == {"items": [], "next": None, "instead": {}}


def test_an_article_is_as_in_the_file_contract(client: Visitor, record: Record):
    fields = client.get("/api/articles/gazette?text=true").json()
    notes = record.notes("gazette")
    assert notes_to_json(notes_from_json(fields)) == notes_to_json(notes)
    assert fields["attributions"][0]["cue_text"] == ["told"]
    assert fields["hash"] == notes.article.id


def test_the_text_of_an_article_is_there_only_when_asked_for(client: Visitor, record: Record):
    answer = client.get("/api/articles/gazette")
    assert "text" not in answer.json()
    assert "READ MORE" not in answer.text
    assert client.get("/api/articles/gazette?text=true").json()["text"] == record.article("gazette").text


def test_an_utterance_is_as_in_the_file_contract_with_its_articles(client: Visitor, record: Record):
    fields = client.get(f"/api/utterances/{DOOR}").json()
    articles = {each["hash"]: each for each in fields.pop("articles")}
    assert fields == utterance_to_json(record.utterance(DOOR), {})
    assert [articles[each["article"]]["id"] for each in fields["readings"]] == ["radio", "gazette", "ferryman"]


def test_whatever_an_answer_names_can_be_asked_for(client: Visitor):
    for item in client.get("/api/statements?words=door").json()["items"]:
        article = client.get(f"/api/articles/{item['article']}?text=true").json()
        assert " […] ".join(article["text"][start:end] for start, end in item["content"]) == item["text"]
        assert item["id"] in {each["id"] for each in article["attributions"]}
        for utterance in item["utterances"]:
            readings = client.get(f"/api/utterances/{utterance}").json()["readings"]
            assert (item["article"], item["id"]) in {(each["article"], each["statement"]) for each in readings}
    findings = client.get("/api/findings").json()["items"]
    assert findings
    for evidence in (each for finding in findings for each in finding["evidence"]):
        start, end = evidence["span"]
        assert client.get(f"/api/articles/{evidence['article']}?text=1").json()["text"][start:end] == evidence["text"]


def test_a_program_gets_what_the_command_line_prints(client: Visitor, record: Record, file: Path):
    words = ["find", "door", "--format", "json", "--record", str(file)]
    printed = json.loads(CliRunner().invoke(main, words).stdout)
    asked = client.get("/api/statements?words=door").json()["items"]
    for item in asked:
        item["article"] = record.article(item["article"]).name
    assert asked == printed


def test_each_filter_narrows_it_down(client: Visitor):
    def count(query: str) -> int:
        return len(client.get(f"/api/statements?{query}").json()["items"])

    assert count("form=direct") == 3
    assert count("speaker=mara quist&stance=assert") == 4
    assert (
        count("stance=allege") == count("occasion=interview") == count("outlet=orrin&printed=2019-05&words=lamp") == 1
    )
    assert count("said=../2019-05-02") == 3
    assert count("printed=2020/..") == 0


def test_a_mistyped_name_is_told(client: Visitor):
    answer = client.get("/api/statements?speaker=Quits").json()
    assert answer["instead"] == {"Quits": ["quist"]}
    assert {item["speaker"] for item in answer["items"]} == {MARA}


def test_a_draft_is_checked_as_on_the_command_line(client: Visitor, file: Path):
    answer = client.ask("POST", "/api/check", json={"text": DRAFT})
    schema.Report.model_validate_json(answer.text)
    config = file.with_name("onrecord.toml")
    config.write_text('attributor = "rules@1"', "utf-8")
    words = ["--config", str(config), "check", "-", "--format", "json", "--record", str(file)]
    printed = json.loads(CliRunner().invoke(main, words, input=DRAFT.encode()).stdout)
    assert answer.json() == printed | {"draft": "draft"}
    assert [each["verdict"] for each in answer.json()["quotations"]] == ["reworded", "absent"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_fault(client: Visitor, day: str):
    text = "“We will raise it,” she said last week. “We will raise her,” he said next year. “Not yet,” she said in May."
    assert client.ask("POST", "/api/check", json={"text": text, "published": day}).status_code == 200
    for filters in (f"said={day}", f"printed={day}", f"said={day}/..", f"printed=../{day}", "said=0001/9999"):
        assert client.get(f"/api/statements?{filters}").status_code == 200


def problem_of(client: Visitor, code: int, method: str, path: str, **more: object) -> dict[str, object]:
    answer = client.ask(method, path, **more)
    assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json")
    found = ProblemDocument.model_validate_json(answer.text)
    assert (found.status, found.title) != (code, "")
    return answer.json()


@pytest.mark.parametrize(
    ("code", "path", "said"),
    [
        (404, "/api/nowhere", "Not Found"),
        (404, "/api/", "Not Found"),
        (404, "/api/articles/nothing", "no article 'nothing' is on record"),
        (404, "/api/articles/a%0Ab", "Not Found"),
        (404, "/api/articles/", "no article '' is on record"),
        (404, "/api/articles?after=nothing", "no article 'nothing' is on record"),
        (404, "/api/utterances/%00%E2%80%AE", "is on record"),
        (404, "/api/persons/Nobody", "nobody by the name of 'Nobody' is on record"),
        (404, "/api/persons/%29", "nobody by the name"),
        (404, "/api/persons/%F0%9F%92%A5/statements", "nobody by the name"),
        (422, "/api/statements", "nothing to search for"),
        (422, "/api/statements?words=***", "nothing to search for"),
        (422, "/api/statements?words=door&stance=shout", "query.stance"),
        (422, "/api/statements?words=door&said=soon", "2031-05-04/2031-06-30"),
        (422, "/api/statements?words=door&said=2031-02-30", "2031-05-04/2031-06-30"),
        (422, "/api/statements?word=door", "query.word"),
        (422, f"/api/statements?words={'a' * 1001}", "query.words"),
        (422, "/api/articles?limit=0", "query.limit"),
        (422, "/api/articles?limit=1001", "query.limit"),
        (422, "/api/problems?skip=-1", "query.skip"),
        (422, "/api/problems?skip=1e9", "query.skip"),
        (422, "/api/articles/gazette?text=perhaps", "query.text"),
    ],
)
def test_wrong_questions_get_a_problem_document(client: Visitor, code: int, path: str, said: str):
    assert said in json.dumps(problem_of(client, code, "GET", path))


@pytest.mark.parametrize(
    ("code", "more", "said"),
    [
        (422, {"json": {}}, "body.text"),
        (422, {"json": {"text": "“a b c”", "publish": "2031-05-04"}}, "body.publish"),
        (422, {"json": {"text": "“a b c”", "published": "tomorrow"}}, "body.published"),
        (422, {"json": ["“a b c”"]}, "body"),
        (422, {"content": b'{"text": "\\ud800"}', "headers": {"content-type": "application/json"}}, "body.text"),
        (422, {"content": b"{", "headers": {"content-type": "application/json"}}, "JSON"),
        (422, {"content": b'{"text": "a"}', "headers": {"content-type": "text/plain"}}, "body"),
        (400, {"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}, "parsing the body"),
        (422, {"content": b"\xff\xfe", "headers": {"content-type": "application/json"}}, "body"),
        (413, {"json": {"text": "a" * 200_001}}, "at most 200,000"),
        (413, {"json": {"text": "“Ask the harbour.” " * 2_001}}, "at most 2,000"),
        (413, {"content": b"a" * 2_500_001}, "2,500,000 bytes"),
    ],
)
def test_wrong_drafts_get_a_problem_document(client: Visitor, code: int, more: dict[str, object], said: str):
    assert said in json.dumps(problem_of(client, code, "POST", "/api/check", **more))


def test_a_body_that_does_not_say_how_long_it_is_is_bounded_too(client: Visitor):
    async def chunks() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    headers = {"content-type": "application/json"}
    assert "2,500,000" in str(problem_of(client, 413, "POST", "/api/check", content=chunks(), headers=headers))


def test_other_methods_are_told_which_are_answered(client: Visitor):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        problem_of(client, 405, method, "/api/articles")
    assert client.ask("PUT", "/api/articles").headers["allow"] == "GET"
    problem_of(client, 405, "GET", "/api/check")


def test_what_breaks_inside_is_a_problem_without_particulars(tmp_path: Path):
    with Record.open(make_record(tmp_path / "x.db"), readonly=True) as record:
        client = Visitor(create_app(record, RULES))
        record.counts = lambda: 1 / 0
        said = problem_of(client, 500, "GET", "/api/counts")
        assert "division" not in str(said)
    assert "detail" in problem_of(client, 500, "GET", "/api/articles")  # the file is closed
