"""The one table of commands: it feeds the handlers, /help, Telegram's menus, the terminal and the docs.

A new command is a row here with its function and reply (in `about.py`, `browsing.py` or a file of its own), and the
reply's composer in `rendering/compose_command.py`; its texts stand in the catalogues.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.answering import about, browsing, forgetting, settings, timeline
from bot.answering.context import NOWHERE, Modes
from bot.answering.reply import CommandReply, Responded
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.context import CommandContext, CommandOutcome


class Scope(StrEnum):
    """In whose menu a command stands."""

    PRIVATE = "private"
    GROUP = "group"
    ADMIN = "admin"


EVERYWHERE = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """One row of /help: `argument` and `description` are keys of the catalogues, `argument` "" where there is none."""

    name: str
    argument: str
    description: str


@dataclass(frozen=True, slots=True)
class Help(CommandReply):
    """/help: the table of commands (those of the menu first), where else the bot is asked, and example questions."""

    menu: tuple[CommandLine, ...]
    more: tuple[CommandLine, ...]
    modes: Modes = NOWHERE


@dataclass(frozen=True, slots=True)
class UnknownCommand(CommandReply):
    """A command that there is not; `nearest` is the name spelt most like it, "" where none is near."""

    nearest: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    `name` is without the slash; `argument` and `description` are keys of the catalogues (`argument` "" where the
    command takes none). It stands in the menus of `menus`, in their order; where that is empty it is merely understood.
    `run` takes the context and the argument, stripped, "" where none was given.
    """

    name: str
    run: Callable[[CommandContext, str], CommandOutcome]
    menus: frozenset[Scope] = frozenset()
    argument: str = ""

    @property
    def description(self) -> str:
        """The catalogue key of its description."""
        return f"command.{self.name}"

    def line(self) -> CommandLine:
        """Return its row of /help."""
        return CommandLine(self.name, self.argument, self.description)


def _help(context: CommandContext, _argument: str) -> Help:
    return Help(
        context.language,
        context.as_of,
        menu=tuple(command.line() for command in COMMANDS if command.menus),
        more=tuple(command.line() for command in COMMANDS if not command.menus),
        modes=context.modes,
        suggestions=context.examples(),
    )


COMMANDS: tuple[Command, ...] = (
    Command("ask", about.ask, menus=EVERYWHERE, argument="argument.question"),
    Command("who", browsing.who, menus=EVERYWHERE, argument="argument.name"),
    Command("timeline", timeline.timeline, menus=EVERYWHERE),
    Command("topics", browsing.topics, menus=EVERYWHERE),
    Command("help", _help, menus=EVERYWHERE),
    Command(settings.COMMAND, settings.settings, menus=frozenset({Scope.PRIVATE, Scope.ADMIN})),
    Command("forget", forgetting.forget, menus=EVERYWHERE),
    Command("start", about.start),
    Command("about", about.about),
    Command("sources", about.sources),
    Command("conflicts", browsing.conflicts),
    Command("fact", browsing.fact, argument="argument.id"),
    Command("why", about.why),
    Command("privacy", about.privacy),
)

LONGEST_NAME = 3
"""Words of a name that nobody bears; more of them are a sentence."""
_LINE = re.compile(r"/(?P<name>[^\s@]+)(?:@\S+)?(?:\s+(?P<argument>.*))?", re.DOTALL)
_NEAR = 0.6
"""difflib's own default: one or two letters off in a word of this length."""


def find_command(name: str) -> Command | None:
    """Return the command of that name, in any case; None if there is none."""
    return next((command for command in COMMANDS if command.name == name.casefold()), None)


def menu(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of a scope's menu, in order."""
    return tuple(command for command in COMMANDS if scope in command.menus)


def split_command(line: str) -> tuple[str, str] | None:
    """Split "/who@bot umerov" into ("who", "umerov"); None where the line is not a command."""
    found = _LINE.fullmatch(line.strip())
    return (found["name"], (found["argument"] or "").strip()) if found else None


def nearest_command(name: str) -> str:
    """Return the name spelt most like this one, "" where none is near."""
    names = [command.name for command in COMMANDS]
    return next(iter(difflib.get_close_matches(name.casefold(), names, n=1, cutoff=_NEAR)), "")


def takes(name: str, text: str, context: CommandContext) -> bool:
    """Tell whether what replies to a command that asked for its argument is one: it leads somewhere, or is a bare name.

    A comment is none, nor is a question that a name would not ask.
    """
    match = context.responder.respond(text).match
    if match.smalltalk or context.responder.says_nothing(text):
        return False
    outcome = run_command(name, text, context)
    if isinstance(outcome, Responded) or not outcome.asks_back:
        return True
    bare = len(words_of(text)) <= LONGEST_NAME and all(word.how != "stop word" for word in match.explanation.words)
    return bare and not context.responder.asks(match)


def run_command(name: str, argument: str, context: CommandContext) -> CommandOutcome:
    """Run a command by name; an unknown name gets `UnknownCommand`. Any argument gives a reply."""
    command = find_command(name)
    if command is None:
        return UnknownCommand(context.language, context.as_of, nearest_command(name))
    return command.run(context, argument.strip())
