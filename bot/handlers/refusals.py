"""What Telegram means when it refuses a call: its wordings in one table, as it has no numbers for them.

`kind_of` is what a log shows of an error: its kind, never its words, since they may quote a user.
"""

from __future__ import annotations

from enum import Enum

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

UNKNOWN = "words that are not known, withheld: they may quote a user"


MALFORMED = (TypeError, KeyError, AttributeError, ValueError, RecursionError)
"""What PTB raises on an answer that is not quite one."""


class UnsentError(Exception):
    """A fault before anything of a request went out; its message is the kind of that fault. The cause of an error."""


class FaultError(NetworkError):
    """A fault on the way to Telegram. Its message is the bot's own words, fit for a log."""


class UnansweredError(FaultError):
    """A server's word that it passed the call on, and that nothing came back in time."""


class NoBotApiError(FaultError):
    """A 404 by something that is no Bot API: a wrong path, or a gateway whose server is away."""


class NotFoundError(InvalidToken):
    """A 404 by a Bot API: a token that is none, a wrong path, or a server that is just being restarted."""


class Refusal(Enum):
    """What is wrong, each with the lower-case words of which one stands in the refusal. One refusal may fit several."""

    FORM = ("parse entities", "too long", "button", "inline keyboard", "reply markup", "entity")
    """A message without markup and buttons would be taken."""
    UNCHANGED = ("not modified",)
    """The edit changes nothing."""
    EMPTY = ("text is empty", "text must be non-empty")
    """There is nothing to send."""
    GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
    """The message cannot be edited any more."""
    DELETED = ("message to delete not found",)
    """The message to delete is not there any more."""
    NO_TOPIC = ("thread not found",)
    """The topic does not exist any more, or Telegram does not show it to bots."""
    NO_REPLIED = ("message to be replied not found", "reply message not found", "replied message not found")
    """The message that is replied to does not exist any more."""
    MAY_NOT_WRITE = (
        "not enough rights",
        "no rights to send",
        "need administrator rights",
        "chat_admin_required",  # only admins write there
        "topic_closed",
        "topic_deleted",
        "chat_write_forbidden",
        "chat_forbidden",
        "chat_restricted",
        "chat_send_",  # texts, pictures or the like are switched off
        "chat_guest_send_forbidden",  # under a channel's posts only members of the group write
        "user_banned_in_channel",  # Telegram restricts the bot in all supergroups
        "user_not_participant",
        "channel_private",
        "allow_payment_required",  # who writes there pays in Stars
        "privacy_premium_required",  # only Premium accounts and contacts write to that person
        "chat not found",
        "group chat was deactivated",
        "group chat was deleted",
        "peer_id_invalid",  # the chat or the person does not exist any more
        "channel_invalid",
        "chat_id_invalid",
    )
    """Nothing is wrong with the bot: the chat does not want to hear it there."""
    BLOCKED = (
        "bot was blocked",
        "user_is_blocked",
        "bot was kicked",
        "user is deactivated",
        "user_deactivated",
        "initiate conversation",
        "not a member",
    )
    """The person or the group put the bot out, or never let it in."""
    DELETED_AT_ONCE = ("immediately deleted",)
    """The message was sent, and somebody, such as a bot that guards the group, deletes what it is sent."""
    TOO_LATE = ("query is too old", "query id is invalid")
    """The tap was answered before, or too long ago."""
    NO_FILE = ("wrong file", "file_id", "file reference", "wrong remote file")
    """What was uploaded once is not there any more: it has to be uploaded again."""
    NO_HOST = ("failed to resolve host",)
    """Telegram does not find the name in a webhook's address."""
    WEBHOOK = ("webhook",)
    """A webhook gets the updates; the other conflict is a second instance that polls."""

    def fits(self, error: TelegramError) -> bool:
        """Tell whether Telegram means this by an error."""
        said = str(error).lower()
        return any(words in said for words in self.value)


def may_have_arrived(error: TelegramError) -> bool:
    """Tell whether a call may have been carried out although it failed: it went out, and no answer to it came back.

    A server that waited in vain (504) says so; a success in words that are none of a Bot API may be one. Any other 5xx
    says that the call failed.
    """
    if isinstance(error, UnansweredError) or type(error) is TelegramError:  # which PTB could not read
        return True
    return isinstance(error.__cause__, aiohttp.ClientError | OSError | ValueError)


def is_deleted_at_once(error: BaseException) -> bool:
    """Tell whether a message went out and is there no more: a 5xx, and sent again it would fare no better."""
    return type(error) is NetworkError and Refusal.DELETED_AT_ONCE.fits(error)


def is_passing(error: BaseException) -> bool:
    """Tell whether a call may succeed later: a flood wait, broken answers, 5xx, a token that was just revoked."""
    if isinstance(error, BadRequest) or is_deleted_at_once(error):  # both are NetworkErrors
        return False
    return isinstance(error, NetworkError | InvalidToken | RetryAfter) or type(error) is TelegramError


_BY_TYPE = {
    RetryAfter: "too many requests",
    ChatMigrated: "the group has become a supergroup",
    TimedOut: "no answer in time",
    InvalidToken: "the token is not accepted",
}


def is_not_found(error: BaseException) -> bool:
    """Tell whether an error is a 404, which may pass; `Bot.initialize` makes another one of it."""
    return isinstance(error, NoBotApiError | NotFoundError) or isinstance(error.__cause__, NotFoundError)


def kind_of(error: Exception) -> str:
    """Return what kind of fault an error of a call is, in words that are the bot's own."""
    if isinstance(error, FaultError):
        return error.message
    if not isinstance(error, TelegramError) or type(error) is TelegramError:
        return "an answer that is none of a Bot API"  # PTB could not read it
    said = [words for kind, words in _BY_TYPE.items() if isinstance(error, kind)]
    said += [refusal.name.lower().replace("_", " ") for refusal in Refusal if refusal.fits(error)]
    if is_not_found(error):
        said = ["404, not found"]
    if type(error) is NetworkError and not is_deleted_at_once(error):
        cause = error.__cause__
        from_server = cause is None or isinstance(cause, TelegramError)  # PTB read a 5xx, or could not
        fault = cause if isinstance(cause, UnsentError) else type(cause).__name__
        said = ["a fault of the server" if from_server else f"a fault on the way: {fault}"]
    return ", ".join(said) or UNKNOWN
