"""The methods that are served, with their parameters: one table, and the strict reader that it drives."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from .errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model import Json


class Kind(Enum):
    """Name what a parameter may hold; forms carry all of these as text, nested values as JSON."""

    INTEGER = auto()
    STRING = auto()
    BOOLEAN = auto()
    CHAT = auto()
    LIST = auto()
    OBJECT = auto()
    FILE = auto()


@dataclass(frozen=True)
class Upload:
    """Hold a file that came in a multipart body."""

    name: str
    content: bytes


_SHORT = {
    "int": Kind.INTEGER,
    "str": Kind.STRING,
    "bool": Kind.BOOLEAN,
    "chat": Kind.CHAT,
    "list": Kind.LIST,
    "object": Kind.OBJECT,
    "file": Kind.FILE,
}
_TARGET = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str"
_SEND = (
    "business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int "
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "suggested_post_parameters:object reply_parameters:object reply_markup:object"
)
_TEXT = "text:str! parse_mode:str entities:list link_preview_options:object"

# name:kind, with ! where it is required. A new method is a line here and a handler in methods.py.
_TABLE = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "setWebhook": (
        "url:str! certificate:file ip_address:str max_connections:int allowed_updates:list drop_pending_updates:bool"
        " secret_token:str"
    ),
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND} {_TEXT}",
    "sendPhoto": (
        f"{_SEND} photo:file! caption:str parse_mode:str caption_entities:list show_caption_above_media:bool"
        " has_spoiler:bool"
    ),
    "editMessageText": f"{_TARGET} {_TEXT} reply_markup:object",
    "editMessageReplyMarkup": f"{_TARGET} reply_markup:object",
    "deleteMessage": "chat_id:chat! message_id:int!",
    "answerCallbackQuery": "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": (
        "inline_query_id:str! results:list! cache_time:int is_personal:bool next_offset:str button:object"
    ),
    "answerGuestQuery": "guest_query_id:str! result:object!",
    "sendChatAction": "business_connection_id:str chat_id:chat! message_thread_id:int action:str!",
    "setMyCommands": "commands:list! scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "getChat": "chat_id:chat!",
    "getChatMember": "chat_id:chat! user_id:int!",
    "getChatAdministrators": "chat_id:chat! return_bots:bool",
}
# Telegram's own wording where a required parameter is missing or empty; the rest is worded here.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
}
DEEPEST = 100
"""Levels of JSON that are read, as Telegram does."""
_TRUE = frozenset({"true", "True", "1"})
_FALSE = frozenset({"false", "False", "0"})


def parsed(text: bytes | str) -> object:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is none, or nested deeper than `DEEPEST`.

    """
    try:
        found: object = json.loads(text, parse_constant=_no_json)
    except RecursionError:
        raise ValueError("nested too deep") from None
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return found
    raise ValueError("nested too deep")


def _no_json(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _row(line: str) -> dict[str, tuple[Kind, bool]]:
    row = {}
    for item in line.split():
        name, kind = item.split(":")
        row[name] = (_SHORT[kind.rstrip("!")], kind.endswith("!"))
    return row


TABLE: dict[str, dict[str, tuple[Kind, bool]]] = {name: _row(line) for name, line in _TABLE.items()}
"""Method -> parameter -> its kind and whether it is required."""


def read(method: str, raw: Mapping[str, object], *, strict: bool) -> Json:
    """Return the parameters of a call as values of their kinds.

    Raises:
        ApiError: 400 for a missing required parameter or one of the wrong kind; with `strict` also for an unknown one,
            which Telegram would ignore.

    """
    table = TABLE[method]
    if strict:
        for name in raw:
            if name not in table and not isinstance(raw[name], Upload):
                raise bad_request(f'unknown parameter "{name}"')
    values: Json = {}
    for name, (kind, required) in table.items():
        value = raw.get(name)
        if value is not None and not (value == "" and kind is not Kind.STRING):
            values[name] = _value(name, kind, value, raw)
        elif required:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return values


def _value(name: str, kind: Kind, value: object, raw: Mapping[str, object]) -> Any:
    if kind in {Kind.LIST, Kind.OBJECT}:
        return _nested(name, list if kind is Kind.LIST else dict, value)
    if kind is Kind.FILE:
        attached = isinstance(value, str) and value.startswith("attach://")
        return raw.get(str(value).removeprefix("attach://")) if attached else value
    if kind is Kind.STRING:
        if isinstance(value, str):
            return value
        raise bad_request(f'parameter "{name}" must be a string')
    return _boolean(name, value) if kind is Kind.BOOLEAN else _number(name, kind, value)


def _boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in _TRUE or value in _FALSE:
        return value in _TRUE
    raise bad_request(f'parameter "{name}" must be a boolean')


def _number(name: str, kind: Kind, value: object) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63:
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    if isinstance(value, str) and kind is Kind.CHAT:
        return value
    raise bad_request("chat not found" if kind is Kind.CHAT else f'parameter "{name}" must be an integer')


def _nested(name: str, shape: type, value: object) -> Any:
    if isinstance(value, str):
        try:
            value = parsed(value)
        except ValueError:
            raise bad_request(f'can\'t parse "{name}" JSON') from None
    if not isinstance(value, shape):
        raise bad_request(f'parameter "{name}" must be {"an Array" if shape is list else "an Object"}')
    return value
