"""A line in, a reply out: the prompt and the pipe. Drives the same responder and commands as Telegram does.

The table of commands is imported with the first command: a lone question, the most frequent call, does without.
"""

from __future__ import annotations

import dataclasses
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from bot.answering.following import FOLLOWED_WITHIN
from bot.answering.reply import Responded
from bot.rendering.as_json import as_json
from bot.rendering.catalogue import catalogue
from bot.rendering.explanation import render_explanation
from bot.rendering.plain import render_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.retrieval.match import Match

PROMPT = "> "
QUIT = ("/quit", "/exit", "/q")


@dataclass(slots=True)
class Terminal:
    """One conversation. `language` fixes that of the replies.

    It keeps the last match, for /why and for what follows it within minutes, and the language of the last
    question that told one, for what tells none.
    """

    responder: Responder
    language: str | None = None
    explain: bool = False
    last_match: Match | None = None
    last_language: str | None = None
    clock: Callable[[], float] = time.monotonic
    _asked_at: float = 0.0

    def reply(self, line: str, *, alone: bool = False) -> str:
        """Return the reply to a question or a command as plain text, with `explain` followed by its explanation.

        A question that is asked `alone` follows none.
        """
        before = None if alone else self._before()
        shown = self._command(line) if line.lstrip().startswith("/") else self.responded(line, before)
        if not isinstance(shown, Responded):
            return render_plain(shown)
        self._asked_at = self.clock()
        self.last_match = shown.match
        if shown.match.language:
            self.last_language = shown.reply.language
        text = render_plain(shown.reply)
        return f"{text}\n\n{render_explanation(shown.match)}" if self.explain else text

    def json_line(self, line: str) -> str:
        """Return the reply to a question as one line of JSON; every line is a question here."""
        return json.dumps(as_json(self.responded(line), explain=self.explain), ensure_ascii=False)

    def responded(self, question: str, before: Match | None = None) -> Responded:
        """Answer a question, one that does not stand alone with what was asked `before`."""
        return self.responder.respond(
            question, fixed_language=self.language, last_language=self.last_language, before=before
        )

    def welcome(self) -> str:
        """Return what a prompt begins with."""
        return catalogue(self.language or self.responder.knowledge.story.languages[0])("prompt.welcome")

    def _before(self) -> Match | None:
        return self.last_match if self.clock() - self._asked_at <= FOLLOWED_WITHIN else None

    def _command(self, line: str) -> Reply | Responded:
        from bot.answering.commands import run_command, split_command  # noqa: PLC0415
        from bot.answering.context import CommandContext, Deletion  # noqa: PLC0415

        name, argument = split_command(line) or ("", "")
        context = CommandContext(
            self.responder, self.language, last_match=self.last_match, last_language=self.last_language
        )
        if name.casefold() == "forget":
            remembered = (("questions", int(self.last_match is not None)),)
            context = dataclasses.replace(context, deletion=Deletion(remembered))
            self.last_match = self.last_language = None
        return run_command(name, argument, context)


def converse(terminal: Terminal, read: Callable[[str], str], write: Callable[[str], None]) -> None:
    """Hold a conversation until /quit, the end of input (Ctrl-D) or Ctrl-C; empty lines are passed over.

    `read` takes the prompt and returns a line, as `input` does; `write` takes one text without its line break.
    """
    write(f"{terminal.welcome()}\n")
    while True:
        try:
            line = read(PROMPT)
        except (EOFError, KeyboardInterrupt):
            write("")
            return
        if line.strip().casefold() in QUIT:
            return
        if line.strip():
            write(f"\n{terminal.reply(line)}\n")


def answer_lines(terminal: Terminal, lines: Iterable[str], write: Callable[[str], None], *, as_objects: bool) -> None:
    """Answer each line of a pipe at once: as an object per line, or as text under the line it answers."""
    for line in lines:
        question = line.rstrip("\r\n")
        if as_objects:
            write(terminal.json_line(question))
        else:
            write(f"{PROMPT}{question}\n\n{terminal.reply(question, alone=True)}\n")


def in_utf8(stream: TextIO) -> None:
    """Use UTF-8 whatever the locale; what cannot be decoded is replaced; a line ends at a line feed alone."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def edit_lines() -> None:
    """Let the prompt edit and recall lines, where the system can."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415
