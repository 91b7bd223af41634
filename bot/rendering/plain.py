"""Replies as plain text: the terminal's, and "text" of `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.compose import compose

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.rendering.message import Message

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
        blocks.append("\n".join(indent + "".join(span.text for span in line) for line in lines))
    return "\n\n".join(blocks)
