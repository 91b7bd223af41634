"""One update, from JSON to dealt with: the step between whatever delivers updates and the Application."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import Update

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import Application

    from bot.serving.dispatcher import RawUpdate

_log = logging.getLogger(__name__)

_ODD = (TypeError, KeyError, AttributeError, ValueError, IndexError, OSError, OverflowError, RecursionError)
"""What `Update.de_json` raises on bodies that are not quite updates."""


def into(application: Application[Any, Any, Any, Any, Any, Any]) -> Callable[[RawUpdate], Awaitable[None]]:
    """Return the function that a dispatcher calls for each update.

    A malformed update is logged by its id and dropped: it would be malformed the next time too.
    """

    async def deal_with(raw: RawUpdate) -> None:
        try:
            update = Update.de_json(raw, application.bot)
        except _ODD as error:
            _log.error("Update %d is malformed (%s); it is passed over", raw["update_id"], type(error).__name__)
            return
        await application.process_update(update)

    return deal_with
