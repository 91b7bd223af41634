"""What people do in the world, as a test or the page tells them to."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .entities import formatted
from .model import CallbackAnswer, Chat, ChatType, Json, Message, Topic, User
from .privacy import hears
from .samples import sample
from .taps import Taps
from .transcript import transcript
from .visiting import Visiting
from .writing import chat_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from .elsewhere import InlineAnswer

Found = TypeVar("Found")

PATIENCE = 5.0
"""Seconds that a wait of the driver lasts unless told otherwise."""


class World(Visiting):
    """Let people write, edit, tap and react, and wait for what the bot does.

    Waits end with AssertionError that shows the transcript, so that a failing test prints the screen.
    """

    def __init__(self, bot: User, clock: Callable[[], float] = time.time) -> None:
        super().__init__(bot, clock)
        self.taps = Taps(self.seconds)

    async def say(
        self,
        sender: User,
        chat: Chat,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: Topic | None = None,
        html: bool = False,
    ) -> Message:
        """Let someone write a text; in a private chat this also starts the bot.

        `quote` is a part of the message replied to; with `html` the text is Telegram's HTML.
        """
        text, entities = formatted(text, "HTML" if html else None)
        fields: Json = {"text": text, "entities": entities}
        if quote is not None and reply_to is not None:
            fields["quote"] = {"text": quote, "position": max(reply_to.text.find(quote), 0), "is_manual": True}
        return self._write(sender, chat, fields, reply_to, topic)

    async def send(
        self,
        sender: User,
        chat: Chat,
        kind: str,
        *,
        caption: str = "",
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Let someone send a `sticker`, `photo`, `voice`, `video`, `document`, `poll`, `location` or `dice`.

        Raises:
            KeyError: for any other kind.

        """
        text, entities = formatted(caption)
        return self._write(sender, chat, {"text": text, "entities": entities, "media": sample(kind)}, reply_to, topic)

    async def forward(self, sender: User, chat: Chat, message: Message, *, topic: Topic | None = None) -> Message:
        """Let someone forward a message into a chat."""
        source = self.chat_of(message)
        origin: Json = {"type": "user", "date": message.date}
        if source.type is ChatType.CHANNEL:
            origin |= {"type": "channel", "chat": chat_json(source), "message_id": message.message_id}
        elif message.sender is not None:
            origin["sender_user"] = self.named(message.sender)
        fields: Json = {
            "text": message.text,
            "entities": message.entities,
            "media": message.media,
            "forward_origin": origin,
        }
        return self._write(sender, chat, fields, None, topic)

    async def post(self, channel: Chat, text: str) -> Message:
        """Publish a channel post."""
        text, entities = formatted(text)
        return self.place(channel, kind="channel_post", text=text, entities=entities)

    async def edit(self, message: Message, text: str) -> Message:
        """Let the author change a message; the bot is told where it heard the message."""
        text, entities = formatted(text)
        present = self.current(message) or message
        changed = self.edited(replace(present, text=text, entities=entities, edit_date=self.now()))
        if hears(self.bot, self.privacy, self.chat_of(changed), changed):
            is_post = self.chat_of(changed).type is ChatType.CHANNEL
            self.queue("edited_channel_post" if is_post else "edited_message", self.as_json(changed), changed.chat_id)
        return changed

    async def delete(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        self.erase(message)

    async def react(self, user: User, message: Message, *emoji: str) -> None:
        """Set someone's reactions on a message; told only to a bot that asked and that is an admin in a group."""
        present = self.current(message) or message
        old = present.reactions.get(user.id, ())
        self.set_reactions(present, user, emoji)
        chat = self.chat_of(message)
        if chat.is_group and not chat.status(self.bot.id).administers:
            return
        body = {
            "chat": chat_json(chat),
            "message_id": message.message_id,
            "user": self.named(user),
            "date": self.now(),
            "old_reaction": [{"type": "emoji", "emoji": one} for one in old],
            "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
        }
        self.queue("message_reaction", body, chat.id)

    def set_reactions(self, message: Message, user: User, emoji: tuple[str, ...]) -> None:
        """Keep someone's reactions on a message and tell the watchers."""
        others = {i: what for i, what in message.reactions.items() if i != user.id}
        self.rewrite(replace(message, reactions=others | ({user.id: emoji} if emoji else {})))
        body = {"message_id": message.message_id, "user": self.named(user), "emoji": list(emoji)}
        self.events.emit("reaction", message.chat_id, body)

    async def press(self, user: User, message: Message, button: str) -> str:
        """Tap an inline button, named by its text or callback data, and return the callback query's id at once.

        Raises:
            AssertionError: where the message has no such button, or the button opens something instead.

        """
        present = self.current(message)
        if present is None:
            raise AssertionError(f"message {message.message_id} was deleted\n{self.transcript(self.chat_of(message))}")
        found = next((b for b in present.buttons if button in {b["text"], b.get("callback_data")}), None)
        if found is None or "callback_data" not in found:
            problem = "no such button" if found is None else "that button sends no callback"
            raise AssertionError(f"{problem}: {button!r}\n{self.transcript(self.chat_of(message))}")
        query_id = self.taps.open(message.chat_id)
        body = {
            "id": query_id,
            "from": self.named(user),
            "message": self.as_json(present),
            "chat_instance": str(-message.chat_id * 7919),
            "data": found["callback_data"],
        }
        self.events.emit("callback", message.chat_id, {"id": query_id, "from": self.named(user), "text": found["text"]})
        self.queue("callback_query", body, message.chat_id)
        return query_id

    async def tap(self, user: User, message: Message, button: str, *, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 - part of the driver
        """Tap an inline button and return the bot's answer to the callback query."""
        query_id = await self.press(user, message, button)
        return await self.wait_for(
            lambda: self.taps.answers.get(query_id),
            f"an answer to the tap on {button!r}",
            chat=self.chat_of(message),
            timeout=timeout,
        )

    async def inline(self, user: User, query: str, *, timeout: float = PATIENCE) -> InlineAnswer:  # noqa: ASYNC109 - part of the driver
        """Let someone type a query behind the bot's name, somewhere, and return the bot's answer."""
        query_id = await self.type_inline(user, query)
        what = f"an answer to the inline query {query!r}"
        return await self.wait_for(lambda: self.queries.answers.get(query_id), what, timeout=timeout)

    async def wait_for_message(
        self,
        chat: Chat,
        *,
        after: Message | int = 0,
        topic: Topic | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - part of the driver
    ) -> Message:
        """Return the bot's first message in a chat behind the message (or message id) `after`."""
        last = after if isinstance(after, int) else after.message_id

        def look() -> Message | None:
            for message in chat.messages.values():
                mine = message.sender == self.bot and message.service is None and message.message_id > last
                if mine and (topic is None or message.topic_id == topic.id):
                    return message
            return None

        return await self.wait_for(look, f"a message of the bot after {last}", chat=chat, timeout=timeout)

    async def wait_for_edit(self, message: Message, *, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - part of the driver
        """Return a message of the bot once it differs from the version given."""

        def look() -> Message | None:
            present = self.current(message)
            return present if present is not None and present != message else None

        what = f"an edit of message {message.message_id}"
        return await self.wait_for(look, what, chat=self.chat_of(message), timeout=timeout)

    async def wait_for(
        self,
        look: Callable[[], Found | None],
        what: str,
        *,
        chat: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - part of the driver
    ) -> Found:
        """Return what `look` finds (anything but None), looked at now and after every change of the world.

        Raises:
            AssertionError: saying `what` did not come, with the chat's transcript (all chats' without one).

        """
        try:
            return await self.events.until(look, timeout)
        except TimeoutError:
            shown = [chat] if chat is not None else list(self.chats.values())
            screen = "\n".join(self.transcript(one) for one in shown)
            raise AssertionError(f"waited {timeout} s for {what}\n{screen}") from None

    def transcript(self, chat: Chat) -> str:
        """Write a chat as readable text."""
        return transcript(chat, self.users)

    def _write(self, sender: User, chat: Chat, fields: Json, reply_to: Message | None, topic: Topic | None) -> Message:
        if chat.type is ChatType.PRIVATE:
            chat.started = True
            self.let_back(chat, sender)
        return self.place(
            chat,
            sender=sender,
            reply_to=reply_to.message_id if reply_to is not None else None,
            topic_id=topic.id if topic is not None else None,
            **fields,
        )
