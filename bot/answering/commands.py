"""The one table of commands: it feeds the handlers, /help, Telegram's menus, the terminal and the docs.

What each command does stands in `command_functions.py`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.answering import command_functions as functions
from bot.answering.command_replies import CommandLine, Help, UnknownCommand
from bot.answering.echo import echo

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.command_context import CommandContext, CommandOutcome


class Scope(StrEnum):
    """In whose menu a command stands."""

    PRIVATE = "private"
    GROUP = "group"
    ADMIN = "admin"


EVERYWHERE = frozenset(Scope)


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
        context.knowledge.story.as_of,
        menu=tuple(command.line() for command in COMMANDS if command.menus),
        more=tuple(command.line() for command in COMMANDS if not command.menus),
        suggestions=context.examples(),
    )


COMMANDS: tuple[Command, ...] = (
    Command("ask", functions.ask, menus=EVERYWHERE, argument="argument.question"),
    Command("who", functions.who, menus=EVERYWHERE, argument="argument.name"),
    Command("timeline", functions.timeline, menus=EVERYWHERE),
    Command("topics", functions.topics, menus=EVERYWHERE),
    Command("help", _help, menus=EVERYWHERE),
    Command("start", functions.start),
    Command("about", functions.about),
    Command("sources", functions.sources),
    Command("conflicts", functions.conflicts),
    Command("fact", functions.fact, argument="argument.id"),
    Command("why", functions.why),
    Command("privacy", functions.privacy),
)

_BY_NAME = {command.name: command for command in COMMANDS}
_LINE = re.compile(r"/(?P<name>[^\s@]+)(?:@\S+)?(?:\s+(?P<argument>.*))?", re.DOTALL)
_NEAR = 0.6
"""difflib's own default: one or two letters off in a word of this length."""


def find_command(name: str) -> Command | None:
    """Return the command of that name, in any case; None if there is none."""
    return _BY_NAME.get(name.casefold())


def menu(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of a scope's menu, in order."""
    return tuple(command for command in COMMANDS if scope in command.menus)


def split_command(line: str) -> tuple[str, str] | None:
    """Split "/who@bot umerov" into ("who", "umerov"); None where the line is not a command."""
    found = _LINE.fullmatch(line.strip())
    return (found["name"], (found["argument"] or "").strip()) if found else None


def nearest_command(name: str) -> str:
    """Return the name spelt most like this one, "" where none is near."""
    return next(iter(difflib.get_close_matches(name.casefold(), _BY_NAME, n=1, cutoff=_NEAR)), "")


def run_command(name: str, argument: str, context: CommandContext) -> CommandOutcome:
    """Run a command by name; an unknown name gets `UnknownCommand`. Any argument gives a reply."""
    command = find_command(name)
    if command is None:
        return UnknownCommand(context.language, context.knowledge.story.as_of, echo(name, 32), nearest_command(name))
    return command.run(context, argument.strip())
