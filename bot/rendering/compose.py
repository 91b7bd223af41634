"""From a reply to a message, in the reply's language. The writers (plain.py, html.py) only dress it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.reply import QueryReply
from bot.rendering.catalogue import catalogue
from bot.rendering.compose_query import compose_query

if TYPE_CHECKING:
    from bot.answering.command_context import Reply
    from bot.rendering.message import Message


def compose(reply: Reply, *, tappable: bool = False) -> Message:
    """Compose the message of a reply; every message says as of which day it stands.

    With `tappable` the surface shows buttons, and what a button offers is not listed in the text as well.
    """
    say = catalogue(reply.language)
    if isinstance(reply, QueryReply):
        return compose_query(reply, say, tappable=tappable)
    from bot.rendering.compose_command import compose_command  # noqa: PLC0415  a lone question does without

    return compose_command(reply, say, tappable=tappable)
