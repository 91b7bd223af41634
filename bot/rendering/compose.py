"""From a reply to a message, in the reply's language. The writers (plain.py, html.py) only dress it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.reply import QueryReply
from bot.rendering.catalogue import catalogue
from bot.rendering.compose_query import compose_query
from bot.rendering.message import block, italic

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.rendering.message import Message


def compose(reply: Reply) -> Message:
    """Compose the message of a reply; whatever tells something of the story says as of which day it stands."""
    say = catalogue(reply.language)
    if isinstance(reply, QueryReply):
        message = compose_query(reply, say)
        return (block(italic(say("reply.read_as", question=reply.read_as))), *message) if reply.read_as else message
    from bot.rendering.compose_command import compose_command  # noqa: PLC0415  a lone question does without

    return compose_command(reply, say)
