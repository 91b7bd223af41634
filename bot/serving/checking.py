"""`talks-bot run --check`: says of everything that the bot needs whether it is right, and changes nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import time
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.handlers.refusals import MALFORMED
from bot.handlers.timing import Timing
from bot.serving.startup import UnreachableError, patiently
from bot.storage.looking import Seen, look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import WebhookInfo

    from bot.config import Config
    from bot.knowledge.model import Knowledge
    from bot.serving.connection import Connection

MOST_GROUPS = 50
"""Groups in which the bot's rights are asked for."""
LATELY = 3600.0
"""Seconds for which a failure of Telegram's to bring an update counts."""
LONGEST_REASON = 200
"""Characters of what Telegram says of a failure."""
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def check(config: Config, connection: Connection, knowledge: Knowledge) -> int:
    """Print what was found, one line each; return 0 where everything is as it should be, else 1.

    Raises:
        BotError: the token is wrong, or something else needs whoever runs it.
    """
    say = sys.stdout.write
    say(f"knowledge: {len(knowledge.facts)} facts, as of {knowledge.story.as_of}, version {knowledge.digest}\n")
    database = await asyncio.to_thread(look, config.database_url.reveal(), config.bot_id)
    say(f"database: {database.words}\n")
    try:
        right = await _telegram(config, connection, database)
    except UnreachableError as error:
        say(f"{error}\n")
        return 1
    finally:
        await connection.shutdown()
    return 0 if right and database.usable else 1


async def _telegram(config: Config, connection: Connection, database: Seen) -> bool:
    timing, say = Timing(), sys.stdout.write
    await patiently(connection.initialize, timing, tries=timing.check_tries)
    say(f"Telegram: {connection.way} answers\ntoken: accepted\nbot: @{connection.username}\n")
    say(f"privacy mode: {_privacy_mode(connection)}\n")
    joins = "can be added" if connection.can_join_groups else "off; @BotFather, /setjoingroups turns them on"
    say(f"groups: {joins}\n")
    may = {group: await _may_write(connection, group) for group in database.groups[:MOST_GROUPS]}
    say(f"rights: {_rights(database, may)}\n")
    say(f"inline mode: {_mode(connection.supports_inline_queries, '/setinline')}\n")
    guest = bool(connection.bot.supports_guest_queries)
    say(f"guest mode: {_mode(guest, '/mybots, Bot Settings, Guest Mode')}\n")
    info = await patiently(connection.get_webhook_info, timing, tries=timing.check_tries)
    line, right = _webhook(info, config.webhook_url or "")
    say(f"webhook: {line}\n")
    return right and May.NOT not in may.values()


class May(Enum):
    """Whether the bot may write in a group."""

    WRITE = "yes"
    NOT = "no"
    OUT = "it is not there any more"
    UNKNOWN = "Telegram would not say"


async def _may_write(connection: Connection, chat_id: int) -> May:
    """Tell whether the bot may write in a group. Each is asked about once: there may be many."""
    try:
        me = await connection.get_chat_member(chat_id, connection.id)
        if me.status in _OUT or getattr(me, "is_member", True) is False:
            return May.OUT
        if me.status == ChatMemberStatus.RESTRICTED:
            return May.WRITE if getattr(me, "can_send_messages", True) else May.NOT
        if me.status == ChatMemberStatus.ADMINISTRATOR:
            return May.WRITE
        permissions = (await connection.get_chat(chat_id)).permissions
    except (ChatMigrated, BadRequest, Forbidden):
        return May.OUT
    except (TelegramError, *MALFORMED):
        return May.UNKNOWN
    return May.NOT if permissions is not None and permissions.can_send_messages is False else May.WRITE


def _rights(database: Seen, may: Mapping[int, May]) -> str:
    """Say where the bot may write; groups that it was put out of need nobody's care."""
    if not database.usable:
        return "groups are not known while the database is away; the bot needs none but to write"
    said = Counter(may.values())
    mute = [str(group) for group, answer in may.items() if answer is May.NOT]
    parts = [f"the bot may not write in {', '.join(mute)}: an admin there can allow it"] if mute else []
    parts += [f"it may write in {said[May.WRITE]} groups"] if said[May.WRITE] else []
    parts += [f"{said[May.UNKNOWN]} could not be asked about"] if said[May.UNKNOWN] else []
    rest = len(database.groups) - len(may)
    parts += [f"{rest} more were not asked about"] if rest else []
    return "; ".join(parts or ["no group is known yet"]) + ("" if mute else "; it needs none but to write")


def _webhook(info: WebhookInfo, wanted: str) -> tuple[str, bool]:
    """Say what gets the updates, and whether that is right. The path may hold a secret and is not shown."""
    waiting = f"updates waiting: {info.pending_update_count}"
    behind = f"; {waiting}" if info.pending_update_count else ""
    if not info.url:
        return ("none, to be set" if wanted else "none, polling is possible") + behind, True
    host = urlsplit(info.url).hostname or "an address without a host"
    if not wanted:
        return f"set at {host}; polling needs --take-over", False
    if info.url != wanted:
        where = ", at another path or port" if urlsplit(wanted).hostname == host else ""
        return f"set at {host}{where}, to be replaced{behind}", True
    if info.last_error_date is None or time.time() - info.last_error_date.timestamp() > LATELY:
        return f"set at {host}{behind}", True
    at = info.last_error_date.astimezone(dt.UTC)
    said = "".join(sign for sign in info.last_error_message or "no reason given" if sign.isprintable())
    failed = f"Telegram could not get through at {at:%H:%M} UTC ({said[:LONGEST_REASON]})"
    return f"set at {host}, but {failed}; {waiting}", False


def _privacy_mode(connection: Connection) -> str:
    if connection.can_read_all_group_messages:
        return "off; Telegram sends everything that is written in groups: @BotFather, /setprivacy turns it on"
    return "on, as it should be; in groups Telegram sends commands, mentions and replies to the bot"


def _mode(is_on: bool, where: str) -> str:  # noqa: FBT001 - what getMe says
    return "on" if is_on else f"off, and the bot works without; @BotFather, {where} turns it on"
