"""What people do with the bot in any chat, by way of inline mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .membership import Membership

if TYPE_CHECKING:
    from .elsewhere import InlineAnswer
    from .model import Chat, Json, Message, Topic, User

LONGEST_QUERY = 256
"""Characters of an inline query; what is typed beyond is not part of it."""


class Visiting(Membership):
    """Let people type behind the bot's name, and send what it offers."""

    async def type_inline(self, user: User, query: str, *, offset: str = "") -> str:
        """Let someone type a query, and return its id at once.

        Raises:
            AssertionError: inline mode is off.

        """
        if not self.modes.inline:
            raise AssertionError("inline mode is off: world.modes.inline = True")
        query = query[:LONGEST_QUERY]
        query_id = self.queries.open(user, query)
        body = {"id": query_id, "from": self.named(user), "query": query, "offset": offset, "chat_type": "supergroup"}
        self.events.emit("inline_query", None, body)
        self.queue("inline_query", body, None)
        return query_id

    async def choose(self, chat: Chat, answer: InlineAnswer, result_id: str, *, topic: Topic | None = None) -> Message:
        """Let whoever typed the query send a row into a chat; the bot is told where inline feedback is on.

        Raises:
            KeyError: the answer has no such row.

        """
        asked, result = self.queries.asked[answer.query_id], answer.result(result_id)
        message = self.place(
            chat,
            sender=asked.user,
            via_bot=self.bot,
            text=result.text,
            entities=result.entities,
            reply_markup=result.reply_markup,
            link_preview_options=result.link_preview_options,
            topic_id=topic.id if topic is not None else None,
        )
        if self.modes.inline_feedback:
            chosen: Json = {"result_id": result.id, "from": self.named(asked.user), "query": asked.text}
            if result.reply_markup is not None:
                chosen["inline_message_id"] = f"inline-{message.chat_id}-{message.message_id}"
            self.queue("chosen_inline_result", chosen, None)
        return message
