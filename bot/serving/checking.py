"""`talks-bot run --check`: says of everything that the bot needs whether it is right, and changes nothing."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.serving.startup import UnreachableError, patiently
from bot.serving.timing import Timing

if TYPE_CHECKING:
    from telegram import WebhookInfo

    from bot.config import Settings
    from bot.knowledge.model import Knowledge
    from bot.serving.connection import Connection
    from bot.storage.store import Store

MOST_GROUPS = 50
"""Groups in which the bot's rights are asked for."""
LATELY = 3600.0
"""Seconds for which a failure of Telegram's to bring an update counts."""
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def check(settings: Settings, connection: Connection, knowledge: Knowledge, store: Store) -> int:
    """Print what was found, one line each; return 0 where everything is as it should be, else 1.

    Raises:
        BotError: the token is wrong, or something else needs whoever runs it.
    """
    say = sys.stdout.write
    say(f"knowledge: {len(knowledge.facts)} facts, as of {knowledge.story.as_of}, version {knowledge.digest}\n")
    try:
        await store.open()
        up = store.up
        groups = await store.preferences.groups(MOST_GROUPS)
        say(f"database: {'ready' if up else 'cannot be used: the bot would keep nothing over a restart'}\n")
    finally:
        await store.close()
    try:
        right = await _telegram(settings, connection, groups)
    except UnreachableError as error:
        say(f"{error}\n")
        return 1
    finally:
        await connection.shutdown()
    return 0 if right and up else 1


async def _telegram(settings: Settings, connection: Connection, groups: tuple[int, ...]) -> bool:
    timing, say = Timing(), sys.stdout.write
    await patiently(connection.initialize, timing, tries=timing.check_tries)
    say(f"Telegram: {connection.way} answers\ntoken: accepted\nbot: @{connection.username}\n")
    say(f"privacy mode: {_privacy_mode(connection)}\n")
    joins = "can be added" if connection.can_join_groups else "off; @BotFather, /setjoingroups turns them on"
    say(f"groups: {joins}\n")
    mute = []
    for group in groups:
        may = await patiently(partial(_may_write, connection, group), timing, tries=timing.check_tries)
        mute += [] if may else [group]
    say(f"rights: {_rights(len(groups), mute)}\n")
    say(f"inline mode: {_mode(connection.supports_inline_queries, '/setinline')}\n")
    guest = bool(connection.bot.supports_guest_queries)
    say(f"guest mode: {_mode(guest, '/mybots, Bot Settings, Guest Mode')}\n")
    info = await patiently(connection.get_webhook_info, timing, tries=timing.check_tries)
    line, right = _webhook(info, settings.webhook_url or "")
    say(f"webhook: {line}\n")
    return right and not mute


async def _may_write(connection: Connection, chat_id: int) -> bool:
    """Tell whether the bot may write in a group; where it was put out there is nothing to mend."""
    try:
        me = await connection.get_chat_member(chat_id, connection.id)
        if me.status in _OUT or me.status == ChatMemberStatus.ADMINISTRATOR:
            return True
        if me.status == ChatMemberStatus.RESTRICTED:
            return bool(getattr(me, "can_send_messages", True))
        permissions = (await connection.get_chat(chat_id)).permissions
    except (BadRequest, Forbidden):  # it is gone, or the bot was put out
        return True
    return permissions is None or permissions.can_send_messages is not False


def _rights(groups: int, mute: list[int]) -> str:
    if mute:
        return f"the bot may not write in {', '.join(map(str, mute))}: an admin there can allow it"
    known = f"the bot may write in all of {groups} groups that it knows" if groups else "no group is known yet"
    return f"{known}; it needs none but to write"


def _webhook(info: WebhookInfo, wanted: str) -> tuple[str, bool]:
    """Say what gets the updates, and whether that is right. The path may hold a secret and is not shown."""
    if not info.url:
        return ("none, to be set" if wanted else "none, polling is possible"), True
    host = urlsplit(info.url).hostname or "an address without a host"
    if not wanted:
        return f"set at {host}; polling needs --take-over", False
    if info.url != wanted:
        where = ", at another path or port" if urlsplit(wanted).hostname == host else ""
        return f"set at {host}{where}, to be replaced", True
    if info.last_error_date is None or (ago := time.time() - info.last_error_date.timestamp()) > LATELY:
        return f"set at {host}", True
    failed = f"{ago / 60:.0f} minutes ago Telegram could not get through ({info.last_error_message})"
    return f"set at {host}, but {failed}; {info.pending_update_count} updates wait", False


def _privacy_mode(connection: Connection) -> str:
    if connection.can_read_all_group_messages:
        return "off; Telegram sends everything that is written in groups: @BotFather, /setprivacy turns it on"
    return "on, as it should be; in groups Telegram sends commands, mentions and replies to the bot"


def _mode(is_on: bool, where: str) -> str:  # noqa: FBT001 - what getMe says
    return "on" if is_on else f"off, and the bot works without; @BotFather, {where} turns it on"
