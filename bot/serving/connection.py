"""The bot's connection to Telegram, or to whatever answers at TELEGRAM_API_URL."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.handlers.limits import AT_ONCE, ChatRateLimiter

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""Everything a handler exists for. Telegram remembers the list, so it is sent with every request."""
READ_TIMEOUT = 20.0
"""Generous, because a message whose confirmation comes too late is sent a second time."""
CONNECT_TIMEOUT = 10.0
CONNECTIONS = 16 * AT_ONCE
"""Room for the requests that are under way at once, and many more for slow ones, each of another chat."""
POOL_TIMEOUT = 30.0
POLL_SLACK = 10.0
"""Seconds that an answer to a long poll may take beyond the poll itself."""


def is_loopback(url: str) -> bool:
    """Tell whether `url` leads to this machine by its name or number."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Connection(ExtBot[None]):
    """PTB's bot, with updates fetched as JSON."""

    def __init__(self, token: str, api_url: str, *, limiter: ChatRateLimiter | None = None) -> None:
        # httpx sends even 127.0.0.1 through HTTP_PROXY; a proxy cannot reach this machine's loopback.
        options: dict[str, Any] = {"trust_env": False} if is_loopback(api_url) else {}
        super().__init__(
            token,
            base_url=api_url.rstrip("/") + "/bot",
            request=HTTPXRequest(
                connection_pool_size=CONNECTIONS,
                read_timeout=READ_TIMEOUT,
                write_timeout=READ_TIMEOUT,
                connect_timeout=CONNECT_TIMEOUT,
                pool_timeout=POOL_TIMEOUT,
                httpx_kwargs=options,
            ),
            get_updates_request=HTTPXRequest(
                connection_pool_size=1,
                read_timeout=READ_TIMEOUT,
                connect_timeout=CONNECT_TIMEOUT,
                pool_timeout=POOL_TIMEOUT,
                httpx_kwargs=options,
            ),
            rate_limiter=limiter or ChatRateLimiter(),
        )

    async def fetch_updates(self, *, offset: int | None, limit: int, timeout: int) -> list[Any]:  # noqa: ASYNC109
        """Return updates as Telegram sent them.

        `get_updates` parses the whole batch and raises when one update is odd; `do_api_request` warns that
        `get_updates` exists. So this goes where both of them go.

        Raises:
            TelegramError: as every call; NetworkError also where the answer has not the shape of one.
        """
        data: dict[str, Any] = {"limit": limit, "timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            data["offset"] = offset
        try:
            result = await self._post("getUpdates", data, read_timeout=timeout + POLL_SLACK)
        except (AttributeError, KeyError, TypeError, RecursionError):
            raise NetworkError("the answer to getUpdates is not one") from None
        if not isinstance(result, list):
            raise NetworkError("the answer to getUpdates is not a list")
        return result
