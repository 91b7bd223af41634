"""Finds a person, body or place by a name as people type it: part of it, in another script, misspelt."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.knowledge.patterns import phrases
from bot.retrieval.text import latin_key, normalise, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Entity, Knowledge

NEAR = 0.74
"""difflib's ratio: "umerof" (0.83) and "rubbio" (0.91) are near, "zelensky" and "witkoff" (0.27) are not."""
LEAST_LETTERS = 4
"""A word of three letters or fewer is one mistake away from too many others."""


class NameFinder:
    """Finds entities by name; callable, as commands expect it. People come before bodies and places of one name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        for entity in sorted(knowledge.entities, key=lambda known: known.kind != "person"):
            for name in _names(entity):
                words = _keys(name)
                self._names.setdefault(" ".join(words), entity.id)
            for name in entity.name.values():
                for word in _keys(name):
                    if len(word) >= LEAST_LETTERS:
                        self._parts.setdefault(word, entity.id)

    def __call__(self, name: str) -> str | None:
        """Return the id of the entity that `name` means, None where none is near."""
        words = _keys(name)
        whole = " ".join(words)
        if whole in self._names:
            return self._names[whole]
        for word in reversed(words):  # the surname comes last
            if word in self._parts:
                return self._parts[word]
        return self._near(whole, self._names) or next(
            (found for word in reversed(words) if (found := self._near(word, self._parts))), None
        )

    @staticmethod
    def _near(key: str, known: dict[str, str]) -> str | None:
        if len(key) < LEAST_LETTERS:
            return None
        return next((known[name] for name in difflib.get_close_matches(key, known, n=1, cutoff=NEAR)), None)


def _names(entity: Entity) -> Iterator[str]:
    yield from entity.name.values()
    for blocks in (entity.aliases, entity.heard_as, entity.roles):
        for block in blocks.values():
            yield from phrases(block)


def _keys(text: str) -> list[str]:
    return [latin_key(word) for word in split_words(normalise(text))]
