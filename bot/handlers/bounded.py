"""A mapping that stays small: what the bot remembers while it runs is kept in such ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, ItemsView

Key = TypeVar("Key", bound="Hashable")
Value = TypeVar("Value")

REMEMBERED = 2000
"""Entries of each kind: some hundred kilobytes, and more than a busy group asks in a day."""


class Bounded(Generic[Key, Value]):
    """A mapping that forgets what was used longest ago: a dict in that order, which takes half of an OrderedDict."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._entries: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """Return what is remembered, None if nothing is."""
        if key not in self._entries:
            return None
        value = self._entries[key] = self._entries.pop(key)
        return value

    def peek(self, key: Key) -> Value | None:
        """Return what is remembered, without using it."""
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember a value."""
        self._entries.pop(key, None)
        self._entries[key] = value
        if len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]

    def __contains__(self, key: Key) -> bool:
        """Tell whether a key is remembered, without using it."""
        return key in self._entries

    def items(self) -> ItemsView[Key, Value]:
        """Return all entries, the one that was used longest ago first."""
        return self._entries.items()

    def forget(self, key: Key) -> None:
        """Forget a key, which may be unknown."""
        self._entries.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def forget_where(self, concerned: Callable[[Key, Value], bool]) -> int:
        """Forget all entries that a function picks; return how many."""
        keys = [key for key, value in self._entries.items() if concerned(key, value)]
        for key in keys:
            del self._entries[key]
        return len(keys)
