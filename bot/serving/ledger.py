"""Which updates are under way, which are done, and what may therefore be confirmed.

Telegram knows one number: `getUpdates` with an offset confirms every update below it and returns the rest, the known
ones included. So the offset is the lowest id that is not done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW = 100
"""Updates that Telegram returns at most, and therefore the most that can be under way at once."""


@dataclass(slots=True)
class Ledger:
    """The state of one polling loop. Ids are compared only within a batch: Telegram may start anew from a lower id."""

    under_way: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    """Done and not yet confirmed, because a lower id is still under way."""
    behind: int | None = None
    """One more than the highest id of the last batch."""

    @property
    def offset(self) -> int | None:
        """The offset to ask with: the lowest id that is not done; None before the first update."""
        return min(self.under_way) if self.under_way else self.behind

    def take(self, batch: Iterable[int]) -> list[int]:
        """Note a batch as Telegram returned it; return those ids that are new, lowest first: they are under way now."""
        ids = sorted(set(batch))
        new = [each for each in ids if each not in self.under_way and each not in self.done]
        self.done.intersection_update(ids)
        self.under_way.update(new)
        if ids:
            self.behind = ids[-1] + 1
        return new

    def finish(self, update_id: int) -> None:
        """Note that an update was dealt with. An id that is not under way is ignored (it was set aside)."""
        if update_id in self.under_way:
            self.under_way.discard(update_id)
            self.done.add(update_id)

    def set_aside(self, ids: Iterable[int]) -> int:
        """Let ids be confirmed although they are not done; return how many that were.

        For the one case where a chat that must wait would hold up all others: the window is full of what comes after
        it.
        """
        chosen = self.under_way.intersection(ids)
        self.under_way -= chosen
        self.done |= chosen
        return len(chosen)

    def full(self, batch: Iterable[int], new: Iterable[int]) -> bool:
        """Tell whether `batch` has no room for updates not seen yet."""
        return not list(new) and len(set(batch)) >= WINDOW
