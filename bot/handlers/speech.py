"""From a reply to what Telegram takes: HTML in parts, and inline buttons.

Buttons that change a message in a group carry, behind the data that rendering wrote, who may use them: `~` and the
asker's id in base 36. So they are stateless like everything else they carry.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.browsing import EntryCard, TopicPage
from bot.answering.chat_settings import Buttons
from bot.answering.reply import Answer, DidYouMean, NotInSource
from bot.handlers.delivery import Speech
from bot.handlers.memory import NOBODY
from bot.rendering.catalogue import catalogue
from bot.rendering.html import render_html, render_notice
from bot.rendering.keyboards import keyboard_of
from bot.rendering.sharing import shared_question, sharing_row
from bot.rendering.taps import DATA_BYTES, OpenTopic, OpenTopics, Remove, read_tap

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.answering.saying import Notice
    from bot.rendering.keyboards import Button, Keyboard

OWNER_MARK = "~"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CHANGING = (OpenTopic, OpenTopics, Remove)
"""Taps that edit or delete the message under everybody's eyes."""


def speech_of(reply: Reply, *, asker: int | None, buttons: Buttons = Buttons.FULL) -> Speech:
    """Return what to send for a reply, with as many buttons as its chat wants.

    `asker` is the user who asked in a group, None where there is only one person.
    """
    keyboard = keyboard_of(reply, in_group=asker is not None, buttons=buttons)
    made = _with_sharing(markup(keyboard, asker=asker), keyboard, reply)
    if asker is not None and buttons is not Buttons.NONE and (one := _naming_one(reply)) is not None:
        return Speech(tuple(render_html(one, tappable=False)), made)
    # Without buttons, what was perhaps meant stands in the text; what is related to an answer is left out.
    tappable = buttons is Buttons.FULL or not isinstance(reply, DidYouMean)
    return Speech(tuple(render_html(reply, tappable=tappable)), made)


def speech_of_notice(notice: Notice, buttons: InlineKeyboardMarkup | None = None) -> Speech:
    """Return what to send for a sentence that is no reply."""
    return Speech((render_notice(notice.key, notice.language),), buttons)


def markup(keyboard: Keyboard, *, asker: int | None) -> InlineKeyboardMarkup | None:
    """Return inline buttons, None for an empty keyboard."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(each, asker) for each in row] for row in keyboard])


def _naming_one(reply: Reply) -> Reply | None:
    """Return a reply with the one question that a group's text names, as its button stands beside 🗑.

    None for an answer and for a topic, whose questions are buttons.
    """
    if isinstance(reply, EntryCard):
        entry = _naming_one(reply.entry)
        return replace(reply, entry=entry) if isinstance(entry, NotInSource) else None
    if isinstance(reply, Answer | TopicPage) or not reply.suggestions:
        return None
    return replace(reply, suggestions=reply.suggestions[:1])


def _with_sharing(made: InlineKeyboardMarkup | None, keyboard: Keyboard, reply: Reply) -> InlineKeyboardMarkup | None:
    """Add the button that shares a reply, where it costs no row; `delivery` takes it off where inline mode is off."""
    question, place = shared_question(reply), sharing_row(keyboard)
    if made is None or place is None or not question:
        return made
    share = InlineKeyboardButton(catalogue(reply.language)("button.share"), switch_inline_query=question)
    return InlineKeyboardMarkup([(*row, share) if at == place else row for at, row in enumerate(made.inline_keyboard)])


def read_data(data: str) -> tuple[str, int | None]:
    """Split callback data into what rendering wrote and the asker; None where anyone may tap."""
    written, mark, owner = data.partition(OWNER_MARK)
    if not mark:
        return written, None
    try:
        return written, int(owner, 36)
    except ValueError:
        return "", None  # not ours


def _button(button: Button, asker: int | None) -> InlineKeyboardButton:
    if button.copy_text:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy_text))
    data = button.callback_data
    if asker is not None and isinstance(read_tap(data), _CHANGING):
        # A person's id has at most 52 bits; one who writes as a chat (negative id) taps as somebody else: admins only.
        owned = data + OWNER_MARK + _base36(max(asker, NOBODY))
        data = owned if len(owned) <= DATA_BYTES else data
    return InlineKeyboardButton(button.text, callback_data=data)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
