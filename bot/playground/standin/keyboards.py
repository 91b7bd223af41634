"""What Telegram asks of reply markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import bad_request

if TYPE_CHECKING:
    from .model import Json

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
# fmt: off
_ACTIONS = frozenset([
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
])
# fmt: on
_LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
_URL = re.compile(r"(?:https?://)?[^\s/.]+\.[^\s]+|tg://\S+|https?://localhost\S*", re.IGNORECASE)
_OTHERS = ({"keyboard"}, {"remove_keyboard"}, {"force_reply"})


def inline_keyboard(markup: Json | None) -> Json | None:
    """Return an inline keyboard to keep with a message; None for an empty one.

    Raises:
        ApiError: 400 where Telegram refuses a button, or where it is another kind of markup.

    """
    if markup is None:
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or set(markup) != {"inline_keyboard"}:
        raise bad_request("object expected as reply markup")
    kept = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("can't parse inline keyboard: expected an Array of Arrays of InlineKeyboardButton")
        if row:
            kept.append([_button(button) for button in row])
    if sum(map(len, kept)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def leads_to_inline_mode(markup: Json | None) -> bool:
    """Tell whether a button of an inline keyboard opens inline mode."""
    buttons = (button for row in (markup or {}).get("inline_keyboard", ()) for button in row)
    return any(action.startswith("switch_inline_query") for button in buttons for action in button)


def any_markup(markup: Json | None) -> Json | None:
    """Return the inline keyboard of a new message; a reply keyboard and its kin are checked for shape and not kept.

    Raises:
        ApiError: 400 as for `inline_keyboard`.

    """
    if markup is None or any(keys <= set(markup) for keys in _OTHERS):
        return None
    return inline_keyboard(markup)


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = _ACTIONS & set(button)
    if unknown := set(button) - _ACTIONS - _LOOKS:
        raise bad_request(f'can\'t parse inline keyboard button: unknown field "{min(unknown)}"')
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: exactly one action expected, found {len(actions)}")
    _action(min(actions), button)
    return dict(button)


def _action(action: str, button: Json) -> None:
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or not _URL.fullmatch(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action.startswith("switch_inline_query"):
        expected: type = dict if action == "switch_inline_query_chosen_chat" else str
        if not isinstance(value, expected):
            raise bad_request(f'can\'t parse inline keyboard button: Field "{action}" has a wrong type')
