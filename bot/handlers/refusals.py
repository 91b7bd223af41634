"""What Telegram means when it refuses a call: its wordings in one table, as it has no numbers for them."""

from __future__ import annotations

from enum import Enum

import httpx
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
"""Faults before anything went out."""


class Refusal(Enum):
    """What is wrong, each with the lower-case words of which one stands in the refusal. One refusal may fit several."""

    FORM = ("parse entities", "too long", "button", "inline keyboard", "reply markup", "entity")
    """A message without markup and buttons would be taken."""
    UNCHANGED = ("not modified",)
    """The edit changes nothing."""
    GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
    """The message cannot be edited any more."""
    NO_TOPIC = ("thread not found",)
    """The topic does not exist any more."""
    MAY_NOT_WRITE = (
        "not enough rights",
        "no rights to send",
        "need administrator rights",
        "topic_closed",
        "topic_deleted",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_send_",
        "channel_private",
        "chat not found",
    )
    """Nothing is wrong with the bot: the chat does not want to hear it there."""
    TOO_LATE = ("query is too old", "query id is invalid")
    """The tap was answered before, or too long ago."""
    WEBHOOK = ("webhook",)
    """A webhook gets the updates; the other conflict is a second instance that polls."""

    def fits(self, error: TelegramError) -> bool:
        """Tell whether Telegram means this by an error."""
        said = str(error).lower()
        return any(words in said for words in self.value)


def may_have_arrived(error: TelegramError) -> bool:
    """Tell whether a call may have been carried out although it failed: it went out, and its response did not come."""
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NEVER_SENT)


def is_passing(error: BaseException) -> bool:
    """Tell whether a call may succeed later: a flood wait, broken answers, 5xx, a token that was just revoked."""
    if isinstance(error, BadRequest):  # which is a NetworkError
        return False
    return isinstance(error, NetworkError | InvalidToken | RetryAfter) or type(error) is TelegramError
