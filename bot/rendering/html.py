"""Replies in Telegram's HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from bot.rendering.catalogue import catalogue
from bot.rendering.compose import compose
from bot.rendering.cutting import LIMIT, cut
from bot.rendering.message import block

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.rendering.message import Block, Line, Message, Span


def render_html(reply: Reply, *, tappable: bool = True, limit: int = LIMIT) -> list[str]:
    """Return the reply as one message, or as several where it is longer than `limit` UTF-16 units.

    Give buttons to the last one. Without `tappable` (a surface without buttons) what they offer stands in the text.
    """
    return cut(write_html(compose(reply), tappable=tappable), limit)


def render_notice(key: str, language: str) -> str:
    """Return a sentence of the interface that is no reply."""
    return "".join(write_html((block(catalogue(language)(key)),)))


def write_html(message: Message, *, tappable: bool = True) -> list[str]:
    """Write each block on its own, so that a message can be cut between them; "" where buttons say it all."""
    return [_block(each, each.lines if tappable else each.lines + each.choices) for each in message]


def _block(block: Block, lines: tuple[Line, ...]) -> str:
    text = "\n".join("".join(_span(span) for span in line) for line in lines)
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
        case _:
            assert_never(span.style)
