"""Replies as plain text: the terminal's, and "text" of `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.compose import compose

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.rendering.message import Message, Span

INDENT = "    "


def render_plain(reply: Reply) -> str:
    """Return the whole reply as plain text, without a line break at its end; details are indented, questions listed."""
    return write_plain(compose(reply))


def write_plain(message: Message) -> str:
    """Write blocks with an empty line between them."""
    blocks = []
    for each in message:
        indent = INDENT if each.folded else ""
        lines = each.lines + each.choices
        blocks.append("\n".join(indent + "".join(_span(span) for span in line) for line in lines))
    return "\n\n".join(blocks)


def _span(span: Span) -> str:
    return f"{span.text} ({span.url})" if span.url not in ("", span.text) else span.text
