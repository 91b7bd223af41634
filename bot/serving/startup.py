"""What must be true before the first update is fetched: the token works, and no webhook takes the updates away."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.errors import TelegramRefusedError
from bot.handlers.limits import seconds
from bot.handlers.refusals import MALFORMED, NoBotApiError, is_not_found, kind_of
from bot.serving.polling import NOT_ACCEPTED, NOT_FOUND, TRIES_AT_404

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import ExtBot

    from bot.handlers.timing import Timing

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class UnreachableError(Exception):
    """Telegram did not answer within the tries that were allowed."""


async def patiently(call: Callable[[], Awaitable[Result]], timing: Timing, *, tries: int | None = None) -> Result:
    """Await `call()` until it succeeds.

    Without `tries` for as long as it takes: a container may start before its network.

    Raises:
        TelegramRefusedError: the token is wrong, or nothing but 404 is answered.
        UnreachableError: `tries` calls failed.
    """
    failures = not_found = 0
    while True:
        try:
            return await call()
        except (TelegramError, *MALFORMED) as error:
            failures += 1
            not_found = not_found + 1 if is_not_found(error) else 0
            if isinstance(error, InvalidToken) and not not_found:
                raise TelegramRefusedError(NOT_ACCEPTED) from None
            if not_found >= TRIES_AT_404:
                line = f"not Telegram: {kind_of(error)}" if isinstance(error, NoBotApiError) else NOT_FOUND
                raise TelegramRefusedError(line) from None
            if tries is not None and failures >= tries:
                raise UnreachableError(f"Telegram cannot be reached ({kind_of(error)})") from error
            pause = seconds(error) if isinstance(error, RetryAfter) else timing.pause(failures)
            _log.warning("Telegram cannot be reached (%s); trying again in %.1f s", kind_of(error), pause)
            await asyncio.sleep(pause)


async def webhook_host(bot: ExtBot[None], timing: Timing) -> str:
    """Return the host of the webhook that is set, "" where none is. The path may hold a secret and is not shown."""
    info = await patiently(bot.get_webhook_info, timing)
    if not info.url:
        return ""
    return urlsplit(info.url).hostname or "an address without a host"


async def clear_the_way(bot: ExtBot[None], timing: Timing, *, take_over: bool) -> None:
    """Make sure that polling gets the updates.

    Raises:
        TelegramRefusedError: a webhook is set and `take_over` is false.
    """
    host = await webhook_host(bot, timing)
    if not host:
        return
    if not take_over:
        raise TelegramRefusedError(
            f"a webhook at {host} gets this bot's updates: stop that instance, or start with --take-over to remove it"
        )
    await patiently(bot.delete_webhook, timing)
    _log.warning("Took over: the webhook at %s is removed", host)
