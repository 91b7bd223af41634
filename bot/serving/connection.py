"""The bot's connection to Telegram, or to whatever answers at TELEGRAM_API_URL."""

from __future__ import annotations

from typing import Any

from telegram.ext import ExtBot

from bot.handlers.limits import AT_ONCE, ChatRateLimiter
from bot.handlers.refusals import FaultError
from bot.serving.requests import Requests, certificates_of

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "guest_message",
)
"""Everything a handler exists for. Telegram remembers the list, so it is sent with every request."""
CONNECTIONS = 16 * AT_ONCE
"""Room for the requests that are under way at once, and many more for slow ones, each of another chat."""
POLL_SLACK = 10.0
"""Seconds that an answer to a long poll may take beyond the poll itself."""


class Connection(ExtBot[None]):
    """PTB's bot, with updates fetched as JSON.

    Raises:
        ConfigError: the variables for proxies or certificates cannot be used.
    """

    def __init__(self, token: str, api_url: str, *, limiter: ChatRateLimiter | None = None) -> None:
        certificates = certificates_of(api_url)
        request, polls = (Requests(api_url, number, certificates) for number in (CONNECTIONS, 1))
        self._both = (request, polls)
        super().__init__(
            token,
            base_url=api_url.rstrip("/") + "/bot",
            request=request,
            get_updates_request=polls,
            rate_limiter=limiter or ChatRateLimiter(),
        )
        self._way = request.host + (f" by way of the proxy {request.proxy}" if request.proxy else "")

    async def shutdown(self) -> None:
        """Close all connections, also those of a bot that never got as far as PTB's own needs to close them."""
        await super().shutdown()
        for each in self._both:
            await each.shutdown()

    @property
    def way(self) -> str:
        """The server's name, and the proxy on the way to it."""
        return self._way

    async def fetch_updates(self, *, offset: int | None, limit: int, timeout: int) -> list[Any]:  # noqa: ASYNC109
        """Return updates as Telegram sent them.

        `get_updates` parses the whole batch and raises when one update is odd; `do_api_request` warns that
        `get_updates` exists. So this goes where both of them go.

        Raises:
            TelegramError: as every call; FaultError also where the answer has not the shape of one.
        """
        data: dict[str, Any] = {"limit": limit, "timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            data["offset"] = offset
        try:
            result = await self._post("getUpdates", data, read_timeout=timeout + POLL_SLACK)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            raise FaultError("the answer to getUpdates is not one") from None
        if not isinstance(result, list):
            raise FaultError("the answer to getUpdates is not a list")
        return result
