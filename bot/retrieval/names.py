"""Looking up an entity by a typed name, in any script and spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.language.pack import packs_for
from bot.language.text import latin_key, words_of
from bot.retrieval.naming import Naming

if TYPE_CHECKING:
    from bot.knowledge.model import Knowledge

FOUND = 80.0
"""Likeness of two keys, 0 to 100, from which a name is taken for a misspelling: "umrov" and "umerov" have 91, "maria"
and "marco" 67."""

SAME = 100.0
"""Likeness of a key to itself."""

LONGEST_NAME = 100
"""Characters beyond which what was typed is nobody's name, and is not compared with all of them."""

SHORTEST_PART = 3
"""Letters from which a part of a name ("steve") may stand for the whole."""


class Names:
    """The names of a base's entities, found by what people type."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._keys: dict[str, list[str]] = {}
        """The keys of what each entity is called, in the order of the file."""
        naming = Naming(packs_for(knowledge.story.languages))
        for entity in knowledge.entities:
            called = (*naming.names(entity), *naming.heard_names(entity), *naming.offices(entity))
            self._keys[entity.id] = [key for key in map(_key, called) if key]

    def find_entity(self, name: str) -> str | None:
        """Return the id of the entity that `name` names, None if it is like none or like two equally.

        A full name, a part of it, a role and a misspelling in either script are understood. Of two that bear the very
        name the first of the file is meant.
        """
        wanted = _key(name) if len(name) <= LONGEST_NAME else ""
        if not 0 < len(wanted) <= LONGEST_NAME:  # one letter may become eighteen
            return None
        likeness = {id_: max(_likeness(wanted, key) for key in keys) for id_, keys in self._keys.items() if keys}
        best = max(likeness.values(), default=0.0)
        found = [id_ for id_, its in likeness.items() if its == best]
        return found[0] if best >= FOUND and (len(found) == 1 or best == SAME) else None


def _key(name: str) -> str:
    return " ".join(latin_key(word) for word in words_of(name))


def _likeness(wanted: str, key: str) -> float:
    """Return 100 for the same key, a little less for a part of it, else the likeness of the letters."""
    if wanted == key:
        return SAME
    whole = fuzz.ratio(wanted, key)
    parts = [part for part in key.split() if len(part) >= SHORTEST_PART]
    part = max((fuzz.ratio(wanted, part) for part in parts), default=0.0)
    return max(whole, 0.98 * part, 0.99 * fuzz.token_sort_ratio(wanted, key))
