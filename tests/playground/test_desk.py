"""The desk over HTTP: proposals, what they change, keeping and taking back; only the named file, only by the page."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import ConfigError
from bot.playground.actions import ACTIONS
from bot.playground.desk_actions import DESK
from bot.playground.unanswered import unanswered_in
from tests.playground.conftest import IN_ONE
from tests.playground.test_actions import ANNA
from tests.playground.test_guard import act

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tests.playground.conftest import Playground

LIT = "who made the lamp shine"


async def proposed(http: httpx.AsyncClient, name: str, body: Any) -> tuple[Any, Any]:
    """Ask the desk for a proposal; return it and what it would change."""
    listening = asyncio.Queue[Any]()

    async def listen() -> None:
        async with http.stream("GET", "/api/events") as stream:
            await listening.put(None)
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    told = json.loads(line.removeprefix("data: "))
                    if told.get("kind") == "desk" and "done" not in told["body"]:
                        await listening.put(told["body"])

    task = asyncio.create_task(listen())
    try:
        async with asyncio.timeout(20):
            await listening.get()
            answer = (await act(http, name, body)).json()
            if answer.get("number") is None:
                return answer, None
            while (news := await listening.get())["number"] != answer["number"]:
                pass
            return answer, news
    finally:
        task.cancel()
        await asyncio.wait({task})


@pytest.fixture
async def files(running: Playground) -> Files:
    """Name the files that may be written."""
    return Files(running.knowledge)


class Files:
    """The base and its labelled questions; everything else in their folder must stay away."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.questions = base.with_name("questions.yaml")
        self.before = base.read_bytes()

    @property
    def untouched(self) -> bool:
        """Tell whether nothing was written."""
        return self.base.read_bytes() == self.before and [each.name for each in self.base.parent.iterdir()] == [
            self.base.name
        ]


async def test_a_question_is_taught_and_taken_back(http: httpx.AsyncClient, files: Files) -> None:
    """Nothing is written before it is kept; then one line and one label; undone, not a byte is left of them."""
    taught, news = await proposed(http, "teach", {"question": LIT, "entry": "lamp-lit"})
    assert files.untouched
    assert [each["file"] for each in taught["diffs"]] == ["knowledge.yaml", "questions.yaml"]
    assert any(LIT in line for line in taught["diffs"][0]["lines"])
    assert news["preview"]["worse"] == 0
    assert [each["effect"] for each in news["preview"]["changes"]] == ["mended"]
    assert (await act(http, "keep", {"number": taught["number"]})).json() == {"kept": 1}
    assert LIT in files.base.read_text(encoding="utf-8")
    assert LIT in files.questions.read_text(encoding="utf-8")
    assert set(files.before.splitlines()) - set(files.base.read_bytes().splitlines()) <= {
        b"      en: when was the lamp lit (again |)"
    }
    assert (await act(http, "undo", {})).json() == {"kept": 0}
    assert files.untouched
    assert (await act(http, "undo", {})).status_code == 400


async def test_a_file_that_was_changed_meanwhile_is_not_overwritten(http: httpx.AsyncClient, files: Files) -> None:
    """Neither by keeping nor by taking back; what the other wrote stays."""
    taught, _ = await proposed(http, "teach", {"question": LIT, "entry": "lamp-lit"})
    other = files.before + b"# mine\n"
    files.base.write_bytes(other)
    refused = await act(http, "keep", {"number": taught["number"]})
    assert refused.status_code == 400
    assert "changed meanwhile" in refused.json()["error"]
    assert files.base.read_bytes() == other
    taught, _ = await proposed(http, "teach", {"question": LIT, "entry": "lamp-lit"})
    assert (await act(http, "keep", {"number": taught["number"]})).status_code == 200
    files.base.write_bytes(files.base.read_bytes() + b"# and mine\n")
    assert (await act(http, "undo", {})).status_code == 400
    assert files.base.read_bytes().endswith(b"# and mine\n")


async def test_what_should_be_abstained_from_is_labelled_alone(http: httpx.AsyncClient, files: Files) -> None:
    """The base gets no line for it."""
    taught, news = await proposed(http, "teach", {"question": "is Mara rich", "abstain": "off_topic"})
    assert [each["file"] for each in taught["diffs"]] == ["questions.yaml"]
    assert news["preview"] is None
    await act(http, "keep", {"number": taught["number"]})
    assert files.base.read_bytes() == files.before
    assert "off_topic" in files.questions.read_text(encoding="utf-8")


async def test_every_fifth_question_is_labelled_only(http: httpx.AsyncClient, files: Files) -> None:
    """The page is told so; the run of all of them has its figure apart, and never its words."""
    asked = ["who made the lamp shine", "the lamp went on when", "lamp shining since", "light back on", "is it lit now"]
    for number, question in enumerate(asked, start=1):
        taught, _ = await proposed(http, "teach", {"question": question, "entry": "lamp-lit"})
        assert taught["apart"] == (number == 5)
        await act(http, "keep", {"number": taught["number"]})
    assert "is it lit now" not in files.base.read_text(encoding="utf-8")
    begun, news = await proposed(http, "measure", {})
    run = news["run"]
    assert begun["total"] == 5
    assert sum(run["figures"].values()) == 4
    assert run["figures"]["right"] == 4
    assert sum(run["apart"].values()) == 1
    assert run["since"] is None
    assert "is it lit now" not in json.dumps(run)
    await act(http, "undo", {})
    await act(http, "undo", {})
    _, news = await proposed(http, "measure", {})
    assert (news["run"]["since"]["worse"], news["run"]["since"]["apart_worse"]) == (0, 0)
    assert len(news["run"]["narrow"]) == 3


async def test_a_new_fact_is_drafted_and_added(http: httpx.AsyncClient, files: Files) -> None:
    """With all its keys; what is missing is said as `check` says it, and nothing is written."""
    begun = (await act(http, "draft", {"question": "who painted the tower", "section": "facts"})).json()
    draft = begun["draft"]
    assert (draft["source"], draft["document"], draft["topic"]) == ("mara", "logbook", "lamp")
    keys = ("section", "id", "text", "questions", "source", "document", "paragraph", "status", "topic", "date")
    filled = {key: draft[key] for key in keys}
    incomplete, _ = await proposed(http, "add", filled)
    assert incomplete["number"] is None
    assert incomplete["problems"]
    assert files.untouched
    filled |= {"paragraph": "5", "status": "statement", "text": dict.fromkeys(("en", "uk", "ru"), "Sailors did.")}
    filled |= {"about": "keeper", "detail_of": "lamp-lit", "expected": "true"}
    filled |= {"brief": dict.fromkeys(("en", "uk", "ru"), "The lamp was lit"), "date": "1921-03-01..1921-03-04"}
    added, news = await proposed(http, "add", filled)
    assert added["problems"] == []
    written = "\n".join(added["diffs"][0]["lines"])
    for line in ("Sailors did.", "about: [keeper]", "detail_of: lamp-lit", "expected: true", "en: The lamp was lit"):
        assert line in written
    assert news["preview"]["worse"] == 0
    await act(http, "keep", {"number": added["number"]})
    assert draft["id"] in files.base.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("action", "body", "reason"),
    [
        ("teach", {"question": "x", "entry": "nothing-here"}, "no fact, gap or conflict"),
        ("teach", {"question": "when was the lamp lit", "entry": "lamp-lit"}, "already"),
        ("teach", {"question": ""}, "question"),
        ("teach", {"question": "x", "file": "/etc/passwd"}, "file"),
        ("teach", {"question": "who is it", "entry": "lamp-lit", "language": "fr"}, "fr"),
        ("draft", {"question": "x y", "section": "sources"}, "section"),
        ("add", {"section": "gaps", "id": "", "text": {}, "questions": {}}, "id"),
        ("keep", {"number": 7}, "newer"),
        ("undo", {}, "nothing to take back"),
        ("synonym", {"number": 0}, "search again"),
    ],
)
@IN_ONE
async def test_nonsense_is_refused_and_nothing_written(
    visitors: httpx.AsyncClient, shared: Playground, action: str, body: Any, reason: str
) -> None:
    """With a reason that can be shown."""
    files = Files(shared.knowledge)
    response = await act(visitors, action, body)
    assert response.status_code == 400, response.text
    assert reason in response.json()["error"]
    assert files.untouched


QUESTIONS = """batch: lighthouse
split: tune
language: en
questions:
  - {kind: taught, accept: [lamp-lit], ask: "beacon when"}
  - {kind: taught, accept: [lamp-lit], ask: "beacon again"}
  - {kind: taught, accept: [lamp-lit], ask: "when was the beacon on"}
"""

BODIES: dict[str, Any] = {
    "teach": {"question": LIT, "entry": "lamp-lit"},
    "draft": {"question": LIT, "section": "facts"},
    "add": {"section": "gaps", "id": "who", "text": dict.fromkeys(("en", "uk", "ru"), "It."), "questions": {"en": LIT}},
    "keep": {"number": 1},
    "synonym": {"number": 0},
    "trace": {"chat": ANNA, "message": 1},
}
WRONG: list[dict[str, str | None]] = [
    {"x-playground-key": None},
    {"x-playground-key": "wrong"},
    {"origin": None},
    {"origin": "https://example.org"},
    {"origin": "null"},
    {"host": "rebound.example.org"},
    {"host": "127.0.0.1"},
    {"sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("action", [*ACTIONS, *DESK])
@IN_ONE
async def test_a_wrong_host_origin_or_key_changes_nothing(
    visitors: httpx.AsyncClient, shared: Playground, action: str
) -> None:
    """Whatever is wrong; also where the page has a proposal that waits to be kept."""
    files = Files(shared.knowledge)
    if action == "keep":
        await proposed(visitors, "teach", BODIES["teach"])
    for headers in WRONG:
        answer = await act(visitors, action, BODIES.get(action, {}), **headers)
        assert answer.status_code == 403, headers
        assert set(answer.json()) == {"error"}
    assert files.untouched


async def test_an_unknown_word_is_proposed_as_a_synonym(http: httpx.AsyncClient, files: Files) -> None:
    """Where it mends several; kept, it stands in the thesaurus. An older search proposes nothing any more."""
    files.questions.write_text(QUESTIONS, encoding="utf-8")
    _, news = await proposed(http, "search", {})
    [found] = news["synonyms"]
    assert found["word"] == "beacon"
    assert len(found["mends"]) >= 2
    assert found["hurts"] == []
    answer, news = await proposed(http, "synonym", {"number": 0})
    assert news["preview"]["better"] >= 2
    assert (await act(http, "keep", {"number": answer["number"]})).status_code == 200
    assert "thesaurus:" in files.base.read_text(encoding="utf-8")
    assert (await act(http, "synonym", {"number": 0})).status_code == 400


@pytest.mark.parametrize("content", ["", "{", "[]", '{"first": 1}', '{"first": "", "last": "", "unanswered": [{}]}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, content: str) -> None:
    """With what to do; so is one that is not there."""
    path = tmp_path / "report.json"
    with pytest.raises(ConfigError, match="report --json"):
        unanswered_in(path)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="report --json"):
        unanswered_in(path)


def test_a_report_without_texts_has_no_groups(tmp_path: Path) -> None:
    """The bot keeps none unless it is told to; more keys than are known do no harm."""
    path = tmp_path / "report.json"
    path.write_text('{"first": "a", "last": "b", "unanswered": null, "more": 1}', encoding="utf-8")
    assert unanswered_in(path) == {"report": "report.json", "first": "a", "last": "b", "groups": None}
    assert unanswered_in(None) == {"report": None, "groups": None}


@pytest.mark.parametrize("action", DESK)
@IN_ONE
async def test_nothing_is_done_by_a_mere_address(visitors: httpx.AsyncClient, shared: Playground, action: str) -> None:
    """A link or a picture of another website is a GET."""
    files = Files(shared.knowledge)
    assert (await visitors.get(f"/api/{action}")).status_code == 405
    assert files.untouched
