"""Looking up an entity by a typed name, in any script and spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.knowledge.naming import heard_names_of, names_of, offices_of
from bot.language.text import latin_key, words_of

if TYPE_CHECKING:
    from bot.knowledge.model import Entity, Knowledge

FOUND = 80.0
"""Likeness of two keys, 0 to 100, from which a name is taken for a misspelling: "umrov" and "umerov" have 91, "maria"
and "marco" 67."""

OFFERED = 60.0
"""Likeness from which a name is offered where none is found."""

LONGEST_NAME = 100
"""Characters beyond which what was typed is nobody's name, and is not compared with all of them."""

SHORTEST_PART = 3
"""Letters from which a part of a name ("steve") may stand for the whole."""


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity with the likeness of its nearest name, 0 to 100."""

    entity_id: str
    likeness: float


class Names:
    """The names of a base's entities, found by what people type."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._order = {entity.id: number for number, entity in enumerate(knowledge.entities)}
        self._keys: dict[str, set[str]] = {}
        for entity in knowledge.entities:
            for name in _known_as(entity):
                key = _key(name)
                if key:
                    self._keys.setdefault(key, set()).add(entity.id)

    def find(self, name: str, *, limit: int = 3) -> tuple[FoundEntity, ...]:
        """Return the entities whose names are most like `name`, best first; () for an empty, unlike or overlong one.

        A full name, a part of it, a role and a misspelling in either script are understood. Equals keep the order
        of the file.
        """
        wanted = _key(name) if len(name) <= LONGEST_NAME else ""
        if not 0 < len(wanted) <= LONGEST_NAME:  # one letter may become eighteen
            return ()
        best: dict[str, float] = {}
        for key, ids in self._keys.items():
            likeness = _likeness(wanted, key)
            for id_ in ids:
                best[id_] = max(best.get(id_, 0.0), likeness)
        found = [FoundEntity(id_, likeness) for id_, likeness in best.items() if likeness >= OFFERED]
        return tuple(sorted(found, key=lambda one: (-one.likeness, self._order[one.entity_id]))[:limit])

    def find_entity(self, name: str) -> str | None:
        """Return the id of the entity that `name` names, None if it is like none or like two equally."""
        found = self.find(name, limit=2)
        if not found or found[0].likeness < FOUND:
            return None
        if len(found) > 1 and found[1].likeness == found[0].likeness and found[0].likeness < 100:  # noqa: PLR2004
            return None
        return found[0].entity_id


def _known_as(entity: Entity) -> list[str]:
    return [*names_of(entity), *heard_names_of(entity), *offices_of(entity)]


def _key(name: str) -> str:
    return " ".join(latin_key(word) for word in words_of(name))


def _likeness(wanted: str, key: str) -> float:
    """Return 100 for the same key, a little less for a part of it, else the likeness of the letters."""
    if wanted == key:
        return 100.0
    whole = fuzz.ratio(wanted, key)
    parts = [part for part in key.split() if len(part) >= SHORTEST_PART]
    part = max((fuzz.ratio(wanted, part) for part in parts), default=0.0)
    return max(whole, 0.98 * part, 0.99 * fuzz.token_sort_ratio(wanted, key))
