"""A reply that waits in the outbox, and what has become of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

    from bot.handlers.attempt import Attempt
    from bot.storage.waiting import Waiting


@dataclass(slots=True)
class Pending:
    """One of a chat's replies: as it is stored, what has become of it, and the sending that is under way."""

    waiting: Waiting
    attempt: Attempt
    given_up_at: float
    sending: asyncio.Task[Any] | None
    before: int
    """Parts that an earlier process sent."""
    made: int
    """Of which database its row is (`Store.made`)."""
    failures: int = 1
    withdrawn: bool = False
    """Whether its question was edited away; where another process was told so, its row alone is gone."""
    done: bool = False
    """Whether it was sent, given up or withdrawn, and its row is settled."""
    noted: Waiting | None = None
    """How it is written down while it is under way."""

    def as_under_way(self) -> Waiting:
        """Return how it is written down for the next process, if this one ends now: it may have arrived.

        Once more, then no more: what is due since 1970 nobody takes on.
        """
        changes: dict[str, Any] = {"due": 0.0} if self.waiting.doubtful else {"doubtful": True}
        self.noted = dataclasses.replace(self.waiting, **changes)
        return self.noted
