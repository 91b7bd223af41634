"""Finds a person, body or place by a name as people type it; the likeness of names is retrieval's business."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.retrieval.names import Names

if TYPE_CHECKING:
    from bot.knowledge.model import Knowledge


class NameFinder:
    """What commands take for their `find_entity`: callable, and built at the first name that is looked up."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __call__(self, name: str) -> str | None:
        """Return the id of the entity that `name` means, None where none is near or two are equally near."""
        return self._names.find_entity(name)

    @cached_property
    def _names(self) -> Names:
        return Names(self._knowledge)
