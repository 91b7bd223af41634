"""The prompt and the pipe, on a small real base."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.answering.following import FOLLOWED_WITHIN
from bot.terminal import PROMPT, Terminal, answer_lines, converse
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
