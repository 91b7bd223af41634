"""How the bot works in each chat: asked of the store, remembered for seconds, held in memory where that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.chat_settings import AnswersTo, Chosen, Settings
from bot.answering.offering import Reader
from bot.answering.settings import COMMAND
from bot.handlers import addressing

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message, User

    from bot.answering.chat_settings import Choice
    from bot.handlers.addressing import Asked
    from bot.handlers.admins import Admins
    from bot.handlers.memory import Memory
    from bot.storage.settings import StoredSettings

CACHED_FOR = 5.0
"""Seconds after which another replica's choices are seen; those made here apply at once."""


class ChatSettings:
    """The settings of all chats. `stored` is where they outlive a restart."""

    def __init__(self, stored: StoredSettings, memory: Memory, admins: Admins, clock: Callable[[], float]) -> None:
        self._stored = stored
        self._memory = memory
        self._admins = admins
        self._clock = clock

    async def of(self, chat_id: int, *, remembered: bool = True) -> Settings:
        """Return the settings of a chat: the last that are known where the database is away.

        A group that is known to have become a supergroup has those of that. What is not to be `remembered` leaves no
        trace here.
        """
        chat_id = self._memory.moved.get(chat_id) or chat_id
        known = self._memory.settings.get(chat_id)
        if known is not None and self._clock() - known[0] <= CACHED_FOR:
            return known[1]
        found = await self._stored.of(chat_id)
        if found is None:
            return Settings() if known is None else known[1]
        if remembered:
            self._memory.settings.put(chat_id, (self._clock(), found))
        return found

    async def reader(self, user: User | None, *, remembered: bool = True) -> Reader:
        """Return what is known of somebody's languages where there is no chat: what they chose in private holds."""
        if user is None:
            return Reader()
        chosen = await self.of(user.id, remembered=remembered)  # a private chat has its person's id
        return Reader(user.language_code, chosen.language)

    async def choose(self, chat_id: int, choice: Choice) -> tuple[Settings, bool]:
        """Change a setting; return what they are now, and whether a restart would find them so."""
        before = await self.of(chat_id)
        found = await self._stored.choose(chat_id, choice)
        now = choice.applied(before) if found is None else found
        self._memory.settings.put(chat_id, (self._clock(), now))
        return now, found is not None

    async def greeted(self, chat_id: int) -> bool:
        """Tell whether the bot has introduced itself in a group."""
        return self._memory.greeted.get(chat_id) is not None or await self._stored.has_greeted(chat_id)

    def note_greeted(self, chat_id: int) -> None:
        """Note that the bot has introduced itself in a group."""
        self._memory.greeted.put(chat_id, True)  # noqa: FBT003 - a set with an order
        self._stored.note_greeted(chat_id)

    def move(self, old_chat: int, new_chat: int) -> None:
        """Let the supergroup that a group has become have its settings."""
        remembered = self._memory.settings
        if (known := remembered.get(old_chat)) is not None:
            remembered.put(new_chat, known)
            remembered.forget(old_chat)
        elif (early := remembered.get(new_chat)) is not None and early[1] == Settings():  # read before it was moved
            remembered.forget(new_chat)
        if self._memory.greeted.get(old_chat):
            self._memory.greeted.put(new_chat, True)  # noqa: FBT003 - a set with an order
        self._stored.move(old_chat, new_chat)

    async def listens(self, message: Message, asked: Asked) -> bool:
        """Tell whether a group wants what a message asks answered; a quiet one only lets its admins wake the bot."""
        settings = await self.of(message.chat.id)
        if settings.quiet:
            return asked.name == COMMAND and await self._may_change(message)
        return asked.by_command or settings.answers_to is AnswersTo.ALL

    async def chosen(self, message: Message) -> Chosen:
        """Return what /settings shows to whoever sent a message."""
        in_group = addressing.is_group(message.chat)
        may = not in_group or await self._may_change(message)
        return Chosen(await self.of(addressing.room_of(message)), in_group, may)

    async def _may_change(self, message: Message) -> bool:
        """Tell whether an admin writes: as themselves, or in the name of the group."""
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        person = message.from_user
        return person is not None and await self._admins.includes(message.chat.id, person.id, afresh=True)
