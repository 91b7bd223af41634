"""Replies in Telegram's HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from bot.rendering.compose import compose
from bot.rendering.cutting import LIMIT, cut

if TYPE_CHECKING:
    from bot.answering.command_context import Reply
    from bot.rendering.message import Block, Message, Span


def render_html(reply: Reply, *, tappable: bool = True, limit: int = LIMIT) -> list[str]:
    """Return the reply as one message, or as several where it is longer than `limit` UTF-16 units.

    Give buttons to the last one. Without `tappable` (a surface without buttons) questions stand in the text.
    """
    return cut(write_html(compose(reply, tappable=tappable)), limit)


def write_html(message: Message) -> list[str]:
    """Write each block on its own, so that a message can be cut between them."""
    return [_block(each) for each in message]


def _block(block: Block) -> str:
    text = "\n".join("".join(_span(span) for span in line) for line in block.lines)
    return f"<blockquote expandable>{text}</blockquote>" if block.folded else text


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.url:
        text = f'<a href="{escape(span.url)}">{text}</a>'
    match span.style:
        case "plain":
            return text
        case "bold":
            return f"<b>{text}</b>"
        case "italic":
            return f"<i>{text}</i>"
        case "code":
            return f"<code>{text}</code>"
        case _:
            assert_never(span.style)
