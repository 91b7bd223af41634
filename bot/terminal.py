"""A line in, a reply out: the prompt and the pipe. Drives the same responder and commands as Telegram does.

The table of commands is imported with the first command: a lone question, the most frequent call, does without.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.following import FOLLOWED_WITHIN
from bot.answering.reply import Responded
from bot.rendering.as_json import as_json
from bot.rendering.catalogue import catalogue
from bot.rendering.compose import compose
from bot.rendering.dressed import AS_IT_COMES, Look, choices_in, fitted, write_dressed
from bot.rendering.explanation import render_explanation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TextIO

    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.retrieval.match import Match

PROMPT = "> "
QUIT = ("/quit", "/exit", "/q")


@dataclass(slots=True)
class Terminal:
    """One conversation. `language` fixes that of the replies.

    It keeps the last match, for /why and for what follows it within minutes, and the language of the last
    question that told one, for what tells none. `look` is how replies are written, as wide as `columns` says at the
    moment; where it numbers what can be chosen,
    `offered` are the lines that the numbers of the last reply stand for.
    """

    responder: Responder
    language: str | None = None
    explain: bool = False
    last_match: Match | None = None
    last_language: str | None = None
    clock: Callable[[], float] = time.monotonic
    look: Look = AS_IT_COMES
    columns: Callable[[], int] | None = None
    offered: tuple[str, ...] = ()
    _asked_at: float = 0.0
    _questions: tuple[str, ...] = ()

    def reply(self, line: str, *, alone: bool = False) -> str:
        """Return the reply to a question or a command as plain text, with `explain` followed by its explanation.

        A question that is asked `alone` follows none.
        """
        before = None if alone else self._before()
        line = self._chosen(line)
        shown = self._command(line) if line.lstrip().startswith("/") else self.responded(line, before)
        if not isinstance(shown, Responded):
            return self._written(shown)
        self._asked_at = self.clock()
        self.last_match = shown.match
        if shown.match.settles_language:
            self.last_language = shown.reply.language
        text = self._written(shown.reply)
        return f"{text}\n\n{fitted(render_explanation(shown.match), self.look.width)}" if self.explain else text

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

    def completions(self, begun: str) -> list[str]:
        """Return what a line may go on to be: commands, the names of people, what was offered last."""
        if begun.startswith("/"):
            from bot.answering.commands import COMMANDS  # noqa: PLC0415

            known = self.responder.knowledge
            language = self.language or self.last_language or known.story.languages[0]
            lines = [f"/{command.name}" for command in COMMANDS] + [QUIT[0]]
            lines += [f"/who {entity.name.get(language, '')}" for entity in known.entities]
            lines += [f"/topics {topic.name.get(language, '')}" for topic in known.topics]
            lines += [f"/fact {fact.id}" for fact in known.facts]
        else:
            lines = [question for question in self._questions if begun.strip()]
        wanted = begun.casefold()
        return [line for line in lines if line.casefold().startswith(wanted)]

    def _written(self, reply: Reply) -> str:
        message = compose(reply)
        if self.columns is not None and self.look.width:
            self.look = dataclasses.replace(self.look, width=self.columns())
        if self.look.numbered:
            lines, self._questions = _choices_of(reply)
            self.offered = lines if len(lines) == choices_in(message) else ()
        return write_dressed(message, self.look, numbered=bool(self.offered))

    def _chosen(self, line: str) -> str:
        """Return the line that a number stands for; any other line as it is."""
        number = line.strip().rstrip(".")
        if number.isascii() and number.isdigit() and len(number) < 3 and 1 <= int(number) <= len(self.offered):  # noqa: PLR2004
            return self.offered[int(number) - 1]
        return line

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


def edit_lines(terminal: Terminal) -> None:
    """Let the prompt edit, recall and complete lines, where the system can."""
    with suppress(ImportError):
        import readline  # noqa: PLC0415 - not every system has it

        def complete(begun: str, state: int) -> str | None:
            found = terminal.completions(begun)
            return found[state] if state < len(found) else None

        readline.set_completer(complete)
        readline.set_completer_delims("")  # a line is completed whole: questions and names hold spaces
        by_editline = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if by_editline else "tab: complete")


def look_of(stream: TextIO, environ: Mapping[str, str]) -> Look:
    """Return how to write on a stream: lines as they come into a pipe or file; no bold with NO_COLOR or TERM=dumb."""
    if not stream.isatty():
        return AS_IT_COMES
    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
    return Look(width=columns_now(), bold=not plain)


def columns_now() -> int:
    """Return how wide the terminal is at this moment."""
    return shutil.get_terminal_size().columns


def _choices_of(reply: Reply) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what to enter for each choice of a reply, and the questions among the choices."""
    from bot.answering.browsing import EntryCard, People, Topics  # noqa: PLC0415  a lone question does without

    if isinstance(reply, EntryCard):
        return _choices_of(reply.entry)
    if isinstance(reply, People):
        return tuple(f"/who {person.id}" for person in reply.people), ()
    if isinstance(reply, Topics):
        return tuple(f"/topics {topic.id}" for topic in reply.topics), ()
    suggested = reply.suggestions
    return tuple(f"/fact {each.id}" for each in suggested), tuple(each.question for each in suggested)
