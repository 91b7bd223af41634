"""`talks-bot run`: from settings and a knowledge file to a bot that runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from typing import TYPE_CHECKING

from bot.answering.responder import Responder
from bot.errors import BotError
from bot.handlers.application import build_application
from bot.handlers.conversation import Conversations
from bot.knowledge.load import load
from bot.retrieval.matcher import Matcher
from bot.serving.connection import Connection
from bot.serving.lifecycle import serve_by_polling
from bot.serving.logs import logging_to_stderr, report_loop_error
from bot.serving.startup import UnreachableError, patiently, webhook_host
from bot.serving.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.config import Settings
    from bot.knowledge.model import Knowledge

_log = logging.getLogger(__name__)


def run(settings: Settings, knowledge_path: Path, *, check: bool = False, take_over: bool = False) -> int:
    """Run the bot, or with `check` only find out whether it could run; return the exit status.

    Raises:
        BotError: a wrong setting, knowledge file, token, or something in the bot's way. One line each, for the
        operator.
    """
    knowledge = load(knowledge_path)
    token = settings.token.reveal()
    with logging_to_stderr(settings.log_level, settings.log_format, [token]):
        connection = Connection(token, settings.api_url)
        try:
            if check:
                return asyncio.run(_check(connection, knowledge))
            asyncio.run(_serve(connection, knowledge, take_over=take_over))
        except BotError:
            raise
        except Exception:  # noqa: BLE001 - logged with its traceback
            # Outside of this block the interpreter would print the traceback as it is, token and all.
            _log.critical("The bot ends with an error of its own", exc_info=True)
            return 1
        return 0


async def _serve(connection: Connection, knowledge: Knowledge, *, take_over: bool) -> None:
    asyncio.get_running_loop().set_exception_handler(report_loop_error)
    matcher = Matcher(knowledge)
    conversations = Conversations(Responder(knowledge, matcher))
    with stopped_by_signals() as stop:
        await serve_by_polling(
            connection,
            build_application(connection, conversations),
            stop,
            story=knowledge.story,
            take_over=take_over,
        )


async def _check(connection: Connection, knowledge: Knowledge) -> int:
    """Print what was found, one line each; return 1 where something would keep the bot from running."""
    timing = Timing()
    say = sys.stdout.write
    say(f"knowledge: {len(knowledge.facts)} facts, as of {knowledge.story.as_of}\n")
    try:
        await patiently(connection.initialize, timing, tries=timing.check_tries)
        say(f"Telegram: {connection.way} answers\ntoken: accepted\nbot: @{connection.username}\n")
        say(f"privacy mode: {_privacy_mode(connection)}\n")
        host = await webhook_host(connection, timing, tries=timing.check_tries)
    except UnreachableError as error:
        say(f"{error}\n")
        return 1
    finally:
        await connection.shutdown()
    say(f"webhook: set at {host}; polling needs --take-over\n" if host else "webhook: none, polling is possible\n")
    return 1 if host else 0


def _privacy_mode(connection: Connection) -> str:
    if connection.can_read_all_group_messages:
        return "off; Telegram sends everything that is written in groups: @BotFather, /setprivacy turns it on"
    return "on, as it should be; in groups Telegram sends commands, mentions and replies to the bot"


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[asyncio.Event]:
    """Yield an event that SIGINT and SIGTERM set. A second signal ends the process the hard way."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        _log.info("%s: stopping", signal.Signals(number).name)
        loop.call_soon_threadsafe(stop.set)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
