"""The command line from outside: what is printed where, and with which status it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import status_of
from bot.answering.subject import Subject
from bot.retrieval.match import Decision
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.knowledge.builders import HARBOUR, harbour_yaml, replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
SETTINGS = ("KNOWLEDGE_FILE", "TELEGRAM_BOT_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN", "DATABASE_URL")
QUESTIONS = """\
batch: small
split: tune
language: en
questions:
  - {kind: direct, accept: [berg-resigned], ask: "who resigned"}
  - {kind: outside, abstain: off_topic, ask: "what is the weather in Lima"}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in a folder whose knowledge.yaml is the harbour, with none of the settings of whoever tests."""
    (tmp_path / "knowledge.yaml").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in (*SETTINGS, "KEEP_UNANSWERED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m bot` as one would, with bytes on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )


def test_one_question_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    """`ask QUESTION` prints the reply and ends with 0."""
    assert status_of(["ask", "who resigned"]) == 0
    assert capsys.readouterr().out.startswith("Nils Berg, the harbour master, resigned")


def test_a_second_call_finds_what_the_first_has_made(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the base, which takes longest of all; what it says is read and checked each time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "made"))
    assert status_of(["ask", "who resigned"]) == 0
    said = capsys.readouterr().out
    monkeypatch.setattr("bot.retrieval.cache.compiled_of", None)
    assert status_of(["ask", "who resigned"]) == 0
    assert capsys.readouterr().out == said
    (here / "knowledge.yaml").write_text("nonsense", encoding="utf-8")
    assert status_of(["ask", "who resigned"]) == 2


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_unclear(question: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is a question, not a missing one: no prompt, no reading of the pipe."""
    assert status_of(["ask", question, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "unclear"


@pytest.mark.parametrize("name", ["ask", "check", "evaluate", "teach", "add", "new", "run", "report", "playground"])
def test_help_cuts_nothing(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of commands says of each what its own help says, to the last word."""
    monkeypatch.setenv("COLUMNS", "80")
    assert status_of([name, "--help"]) == 0
    own = capsys.readouterr().out
    assert status_of(["--help"]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    told = " ".join(own.partition("\n\n")[2].partition("\n\n")[0].split())
    assert told.endswith(".")
    assert told in listed


def test_a_question_may_begin_with_dashes(capsys: pytest.CaptureFixture[str]) -> None:
    """After `--` everything is the question."""
    assert status_of(["ask", "--json", "--", "--who resigned"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == "--who resigned"


def test_a_pipe_gets_an_object_per_line() -> None:
    """Blank lines, Windows' line ends, undecodable bytes and a last line without its end: one object each."""
    done = process(
        "ask", "--json", stdin=b"who resigned\n\nwho \xff\xfe resigned\r\n\xe2\x80\xa8 wer trat zur\xc3\xbcck"
    )
    lines = done.stdout.decode().split("\n")
    assert (done.returncode, done.stderr, lines.pop()) == (0, b"", "")
    made = [json.loads(line) for line in lines]
    assert [each["question"] for each in made] == [
        "who resigned",
        "",
        "who \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} resigned",
        "\N{LINE SEPARATOR} wer trat zurück",
    ]
    assert [each["lang"] for each in made][::3] == ["en", "de"]


def test_the_locale_does_not_matter() -> None:
    """In an ASCII locale questions and answers are UTF-8 all the same."""
    done = process(
        "ask", "--json", stdin="wer trat zurück\n".encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert "trat am 1. September 2023 zurück" in done.stdout.decode()


def test_each_line_is_answered_at_once() -> None:
    """Another program may ask, wait for the answer and ask again."""
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for _ in range(2):
            running.stdin.write(b"who resigned\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["answered"]
        running.stdin.close()
        assert running.wait(30) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "--nope"],
        ["nope"],
        ["ask", "one", "two"],
        ["ask", "x", "--lang", "uk"],
        ["ask", "x", "--knowledge", "nowhere.yaml"],
        ["check", "nowhere.yaml"],
        ["check", "--diff", "knowledge.yaml"],
        ["evaluate"],
        ["evaluate", "nowhere.yaml"],
        ["evaluate", "questions.yaml", "--split", "all"],
        ["evaluate", "questions.yaml", "--worst", "much"],
        ["evaluate", "questions.yaml", "--floors", "knowledge.yaml"],
        ["run"],
    ],
)
def test_a_wrong_call_is_said_in_one_line(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, nothing on standard output, one line on standard error and no traceback."""
    assert status_of(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("talks-bot: ")
    assert captured.err.count("\n") == 1


def test_a_setting_that_is_half_set_ends_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that names it, and status 2, before anything is opened."""
    for name, value in (("TELEGRAM_BOT_TOKEN", "42:made-up"), ("WEBHOOK_URL", "https://bot.example/telegram")):
        monkeypatch.setenv(name, value)
    assert status_of(["run"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "WEBHOOK_SECRET" in err


def test_a_language_that_the_base_does_not_have_is_named_with_those_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever mistypes learns what to type."""
    status_of(["ask", "x", "--lang", "uk"])
    assert "en, de" in capsys.readouterr().err


def test_a_broken_base_keeps_ask_from_answering(capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem on standard error, status 2."""
    Path("knowledge.yaml").write_text(replaced(harbour_yaml(), "as_of: 2023-09-10", "as_of: soon"), encoding="utf-8")
    assert status_of(["ask", "x"]) == 2
    assert "story.as_of" in capsys.readouterr().err


def test_check_reports_every_problem_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, each problem with its line."""
    broken = replaced(harbour_yaml(), "as_of: 2023-09-10", "as_of: soon")
    Path("broken.yaml").write_text(replaced(broken, "side: council", "side: nobody"), encoding="utf-8")
    assert status_of(["check", "broken.yaml"]) == 1
    out = capsys.readouterr().out
    assert out.count("broken.yaml: line ") >= 2
    assert out.splitlines()[-1].endswith("to mend in broken.yaml")


def test_check_is_content_with_a_good_base(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 and a line of figures; warnings fail only when asked to."""
    assert status_of(["check"]) == 0
    out = capsys.readouterr().out
    assert "facts: 3, gaps: 1, conflicts: 1" in out
    assert status_of(["check", "--strict"]) == (1 if "warning:" in out else 0)


def test_check_lists_what_a_change_changes(capsys: pytest.CaptureFixture[str]) -> None:
    """--diff asks both files the same questions."""
    old = Path("old.yaml")
    old.write_text(HARBOUR.replace("berg-resigned", "berg-gone"), encoding="utf-8")
    assert status_of(["check", "--diff", "old.yaml", "--questions", "questions.yaml"]) == 0
    out = capsys.readouterr().out
    assert "who resigned\n    before: berg-gone\n    after:  berg-resigned\n" in out
    assert "questions answered differently: 1 of 2" in out


def test_evaluate_holds_floors(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 above the floors, 1 below one."""
    Path("floors.toml").write_text("accuracy = 1.1\n", encoding="utf-8")
    assert status_of(["evaluate", "questions.yaml"]) == 0
    assert "no entry of this base" not in capsys.readouterr().out
    Path("other.yaml").write_text(Path("questions.yaml").read_text().replace("accept: [", "accept: [nobody, "))
    assert status_of(["evaluate", "other.yaml"]) == 0
    assert "in labels, but no entry of this base: nobody" in capsys.readouterr().out
    assert status_of(["evaluate", "questions.yaml", "--floors", "floors.toml"]) == 1
    assert "below the floor: right first fact" in capsys.readouterr().out
    Path("floors.toml").write_text("accuracy = 0.5\n", encoding="utf-8")
    assert status_of(["evaluate", "questions.yaml", "--floors", "floors.toml"]) == 0


async def test_report_tells_what_is_in_the_bots_database(capsys: pytest.CaptureFixture[str]) -> None:
    """The file that is named after the bot, or DATABASE_URL; as text and as an object."""
    store = Store(engine_for("sqlite:///talks-bot-42.sqlite3"))
    await store.open()
    store.records.count(Subject("uk", Decision.OFF_TOPIC))
    await store.close()
    Path(".env").write_text("TELEGRAM_BOT_TOKEN=42:made-up_Token\n", encoding="utf-8")
    assert status_of(["report"]) == 0
    assert "  off_topic: 1 (uk 1)" in capsys.readouterr().out.splitlines()
    Path(".env").write_text("DATABASE_URL=sqlite:///talks-bot-42.sqlite3\nKEEP_UNANSWERED=on\n", encoding="utf-8")
    assert status_of(["report", "--json", "--days", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["abstentions"][0]["asked"], told["unanswered"]) == (1, [])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "no TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "42:made-up_Token"}, "there is no database at talks-bot-42.sqlite3"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL names mysql"),
        ({"DATABASE_URL": "sqlite:///x", "KEEP_UNANSWERED": "maybe"}, "KEEP_UNANSWERED=maybe is unknown"),
    ],
)
def test_report_without_a_database_says_so_in_one_line(
    settings: dict[str, str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With status 2, and nothing is made."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    before = sorted(Path().iterdir())
    assert status_of(["report"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"talks-bot: {said}")
    assert err.count("\n") == 1
    assert sorted(Path().iterdir()) == before


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Bare `talks-bot` helps; `--version` says which."""
    assert status_of([]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in ("ask", "check", "evaluate", "run", "playground", "report"))
    assert status_of(["--version"]) == 0
    assert capsys.readouterr().out.startswith("talks-bot 0.")


def test_asking_does_not_import_telegram() -> None:
    """What a question does not need is not waited for."""
    code = (
        "import sys; from bot.__main__ import status_of; status_of(['ask', 'who resigned', '--json'])\n"
        "slow = ('telegram', 'starlette', 'uvicorn', 'httpx', 'aiohttp', 'rich')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
