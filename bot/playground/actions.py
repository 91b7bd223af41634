"""What the page may ask for: each action with what it takes, checked before anything happens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError

from bot.playground.desk_actions import DESK
from bot.playground.explaining import trace_as_json
from bot.playground.people import LANGUAGES
from bot.playground.standin import ApiError
from bot.playground.wanted import Nothing, RefusedError, Text, Wanted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.playground.desk_actions import DeskActions
    from bot.playground.standin import Chat, Message, Topic, User, World
    from bot.playground.standin.elsewhere import InlineAnswer
    from bot.playground.standin.model import Json
    from bot.playground.view import View


class Where(Wanted):
    """Who does something in which chat, and in which topic of a forum."""

    person: int
    chat: int
    topic: int | None = None


class Send(Where):
    """A text to write, maybe in answer to a message or a part of it."""

    text: Text
    reply_to: int | None = None
    quote: str | None = None


class Media(Where):
    """Something other than text."""

    kind: Literal["photo", "sticker", "voice", "document", "poll", "location"]


class Edit(Where):
    """A new text for a message of one's own."""

    message: int
    text: Text


class Tap(Where):
    """A tap on a button, by the data it carries."""

    message: int
    data: str


class WhichMessage(Wanted):
    """A message."""

    chat: int
    message: int


class Inline(Wanted):
    """What somebody types behind the bot's name."""

    person: int
    query: Annotated[str, Field(max_length=256)]


class Choose(Where):
    """A row that was offered for an inline query, by the ids of both."""

    query: str
    result: str


class Person(Wanted):
    """The language someone uses Telegram in."""

    person: int
    language: str


class PrivacyMode(Wanted):
    """What the bot hears in groups."""

    enabled: bool


class Actions:
    """Do what the page asks for in the present world."""

    def __init__(self, view: View, desk: DeskActions, restart: Callable[[], Awaitable[None]]) -> None:
        self._view = view
        self._desk = desk
        self._restart = restart
        self._typing: dict[int, asyncio.Task[InlineAnswer]] = {}

    async def do(self, name: str, body: object) -> Json:
        """Do an action and return its answer.

        Raises:
            LookupError: there is no such action.
            RefusedError: it cannot be done, or not so.
        """
        try:
            if name in DESK:
                of_desk, curate = DESK[name]
                return await curate(self._desk, of_desk.model_validate(body))
            model, act = ACTIONS[name]
        except ValidationError as error:
            raise _refused(error) from None
        try:
            return await act(self, model.model_validate(body))
        except ValidationError as error:
            raise _refused(error) from None
        except (KeyError, AssertionError):
            raise RefusedError("that is no longer there") from None
        except ApiError as error:
            raise RefusedError(error.description) from None

    async def send(self, wanted: Send) -> Json:
        """Write a text."""
        if not wanted.text.strip():
            raise RefusedError("there is nothing to send")
        user, chat, topic = self._where(wanted)
        reply_to = None if wanted.reply_to is None else chat.messages[wanted.reply_to]
        quote = wanted.quote if reply_to is not None and wanted.quote and wanted.quote in reply_to.text else None
        message = await self._world.say(user, chat, wanted.text, reply_to=reply_to, quote=quote, topic=topic)
        return {"message": message.message_id}

    async def media(self, wanted: Media) -> Json:
        """Send something other than text."""
        user, chat, topic = self._where(wanted)
        message = await self._world.send(user, chat, wanted.kind, topic=topic)
        return {"message": message.message_id}

    async def edit(self, wanted: Edit) -> Json:
        """Change a message of one's own."""
        message = self._message(wanted)
        if message.sender is None or message.sender.id != wanted.person:
            raise RefusedError("only its author edits a message")
        if wanted.text.strip() not in {"", message.text}:
            await self._world.edit(message, wanted.text)
        return {}

    async def tap(self, wanted: Tap) -> Json:
        """Tap a button; what the bot answers comes as a change."""
        user, _, _ = self._where(wanted)
        return {"query": await self._world.press(user, self._message(wanted), wanted.data)}

    async def inline(self, wanted: Inline) -> Json:
        """Let the bot offer replies to what somebody types; none where more was typed meanwhile."""
        user = self._world.users[wanted.person]
        if user.is_bot:
            raise RefusedError("only people type")
        if (older := self._typing.get(user.id)) is not None:
            older.cancel()
        asked = self._typing[user.id] = asyncio.create_task(self._world.inline(user, wanted.query))
        try:
            await asyncio.wait({asked})
        finally:
            asked.cancel()
            if self._typing.get(user.id) is asked:
                del self._typing[user.id]
        if asked.cancelled() or asked.exception() is not None:  # more was typed since, or the bot has nothing to say
            return {"query": "", "results": []}
        answer = asked.result()
        rows = [{"id": each.id, "title": each.title, "description": each.description} for each in answer.results]
        return {"query": answer.query_id, "results": rows}

    async def choose(self, wanted: Choose) -> Json:
        """Send a reply that was offered."""
        user, chat, topic = self._where(wanted)
        if self._world.queries.asked[wanted.query].user.id != user.id:
            raise RefusedError("only whoever typed it sends it")
        answer = self._world.queries.answers[wanted.query]
        message = await self._world.choose(chat, answer, wanted.result, topic=topic)
        self._view.sandbox.chosen(self._world.queries.asked[wanted.query].text, (chat.id, message.message_id))
        return {"message": message.message_id}

    async def commands(self, wanted: Where) -> Json:
        """List the commands that a person is offered in a chat: none where the bot is no member."""
        user, chat, _ = self._where(wanted)
        inside = chat.status(self._world.bot.id).inside
        return {"commands": self._view.sandbox.standin.service.profile.menu(user, chat) if inside else []}

    async def person(self, wanted: Person) -> Json:
        """Change the language someone uses Telegram in."""
        if wanted.language not in LANGUAGES:
            raise RefusedError(f"the page speaks {', '.join(LANGUAGES)}")
        people = self._view.sandbox.people
        people.speak(wanted.person, wanted.language)
        self._view.changes.add("people", people.as_json())
        return {}

    async def privacy(self, wanted: PrivacyMode) -> Json:
        """Switch privacy mode."""
        self._world.privacy.enabled = wanted.enabled
        self._view.changes.add("privacy", {"enabled": wanted.enabled})
        return {}

    async def trace(self, wanted: WhichMessage) -> Json:
        """Tell what the bot made of a message; None where it had nothing to do with it."""
        trace = self._view.sandbox.traces.of(wanted.chat, wanted.message)
        return {"trace": None if trace is None else trace_as_json(trace)}

    async def entries(self, _: Nothing) -> Json:
        """List the base's entries."""
        return await self._view.base.entries()

    async def reset(self, _: Nothing) -> Json:
        """Clear all chats and restart the bot; nobody waits for the old one any more."""
        for asked in self._typing.values():
            asked.cancel()
        await self._restart()
        return {}

    @property
    def _world(self) -> World:
        return self._view.sandbox.standin.world

    def _where(self, wanted: Where) -> tuple[User, Chat, Topic | None]:
        user, chat = self._world.users[wanted.person], self._world.chats[wanted.chat]
        if user.is_bot or not chat.status(user.id).inside:
            raise RefusedError("only members write here")
        return user, chat, None if wanted.topic is None else chat.topics[wanted.topic]

    def _message(self, wanted: Edit | Tap) -> Message:
        return self._world.chats[wanted.chat].messages[wanted.message]


def _refused(error: ValidationError) -> RefusedError:
    first = error.errors(include_url=False, include_input=False)[0]
    return RefusedError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


ACTIONS: dict[str, tuple[type[Wanted], Callable[..., Awaitable[Json]]]] = {
    "send": (Send, Actions.send),
    "media": (Media, Actions.media),
    "edit": (Edit, Actions.edit),
    "tap": (Tap, Actions.tap),
    "inline": (Inline, Actions.inline),
    "choose": (Choose, Actions.choose),
    "commands": (Where, Actions.commands),
    "person": (Person, Actions.person),
    "privacy": (PrivacyMode, Actions.privacy),
    "trace": (WhichMessage, Actions.trace),
    "entries": (Nothing, Actions.entries),
    "reset": (Nothing, Actions.reset),
}
"""What the page may ask of the world: each action with what it takes. The desk has its own (`DESK`)."""
