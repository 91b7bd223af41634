"""What the page is shown: the whole world once, and every change of it after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.explaining import trace_as_json
from bot.playground.standin.privacy import calls_guest, hears

if TYPE_CHECKING:
    from bot.playground.base import Base
    from bot.playground.changes import Changes
    from bot.playground.sandbox import Sandbox
    from bot.playground.standin import Event, Events
    from bot.playground.standin.model import Json
    from bot.playground.traces import Trace

_AS_THEY_ARE = frozenset({"deleted", "chat_action", "callback_answer", "commands"})


class View:
    """Write the world as JSON for the page, and pass its changes on.

    Messages are the Bot API's, with `unheard` beside those that Telegram keeps from the bot.
    """

    def __init__(self, sandbox: Sandbox, base: Base, changes: Changes) -> None:
        self.sandbox = sandbox
        self.base = base
        self.changes = changes
        self.trace: Json | None = None
        self._unheard: set[tuple[int, int]] = set()

    def world(self) -> Json:
        """Write everything there is."""
        world = self.sandbox.standin.world
        messages = [message for chat in world.chats.values() for message in chat.messages.values()]
        return {
            "run": self.changes.run,
            "bot": self.bot(),
            "people": self.sandbox.people.as_json(),
            "chats": self.sandbox.people.chats_json(),
            "privacy": {"enabled": world.privacy.enabled},
            "knowledge": self.base.as_json(),
            "trace": self.trace,
            "messages": [self._marked(world.as_json(message)) for message in messages],
        }

    def bot(self) -> Json:
        """Write who the bot is; `descriptions` by language, "" for all others."""
        bot = self.sandbox.standin.world.bot
        said = dict(self.sandbox.standin.service.profile.description)
        return {"id": bot.id, "username": bot.username, "first_name": bot.first_name, "descriptions": said}

    def traced(self, trace: Trace) -> None:
        """Show what the bot made of the newest message or tap."""
        self.trace = trace_as_json(trace)
        self.changes.add("trace", self.trace, (trace.asked or trace.tapped or (None,))[0])

    def restarted(self) -> None:
        """Show the new world."""
        self.trace = None
        self._unheard.clear()
        self.changes.renew(self.world())

    def knowledge_changed(self) -> None:
        """Show the state of the knowledge file."""
        self.changes.add("knowledge", self.base.as_json())

    async def follow(self, events: Events) -> None:
        """Pass on what happens in one world, until cancelled."""
        with events.subscribe() as queue:
            while True:
                self._pass(await queue.get())

    def _pass(self, event: Event) -> None:
        chat = event.chat_id
        if event.kind in {"message", "edited"}:
            if event.kind == "message":
                self._note(event.body)
            self.changes.add(event.kind, self._marked(event.body), chat)
        elif event.kind in _AS_THEY_ARE:
            self.changes.add(event.kind, event.body, chat)
        elif event.kind == "description":
            self.changes.add("bot", self.bot())

    def _note(self, body: Json) -> None:
        """Remember what the bot does not hear; whether it does is decided when a message is written."""
        world = self.sandbox.standin.world
        message = world.chats[body["chat"]["id"]].messages.get(body["message_id"])
        if message is None or message.sender is None or message.sender.is_bot or message.service is not None:
            return
        chat = world.chats[message.chat_id]
        if not (hears(world.bot, world.privacy, chat, message) or calls_guest(world.bot, chat, message)):
            self._unheard.add((message.chat_id, message.message_id))

    def _marked(self, body: Json) -> Json:
        return body | {"unheard": True} if (body["chat"]["id"], body["message_id"]) in self._unheard else body
