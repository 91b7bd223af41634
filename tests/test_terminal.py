"""The prompt and the pipe, on a small real base."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.answering.following import FOLLOWED_WITHIN
from bot.rendering.compose import compose
from bot.rendering.dressed import AS_IT_COMES, WIDEST, Look, write_dressed
from bot.rendering.message import block, bold, choices, line
from bot.rendering.plain import write_plain
from bot.terminal import PROMPT, Terminal, answer_lines, converse, look_of
from tests.rendering.samples import small

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def terminal() -> Terminal:
    """Return a conversation about the harbour."""
    return Terminal(small())


def session(terminal: Terminal, *typed: str | type[BaseException]) -> list[str]:
    """Type lines (or end the input, or interrupt) at the prompt and return what was written after the welcome."""
    lines: Iterator[str | type[BaseException]] = iter(typed)

    def read(prompt: str) -> str:
        assert prompt == PROMPT
        line = next(lines, EOFError)
        if isinstance(line, str):
            return line
        raise line

    written: list[str] = []
    converse(terminal, read, written.append)
    assert "/help" in written[0]
    return written[1:]


def test_questions_and_commands_work_side_by_side(terminal: Terminal) -> None:
    """A question gets its fact, a command its reply, with or without an argument."""
    fact, dossier, people = session(terminal, "who resigned", "/who bergg", "/who")[:3]
    assert "Nils Berg, the harbour master, resigned" in fact
    assert "At the time: harbour master at the time" in dossier
    assert "Who do you want to know about?" in people


@pytest.mark.parametrize("end", ["/quit", "/QUIT ", EOFError, KeyboardInterrupt])
def test_one_can_leave_in_every_usual_way(terminal: Terminal, end: str | type[BaseException]) -> None:
    """/quit, Ctrl-D and Ctrl-C end the conversation quietly; what follows is not read."""
    assert [text for text in session(terminal, end, "who resigned") if text] == []


def test_empty_lines_are_passed_over(terminal: Terminal) -> None:
    """Enter alone is no question."""
    assert [text for text in session(terminal, "", "  ") if text] == []


def test_why_is_about_the_last_question(terminal: Terminal) -> None:
    """Commands in between do not count."""
    *_, why, _ = session(terminal, "who resigned", "/topics", "/why")
    assert "who resigned" in why


def test_what_was_asked_is_forgotten_when_one_says_so(terminal: Terminal) -> None:
    """The terminal keeps nothing else."""
    *_, forgotten, why, _ = session(terminal, "who resigned", "/forget", "/why")
    assert "1 last question" in forgotten
    assert "There has been no question yet" in why
    *_, again, _ = session(terminal, "/forget")
    assert "I kept nothing of you" in again


def test_a_question_may_follow_another_for_ten_minutes(terminal: Terminal) -> None:
    """The reply and /why say what it was read as; a pipe's lines follow nothing."""
    now = 0.0
    terminal.clock = lambda: now
    terminal.reply("who resigned")
    assert terminal.reply("when?").startswith("Read as: When resigned?\n\nNils Berg")
    assert "I read it as: When resigned?" in terminal.reply("/why")
    assert "Read as" not in terminal.reply("and when?", alone=True)
    terminal.reply("who resigned")
    now = FOLLOWED_WITHIN + 1
    assert "Read as" not in terminal.reply("when?")


def test_commands_answer_in_the_language_of_the_conversation(terminal: Terminal) -> None:
    """After a question in German the topics have their German names."""
    before, _, after, _ = session(terminal, "/topics", "wer trat zurück", "/topics")
    assert "The ferry" in before
    assert "Die Fähre" in after


def test_a_fixed_language_holds_for_questions_and_commands() -> None:
    """`--lang de` answers an English question in German."""
    fixed = Terminal(small(), language="de")
    assert "trat am 1. September 2023 zurück" in fixed.reply("who resigned")
    assert "Die Fähre" in fixed.reply("/topics")


def test_an_unknown_command_suggests_the_nearest(terminal: Terminal) -> None:
    """As in a private chat."""
    assert "Did you mean /timeline?" in terminal.reply("/timelin")


def test_explain_adds_why(terminal: Terminal) -> None:
    """The reply first, then how it came about."""
    terminal.explain = True
    assert "Why: answer, confidence" in terminal.reply("who resigned")
    assert "explain" in json.loads(terminal.json_line("who resigned"))


def test_a_pipe_gets_an_object_per_line_blank_ones_included(terminal: Terminal) -> None:
    """Every line is a question there, commands too; line ends of Windows do not belong to it."""
    written: list[str] = []
    answer_lines(terminal, ["who resigned\r\n", "\n", "/who berg\n", "last"], written.append, as_objects=True)
    assert all("\n" not in text for text in written)
    assert [json.loads(text)["question"] for text in written] == ["who resigned", "", "/who berg", "last"]


def test_a_pipe_of_text_shows_each_question_above_its_reply(terminal: Terminal) -> None:
    """So that a page of replies can be read."""
    written: list[str] = []
    answer_lines(terminal, ["who resigned\n"], written.append, as_objects=False)
    assert written[0].startswith("> who resigned\n\nNils Berg")


NUMBERED = Look(numbered=True)
LINES = ["/help", "/who", "/topics", "/timeline", "/conflicts", "/about", "/sources", "/why", "who resigned", "zebra"]


@pytest.mark.parametrize("asked", LINES)
def test_a_pipe_gets_the_words_as_they_come(terminal: Terminal, asked: str) -> None:
    """Neither wrapped nor bold nor numbered: the same text as in `--json`."""
    reply = terminal.reply(asked)
    assert "\x1b" not in reply
    terminal.look = Look(width=60, bold=True)
    dressed = terminal.reply(asked).replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert dressed.split() == reply.split()
    assert all(len(row) <= 60 or len(row.split()) == 1 for row in dressed.splitlines())


def test_a_message_as_it_comes_is_the_plain_one(terminal: Terminal) -> None:
    """One writer less to hold true."""
    for asked in ("who resigned", "when was the ferry", "is it raining in Lima"):
        message = compose(terminal.responded(asked).reply)
        assert write_dressed(message, AS_IT_COMES) == write_plain(message)


def test_lines_are_wrapped_at_words_under_their_text() -> None:
    """What follows a bullet or a number hangs; a word that is too long stays whole; no window is too narrow."""
    message = (block(line("\N{BULLET} one two ", bold("three four"), ". https://example.org/a-very-long-address")),)
    assert write_dressed(message, Look(width=20)) == (
        "\N{BULLET} one two three four.\n  https://example.org/a-very-long-address".replace(" four", "\n  four")
    )
    assert write_dressed(message, Look(width=1)) == write_dressed(message, Look(width=20))
    long = (block(" ".join(["word"] * 100)),)
    assert max(map(len, write_dressed(long, Look(width=400)).splitlines())) <= WIDEST


def test_a_reply_and_why_are_as_wide_as_the_window_is_now(terminal: Terminal) -> None:
    """The window may change between two questions."""
    widths = [90, 40]
    terminal.look, terminal.columns, terminal.explain = Look(width=90), lambda: widths[0], True
    wide = terminal.reply("who resigned")
    del widths[0]
    narrow = terminal.reply("who resigned", alone=True)
    assert "Candidates" in narrow
    assert max(map(len, narrow.splitlines())) <= 40 < max(map(len, wide.splitlines()))
    terminal.look = AS_IT_COMES
    assert terminal.reply("who resigned", alone=True).split() == narrow.split()


def test_bold_is_bold_over_spaces_and_nowhere_else() -> None:
    """One stretch is one stretch; a folded block keeps its indentation."""
    message = (block(line("a ", bold("b c"), "d"), folded=True), choices("\N{BULLET} e", "\N{BULLET} f", under="g"))
    assert write_dressed(message, Look(bold=True)) == ("    a \x1b[1mb c\x1b[0md\n\ng\n\N{BULLET} e\n\N{BULLET} f")
    assert write_dressed(message, Look(), numbered=True).endswith("g\n1. e\n2. f")


@pytest.mark.parametrize(
    ("tty", "environ", "bold_"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_a_pipe_and_whoever_wants_no_colour_get_no_bold(
    tty: bool,  # noqa: FBT001
    environ: dict[str, str],
    bold_: bool,  # noqa: FBT001
) -> None:
    """And a pipe no wrapping."""
    stream = io.StringIO()
    stream.isatty = lambda: tty  # type: ignore[method-assign]
    look = look_of(stream, environ)
    assert look.bold == bold_
    assert (look.width > 0) == tty


def test_a_number_chooses_from_the_list_just_printed(terminal: Terminal) -> None:
    """Questions, people, topics; what is no number of the list is a question."""
    terminal.look = NUMBERED
    people, dossier = session(terminal, "/who", "1")[:2]
    assert "1. " in people
    assert "Nils Berg" in dossier
    topics, page, fact = session(terminal, "/topics", "1.", "1")[:3]
    assert "1. The ferry" in topics or "1. " in topics
    assert "1. " in page
    assert fact.strip()
    assert terminal.offered == () or all(each.startswith("/fact ") for each in terminal.offered)
    terminal.reply("/who")
    beyond = str(len(terminal.offered) + 1)
    assert terminal.reply(beyond) != dossier
    terminal.look = AS_IT_COMES
    terminal.offered = ()
    assert "1. " not in terminal.reply("/who")


def test_every_choice_has_a_number(terminal: Terminal) -> None:
    """As many lines to enter as there are choices, for every reply that offers any."""
    terminal.look = dataclasses.replace(NUMBERED, width=70)
    offering = 0
    for asked in (*LINES, "/fact nowhere", "/who nobody", "/fact berg-resigned", "hello", "?"):
        text = terminal.reply(asked)
        offering += bool(terminal.offered)
        for number, entered in enumerate(terminal.offered, start=1):
            assert f"\n{number}. " in text
            assert terminal.responder.knowledge.story.id
            assert entered.startswith("/")
    assert offering > 3


def test_a_line_is_completed(terminal: Terminal) -> None:
    """Commands, what they take, and the questions that were offered."""
    terminal.look = NUMBERED
    assert terminal.completions("/ti") == ["/timeline"]
    assert "/who Nils Berg" in terminal.completions("/who n")
    assert "/fact berg-resigned" in terminal.completions("/fact b")
    assert "/quit" in terminal.completions("/q")
    assert terminal.completions("") == []
    terminal.reply("/help")
    assert terminal.offered
    first = terminal.completions("w") + terminal.completions("h") + terminal.completions("i")
    assert first
    assert terminal.completions(first[0][:-1].upper())[0] == first[0]


def test_tab_completes_at_a_real_prompt(tmp_path: Path) -> None:
    """With whatever line editing the system has."""
    pytest.importorskip("readline")
    ours, theirs = pty.openpty()
    root = Path(__file__).parents[1]
    base = root / "tests" / "knowledge" / "harbour.yaml"
    command = [sys.executable, "-m", "bot", "ask", "--knowledge", str(base)]
    environ = os.environ | {"PYTHONPATH": str(root), "TERM": "xterm", "HOME": str(tmp_path)}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        seen = b""
        for typed, after in ((b"/timel\t\n", PROMPT.encode()), (b"/quit\n", b"September 2023")):
            until = time.monotonic() + 60
            while after not in seen and time.monotonic() < until:
                seen += os.read(ours, 4096)
            os.write(ours, typed)
        assert running.wait(60) == 0
    os.close(ours)
    assert b"/timeline" in seen
