"""Telegram's menus and descriptions, from the table of commands and the catalogues.

Set in the background after polling began, only where Telegram shows something else, and without a name: an operator's
bot keeps its own. Nothing is stored: what Telegram has is asked for.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import BadRequest, TelegramError

from bot.answering.commands import Scope, menu
from bot.answering.showing import in_language
from bot.handlers.refusals import kind_of
from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import shorten, utf16_length

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import ExtBot

    from bot.knowledge.model import Story

_log = logging.getLogger(__name__)
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120
_SCOPES: tuple[tuple[Scope, BotCommandScope], ...] = (
    (Scope.PRIVATE, BotCommandScopeAllPrivateChats()),
    (Scope.GROUP, BotCommandScopeAllGroupChats()),
    (Scope.ADMIN, BotCommandScopeAllChatAdministrators()),
)


async def bring_up_to_date(bot: ExtBot[Any], story: Story, *, breath: float) -> int:
    """Set what differs, in each of the story's languages and, for all others, in its first; return how much was set.

    `breath` are the seconds between two calls: some thirty of them must not crowd out answers. What fails is logged
    and left for the next start: a bot answers as well without a menu.
    """
    changed = 0
    for code in ("", *story.languages):
        language = code or story.languages[0]
        steps = [*(_commands(bot, scope, shown, language, code) for scope, shown in _SCOPES)]
        steps += [_description(bot, story, language, code), _short_description(bot, story, language, code)]
        for step in steps:
            try:
                changed += await step()
            except BadRequest as error:  # Telegram has menus in languages of two letters alone
                _log.warning("No menus and descriptions in %s (%s)", code or "other languages", kind_of(error))
                break
            except TelegramError as error:
                _log.warning("A menu or description could not be set (%s)", kind_of(error))
                return changed
            await asyncio.sleep(breath)
    if changed:
        _log.info("%d menus and descriptions were brought up to date", changed)
    return changed


def _commands(
    bot: ExtBot[Any], scope: Scope, shown: BotCommandScope, language: str, code: str
) -> Callable[[], Awaitable[bool]]:
    say = catalogue(language)
    wanted = tuple(BotCommand(command.name, say(command.description)) for command in menu(scope))

    async def step() -> bool:
        if await bot.get_my_commands(scope=shown, language_code=code or None) == wanted:
            return False
        return await bot.set_my_commands(wanted, scope=shown, language_code=code or None)

    return step


def _description(bot: ExtBot[Any], story: Story, language: str, code: str) -> Callable[[], Awaitable[bool]]:
    wanted = _filled("description.text", story, language, DESCRIPTION_LENGTH)

    async def step() -> bool:
        if (await bot.get_my_description(language_code=code or None)).description == wanted:
            return False
        return await bot.set_my_description(wanted, language_code=code or None)

    return step


def _short_description(bot: ExtBot[Any], story: Story, language: str, code: str) -> Callable[[], Awaitable[bool]]:
    wanted = _filled("short_description.text", story, language, SHORT_DESCRIPTION_LENGTH)

    async def step() -> bool:
        if (await bot.get_my_short_description(language_code=code or None)).short_description == wanted:
            return False
        return await bot.set_my_short_description(wanted, language_code=code or None)

    return step


def _filled(key: str, story: Story, language: str, limit: int) -> str:
    """Return a description with the story's title, which is shortened where the rest, and the date, would not fit."""
    say, date = catalogue(language), catalogue(language).date(story.as_of)
    room = limit - utf16_length(say(key, title="", date=date))
    return say(key, title=shorten(in_language(story.title, language, story.languages), room), date=date)
