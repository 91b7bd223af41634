"""Adding a command: a row with its function and reply, a composer with its texts, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.answering import commands
from bot.answering.commands import EVERYWHERE, Command
from bot.answering.reply import CommandReply
from bot.playground.standin import StandIn
from bot.rendering.catalogue import catalogue
from bot.rendering.compose_command import COMPOSERS
from bot.rendering.message import Block, block
from bot.terminal import Terminal
from tests.e2e.running import running, start
from tests.rendering.samples import small

if TYPE_CHECKING:
    from bot.answering.context import CommandContext
    from bot.rendering.catalogue import Catalogue

SAID = "This base holds 3 facts.\n\nAs of 10 September 2023"


@dataclass(frozen=True, slots=True)
class Count(CommandReply):
    """/count: how many facts there are."""

    facts: int


def count(context: CommandContext, _argument: str) -> Count:
    """Count the facts."""
    return Count(context.language, context.knowledge.story.as_of, len(context.knowledge.facts))


def composed(reply: Count, say: Catalogue) -> list[Block]:
    """Say how many there are."""
    return [block(say("count.text", number=reply.facts))]


@pytest.fixture(autouse=True)
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the command as one would: to the table, to the composers, to the catalogues."""
    monkeypatch.setattr(commands, "COMMANDS", (*commands.COMMANDS, Command("count", count, menus=EVERYWHERE)))
    monkeypatch.setitem(COMPOSERS, Count, composed)
    texts = {"count.text": "This base holds {number} facts.", "command.count": "How much there is"}
    for key, text in texts.items():
        monkeypatch.setitem(catalogue("en")._messages, key, (text,))


def test_it_is_understood_in_the_terminal() -> None:
    """With its line in /help, and as what a slip of the finger may have meant."""
    terminal = Terminal(small())
    assert terminal.reply("/count") == SAID
    assert "/count – How much there is" in terminal.reply("/help")
    assert "Did you mean /count?" in terminal.reply("/cuont")


async def test_it_is_understood_in_telegram() -> None:
    """In private and in groups."""
    async with StandIn(username="talks_bot") as api, running(api):
        anna = api.world.add_user("Anna", language_code="en")
        for chat in (api.world.private(anna), api.world.add_group("Newsroom", members=(anna,))):
            asked = await api.world.say(anna, chat, "/count@talks_bot")
            assert (await api.world.wait_for_message(chat, after=asked)).text == SAID


async def test_it_stands_in_the_menu() -> None:
    """Telegram is told of it at the next start."""
    async with StandIn(username="talks_bot") as api:
        anna = api.world.add_user("Anna", language_code="en")
        chat = api.world.private(anna)
        bot = start(api, menus=True)

        def last() -> str | None:
            menu = api.service.profile.menu(anna, chat)
            return menu[-1]["command"] if menu else None

        assert await api.world.wait_for(last, "a menu", chat=chat) == "count"
        bot.stop.set()
        await bot.task
