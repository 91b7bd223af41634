"""`talks-bot run`: from settings and a knowledge file to a bot that runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import TYPE_CHECKING

from bot.errors import BotError, ConfigError
from bot.handlers.application import build_application
from bot.handlers.conversation import Conversations
from bot.knowledge.load import load
from bot.serving.connection import Connection
from bot.serving.giving_back import keep_giving_back, settle
from bot.serving.lifecycle import Service, serve_by_polling, serve_by_webhook
from bot.serving.logs import logging_to_stderr, report_loop_error
from bot.serving.reload import follow, responder_for, stamp

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from bot.config import Config
    from bot.storage.store import Store

_log = logging.getLogger(__name__)


def run(config: Config, knowledge_path: Path, *, check: bool = False, take_over: bool = False) -> int:
    """Run the bot, or with `check` only find out whether it could run; return the exit status.

    Raises:
        BotError: a wrong setting, knowledge file, token, or something in the bot's way. One line each, for the
        operator.
    """
    if hasattr(signal, "SIGHUP"):  # until it is asked to reload, whoever asks too early must not end it
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    token = config.token.reveal()
    secrets = [each.reveal() for each in (config.token, config.webhook_secret, config.database_url) if each]
    with logging_to_stderr(config.log_level, config.log_format, secrets):
        connection = Connection(token, config.api_url)
        try:
            if check:
                from bot.serving.checking import check as checked  # noqa: PLC0415  `run` itself does without

                return asyncio.run(checked(config, connection, load(knowledge_path)))
            asyncio.run(_serve(config, connection, knowledge_path, take_over=take_over))
        except BotError:
            raise
        except Exception:  # noqa: BLE001 - logged with its traceback
            # Outside of this block the interpreter would print the traceback as it is, token and all.
            _log.critical("The bot ends with an error of its own", exc_info=True)
            return 1
        return 0


async def _serve(config: Config, connection: Connection, path: Path, *, take_over: bool) -> None:
    asyncio.get_running_loop().set_exception_handler(report_loop_error)
    since = stamp(path)
    # Nothing else here may hold the first base: it goes when another one comes.
    conversations = Conversations(responder_for(path), _store(config), connection)
    settle()
    webhook = watching = None
    async with contextlib.AsyncExitStack() as running:
        if config.listen is not None:
            # Polling alone has no need of a web server, nor of the memory that it takes.
            from bot.serving.http import answering  # noqa: PLC0415
            from bot.serving.watching import Watching  # noqa: PLC0415
            from bot.serving.webhook import Webhook  # noqa: PLC0415

            if config.webhook_url and config.webhook_secret is not None:
                secret = config.webhook_secret.reveal()
                webhook = Webhook(config.webhook_url, secret, conversations.store, conversations.timing)
            watching = Watching(conversations, webhook)
            await running.enter_async_context(answering(watching.app(), _listener(*config.listen), grace=5))
        application = build_application(connection, conversations)
        story = conversations.responder.knowledge.story
        service = Service(connection, application, conversations, story, watching)
        stop = running.enter_context(stopped_by_signals())
        again = running.enter_context(reload_by_signal())
        for care in (follow(path, conversations, again, since=since), keep_giving_back()):
            running.callback(asyncio.create_task(care).cancel)
        if webhook is None:
            await serve_by_polling(service, stop, take_over=take_over)
        else:
            await serve_by_webhook(service, stop, webhook)


def _store(config: Config) -> Store:
    from bot.storage.database import engine_for  # noqa: PLC0415  SQLAlchemy is needed by `run` alone
    from bot.storage.digests import key_of  # noqa: PLC0415
    from bot.storage.store import Store  # noqa: PLC0415

    return Store(
        engine_for(config.database_url.reveal()),
        bot_id=config.bot_id,
        key=key_of(config.token.reveal()),
        keeps_texts=config.keep_unanswered,
    )


def _listener(host: str, port: int) -> socket.socket:
    from bot.serving.http import listen  # noqa: PLC0415

    try:
        return listen(host, port)
    except (OSError, OverflowError) as error:
        raise ConfigError(f"LISTEN={host}:{port} cannot be had ({error}): choose another port or address") from error


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


@contextlib.contextmanager
def reload_by_signal() -> Iterator[asyncio.Event]:
    """Yield an event that SIGHUP sets, where there is such a signal."""
    again, loop = asyncio.Event(), asyncio.get_running_loop()
    number = getattr(signal, "SIGHUP", None)
    if number is None:
        yield again
        return
    loop.add_signal_handler(number, again.set)
    try:
        yield again
    finally:
        loop.remove_signal_handler(number)
