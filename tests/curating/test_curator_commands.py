"""A new curator at the command line: a story begun, a question taught, measured; and what is refused."""

from __future__ import annotations

import io
import os
import pty
import select
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import cli_curating
from bot.__main__ import status_of
from bot.cli_curating import asked
from bot.cli_shared import question_put, tell
from bot.curating.desk import Desk
from bot.knowledge.load import load
from tests.knowledge.builders import BRIDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curating.lesson import Lesson
    from bot.curating.preview import Preview

ROOT = Path(__file__).parents[2]
NEW = ["new", "story.yaml", "--title", "A bridge", "--date", "2026-11-26", "--languages", "en,uk"]
BASE = ["--knowledge", "story.yaml"]
pytestmark = pytest.mark.usefixtures("here")


def test_a_new_curator_begins_a_story_teaches_it_and_measures(capsys: pytest.CaptureFixture[str]) -> None:
    """From nothing to a base that answers one question more, and says how well it does."""
    assert status_of(NEW) == 0
    assert status_of(["check", "story.yaml", "--strict"]) == 0
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--yes", *BASE]) == 0
    told = capsys.readouterr().out
    assert "+        may trucks drive over" in told
    assert "better 1" in told
    assert status_of(["ask", "may trucks drive over", *BASE]) == 0
    assert "shut to lorries" in capsys.readouterr().out
    assert status_of(["teach", "скільки це все коштує громаді", "repair-cost", "--yes", *BASE]) == 0
    assert status_of(["teach", "who won the cup", "--off-topic", "--yes", *BASE]) == 0
    Path("floors.toml").write_text("accuracy = 1\nabstention_recall = 1\n", encoding="utf-8")
    assert status_of(["evaluate", "story.questions.yaml", *BASE, "--floors", "floors.toml"]) == 0
    assert "taught" in capsys.readouterr().out


def test_what_comes_next_can_be_copied_into_a_shell(capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the name of the file has a blank."""
    assert status_of(["new", "my story.yaml", *NEW[2:]]) == 0
    check, ask = capsys.readouterr().out.splitlines()[1:]
    assert status_of(shlex.split(check)[1:]) == 0
    assert shlex.split(ask)[1:] == ["ask", "--knowledge", "my story.yaml"]


def test_only_a_look_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """`--no` shows what `--yes` would do."""
    status_of(NEW)
    before = Path("story.yaml").read_bytes()
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--no", "--near", *BASE]) == 0
    assert "Nothing is written" in capsys.readouterr().out
    assert Path("story.yaml").read_bytes() == before
    assert not Path("story.questions.yaml").exists()


def test_a_fact_and_a_gap_are_added(capsys: pytest.CaptureFixture[str]) -> None:
    """From options alone."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    fact = ["--text", "A diver found the crack.", "--source", "letter", "--topic", "repairs", "--paragraph", "2,3"]
    assert status_of(["add", "who found the crack?", *fact, "--id", "crack-found", "--yes", *BASE]) == 0
    gap = ["--gap", "--text", "en=Nobody says so.", "--nearest", "bridge-shut", "--ask", "who made the crack"]
    assert status_of(["add", *gap, "--id", "crack-maker", "--yes", *BASE]) == 0
    known = load(Path("story.yaml"))
    assert known.facts[-1].paragraph == (2, 3)
    assert known.facts[-1].questions["en"].strip() == "who found the crack"
    assert known.gaps[-1].nearest == ("bridge-shut",)
    assert "story.questions.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["teach"], "no question"),
        (["teach", " "], "no question"),
        (["teach", "who"], "say what is right"),
        (["teach", "who", "bridge-shut", "--abstain", "--yes"], "say what is right"),
        (["teach", "who", "bridge-shut"], "--yes"),
        (["teach", "who is it", "nowhere", "--yes"], "no fact, gap or conflict"),
        (["teach", "why was the bridge shut to lorries", "bridge-shut", "--yes"], "already"),
        (["teach", "why was the bridge shut to lorries", "repair-cost", "--yes"], "a question of bridge-shut"),
        (["teach", "who is it", "bridge-shut", "--yes", "--lang", "uk"], "does not speak"),
        (["teach", "--misses", "q.yaml"], "needs a terminal"),
        (["teach", "--misses", "nowhere.yaml"], "does not exist"),
        (["teach", "who", "--misses", "q.yaml"], "walks by itself"),
        (["add", "who", "--yes"], "--text en="),
        (["add", "--yes"], "question"),
        (["add", "who", "--text", "uk=x", "--yes"], "--text uk=x"),
        (["add", "who", "--text", "x", "--topic", "repairs", "--yes"], "--source"),
        (["add", "who", "--text", "x", "--topic", "repairs", "--source", "letter", "--yes"], "--paragraph"),
        (["add", "who", "--text", "x", "--topic", "r", "--source", "letter", "--paragraph", "x", "--yes"], "numbers"),
        (["add", "who", "--text", "x", "--topic", "r-r", "--source", "letter", "--paragraph", "2", "--yes"], "topics"),
        (["add", "who", "--gap", "--text", "x", "--expected", "--yes"], "--expected is for a fact"),
        (["add", "who", "--text", "x", "--nearest", "bridge-shut", "--yes"], "--nearest is for a gap"),
        (["new", "story.yaml", "--title", "x"], "exists"),
        (["new", "no/story.yaml"], "no folder"),
        (["new", "other.yaml"], "--title"),
        (["new", "other.yaml", "--title", "x", "--date", "today"], "no day"),
        (["new", "other.yaml", "--title", "x", "--date", "2026-11-26", "--languages", "english"], "no languages"),
    ],
)
def test_a_wrong_call_is_said_in_one_line(
    arguments: Sequence[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, one line on standard error, nothing written."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    missed = "batch: b\nsplit: tune\nquestions:\n  - {kind: k, accept: [bridge-shut], ask: zq}\n"
    Path("q.yaml").write_text(missed, encoding="utf-8")
    knowledge = [] if arguments[0] == "new" else BASE
    assert status_of([*arguments, *knowledge]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert Path("story.yaml").read_text() == BRIDGE


def test_whoever_is_there_is_asked(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """For what no option gave, and before anything is written."""
    typed += ["A bridge", "2026-11-26", "en"]
    assert status_of(["new", "story.yaml"]) == 0
    typed += ["n"]
    assert status_of(["teach", "may trucks drive over", "bridge-shut", *BASE]) == 0
    assert "Nothing is written" in capsys.readouterr().out
    typed += ["who found the crack", "A diver found it.", "", "letter-itself", "2", "2024-05", "y"]
    assert status_of(["add", *BASE]) == 0
    fact = load(Path("story.yaml")).facts[-1]
    assert (fact.id, fact.source) == ("who-found-the-crack", "letter-itself")


def test_a_slip_loses_nothing_of_what_was_typed(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read is asked for again."""
    typed += ["A bridge", "tomorrow", "2026-11-26", "english", "en"]
    assert status_of(["new", "story.yaml"]) == 0
    typed += ["who found the crack", "A diver found it.", "", "nobody", "letter-itself", "two", "2", "2024-05", "y"]
    assert status_of(["add", *BASE]) == 0
    told = capsys.readouterr().out
    for slip in ("'tomorrow' is no day", "'english' are no languages", "no source 'nobody'", "--paragraph two"):
        assert slip in told
    assert load(Path("story.yaml")).facts[-1].text["en"] == "A diver found it."


def test_the_base_inside_the_package_is_left_alone(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next installation would overwrite what was taught."""
    installed = here / "bot" / "knowledge"
    installed.mkdir(parents=True)
    (installed / "knowledge.yaml").write_text(BRIDGE, encoding="utf-8")
    monkeypatch.setattr(cli_curating, "__file__", str(here / "bot" / "cli_curating.py"))
    knowledge = ["--knowledge", str(installed / "knowledge.yaml")]
    assert status_of(["teach", "is it shut", "bridge-shut", "--yes", *knowledge]) == 2
    assert "copy it" in capsys.readouterr().err


def shown(terminal: int, awaited: bytes, before: bytes) -> bytes:
    """Read what a terminal shows until that stands there, a minute at most; nothing more where it did `before`."""
    seen = b""
    until = time.monotonic() + 60
    while awaited not in before + seen and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096)
    return seen


@pytest.mark.parametrize("interrupted", [False, True], ids=["q", "Ctrl-C"])
def test_a_walk_at_a_real_terminal(*, interrupted: bool) -> None:
    """A key is taken as it is pressed; whoever leaves is told how far they have come."""
    Path("knowledge.yaml").write_text(BRIDGE, encoding="utf-8")
    Path("questions.yaml").write_text(
        "batch: b\nsplit: tune\nquestions:\n"
        '  - {kind: k, accept: [bridge-shut], ask: "zq vehicles verboten"}\n'
        '  - {kind: k, accept: [bridge-shut], ask: "qz traffic halted"}\n',
        encoding="utf-8",
    )
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what ran in the background inherits that it is ignored
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "teach", "--misses", "questions.yaml"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as running:
        os.close(theirs)
        seen = b""
        for key, after in ((b"1", b"1 of 2"), (b"q", b"2 of 2")):
            seen += shown(ours, after, seen)
            time.sleep(0.2)
            if key == b"q" and interrupted:
                running.send_signal(signal.SIGINT)
            else:
                os.write(ours, key)
        seen += shown(ours, b"labelled only:", seen)
        assert running.wait(60) == 0
    os.close(ours)
    assert "zq vehicles verboten" in Path("knowledge.yaml").read_text()
    assert "qz traffic halted" not in Path("knowledge.yaml").read_text()


def test_half_a_letter_at_a_prompt_is_no_error() -> None:
    """Where a terminal knows nothing of UTF-8, Backspace leaves one of the two bytes of a Cyrillic letter."""
    Path("knowledge.yaml").write_text(BRIDGE, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "teach", "may trucks drive over", "bridge-shut", "--near"]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8:strict"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        seen = shown(ours, b"[y/N]", b"")
        os.write(ours, b"\xd0\n")
        seen += shown(ours, b"Nothing is written", seen)
        assert running.wait(60) == 0
    os.close(ours)
    assert b"Traceback" not in seen


@pytest.mark.parametrize("enough", [False, True])
def test_a_bar_shows_how_far_it_is_and_may_be_cut_short(
    enough: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl-C while the others are asked leaves what the nearest have told."""
    status_of(NEW)
    monkeypatch.setattr(cli_curating, "LONG", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    preview = Desk.preview

    def interrupted(desk: Desk, planned: Lesson, **told: Any) -> Preview:
        if enough and not told.get("near_only"):
            raise KeyboardInterrupt
        return preview(desk, planned, **told)

    monkeypatch.setattr(Desk, "preview", interrupted)
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--no", *BASE]) == 0
    assert ("nearest of" in capsys.readouterr().out) == enough


def test_what_a_curator_is_told_is_wrapped_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At words, at the width of the moment; a pipe gets lines as they come."""
    text = "  - a question that was asked in a rather long sentence by somebody"
    tell(text)
    assert capsys.readouterr().out == f"{text}\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for columns in (30, 50):
        monkeypatch.setenv("COLUMNS", str(columns))
        tell(text)
        rows = capsys.readouterr().out.splitlines()
        assert len(rows) > 1
        assert all(len(row) <= columns for row in rows)
        assert all(row.startswith("    ") for row in rows[1:])
        assert " ".join(" ".join(rows).split()) == text.strip()


def test_a_line_is_asked_for_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of input there is none: whoever must answer leaves by it, as by Ctrl-C."""
    monkeypatch.setattr("sys.stdin", io.StringIO(" yes \n"))
    assert question_put("? ") == "yes"
    assert question_put("? ") is None
    monkeypatch.setattr("bot.cli_curating.somebody_is_there", lambda: True)
    with pytest.raises(KeyboardInterrupt):
        asked("--title", "a title", needed=True)
    assert asked("--brief", "a short text") == ""
