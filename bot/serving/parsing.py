"""An update from its JSON, as far as it can be read: an older server does not send every field that PTB needs."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.serving.connection import ALLOWED_UPDATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Bot

_log = logging.getLogger(__name__)

ODD = (TypeError, KeyError, AttributeError, ValueError, IndexError, OSError, OverflowError, RecursionError)
"""What `Update.de_json` raises on bodies that are not quite updates."""
MOST_TRIES = 100
_NEEDED = {"chat", "from", *ALLOWED_UPDATES}


def parsed(raw: dict[str, Any], bot: Bot) -> Update:
    """Return the update; where a part of it cannot be read, without that part.

    Raises:
        TypeError, ValueError and others of `ODD`: no part is to blame that can be left out.
    """
    try:
        return Update.de_json(raw, bot)
    except ODD:
        for names, smaller in islice(_smaller(raw), MOST_TRIES):
            try:
                update = Update.de_json(smaller, bot)
            except ODD:
                continue
            _log.warning("Update %s is read without what cannot be: %s", raw.get("update_id"), names)
            return update
        raise


def _smaller(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield `body` without one of its parts, the innermost first, at last without all that are not needed."""
    parts = {name: value for name, value in body.items() if isinstance(value, dict | list)}
    for name, value in parts.items():
        if isinstance(value, dict):
            for names, smaller in _smaller(value):
                yield f"{name}.{names}", {**body, name: smaller}
        if name not in _NEEDED:
            yield name, {key: kept for key, kept in body.items() if key != name}
    if len(spare := parts.keys() - _NEEDED) > 1:
        yield ", ".join(sorted(spare)), {key: kept for key, kept in body.items() if key not in spare}
