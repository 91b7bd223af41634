"""The button that passes a reply on: it opens another chat with the question that finds it again, for inline mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.browsing import EntryCard
from bot.rendering.taps import Vote, read_tap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.reply import Reply
    from bot.rendering.keyboards import Button, Keyboard

LONGEST_QUERY = 256
"""Characters that Telegram takes behind the name of a bot."""
MOST_IN_ROW = 4
"""Buttons beside each other: of more, no phone shows a name."""


def shared_question(reply: Reply) -> str:
    """Return the question that finds what a reply shows, at most 256 characters, "" where there is none to pass on."""
    question = (reply.entry if isinstance(reply, EntryCard) else reply).shared_as
    return question if len(question) <= LONGEST_QUERY else ""


def sharing_row(keyboard: Keyboard) -> int | None:
    """Return which row has room for one button more, that of the votes; None where there is none."""
    rows = (at for at, row in enumerate(keyboard) if _votes_in(row) and len(row) < MOST_IN_ROW)
    return next(rows, None)


def _votes_in(row: Sequence[Button]) -> bool:
    return any(isinstance(read_tap(button.callback_data), Vote) for button in row)
