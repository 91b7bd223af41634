"""What the bot remembers while it runs: which message answers which, and what was said in a group a moment ago.

Bounded, in memory, without a word that a person wrote; a restart forgets it, and the bot then answers anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, ItemsView

Key = TypeVar("Key", bound="Hashable")
Value = TypeVar("Value")

REMEMBERED = 2000
"""Entries of each kind: some hundred kilobytes, and more than a busy group asks in a day."""
REPEATED_WITHIN = 300.0
"""Seconds within which the same answer is pointed to instead of repeated: about a screen of chatter."""


class Bounded(Generic[Key, Value]):
    """A mapping that forgets what was used longest ago."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Return what is remembered, None if nothing is."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember a value."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def items(self) -> ItemsView[Key, Value]:
        """Return all entries, the one that was used longest ago first."""
        return self._entries.items()

    def forget(self, key: Key) -> None:
        """Forget a key, which may be unknown."""
        self._entries.pop(key, None)


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages that answer a question. `digest` tells whether an edit changed it, without keeping its words."""

    message_ids: tuple[int, ...]
    digest: int


@dataclass(frozen=True, slots=True)
class Said:
    """Where and when something was said in a group."""

    message_id: int
    at: float


class Memory:
    """All of it. Times are those of the clock that the callers read."""

    def __init__(self) -> None:
        self.answers: Bounded[tuple[int, int], Answered] = Bounded()
        """(chat, question's message) -> the answer."""
        self.albums: Bounded[tuple[int, str], bool] = Bounded()
        """(chat, album) -> whether one of its pictures was answered."""
        self.migrated: Bounded[int, bool] = Bounded()
        """Supergroups that were groups a moment ago."""
        self.taps: Bounded[tuple[int, int, str], float] = Bounded()
        """(chat, message, button) -> when it was answered by a message."""
        self._said: Bounded[tuple[int, int | None, int], Said] = Bounded()

    def note_said(self, chat: int, topic: int | None, text: str, message_id: int, now: float) -> None:
        """Remember that `text` was said in a group's topic."""
        self._said.put((chat, topic, hash(text)), Said(message_id, now))

    def said_lately(self, chat: int, topic: int | None, text: str, now: float) -> int | None:
        """Return the message that said `text` there within the last minutes, None if none did."""
        said = self._said.get((chat, topic, hash(text)))
        return said.message_id if said is not None and now - said.at <= REPEATED_WITHIN else None

    def forget_said(self, chat: int, message_id: int) -> None:
        """Forget what a message said: it was deleted, or says something else now."""
        for key in [key for key, said in self._said.items() if key[0] == chat and said.message_id == message_id]:
            self._said.forget(key)
