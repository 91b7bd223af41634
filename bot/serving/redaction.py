"""What a log may hold: no token, and nothing that a user wrote.

An exception's message may quote either, so messages are shown only where the bot itself wrote them; Telegram's
refusals are shown by their kind; of all others the type and the places in the code, which is what leads to the mistake.
"""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.errors import BotError
from bot.handlers.refusals import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "[secret]"
WITHHELD = "(message withheld: it may quote a user)"
_TOKEN_LIKE = re.compile(r"\b\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_SHORTEST_SECRET = 6  # anything shorter would mask ordinary words
_LONGEST_MESSAGE = 300


class Redactor:
    """Replace secrets, and whatever has the shape of a bot token, by a mask."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        parts = {part for secret in secrets for part in (secret, secret.rpartition(":")[2])}
        known = sorted((part for part in parts if len(part) >= _SHORTEST_SECRET), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        if self._known:
            text = self._known.sub(MASK, text)
        return _TOKEN_LIKE.sub(MASK, text)

    def traceback(self, error: BaseException) -> str:
        """Return the traceback of `error` and of the errors it came from, oldest first, without quoted texts."""
        blocks = [_block(each) for each in _chain(error)]
        return self("\n".join(blocks))


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    chain.reverse()
    return chain


def _block(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    parts = [f"{kind}: {_message(error)}"]
    if frames:
        parts.insert(0, "Traceback (most recent call last):\n" + frames)
    if isinstance(error, BaseExceptionGroup):
        parts += [_block(each) for each in error.exceptions]
    return "\n".join(parts)


def _message(error: BaseException) -> str:
    if isinstance(error, TelegramError):
        return f"({kind_of(error)})"
    return str(error)[:_LONGEST_MESSAGE] if isinstance(error, BotError | ConnectionError) else WITHHELD
