"""Telegram's flood limits, for those who want them enforced."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTED = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup"})


@dataclass(frozen=True)
class Limit:
    """Allow `calls` in any `seconds`."""

    calls: int
    seconds: float


@dataclass
class Rates:
    """Enforce limits on sending and editing; None enforces none.

    The defaults are about what Telegram publishes: not to be relied upon as truth. `clock` gives seconds.
    """

    clock: Callable[[], float]
    overall: Limit | None = field(default_factory=lambda: Limit(30, 1.0))
    per_chat: Limit | None = field(default_factory=lambda: Limit(1, 1.0))
    per_group: Limit | None = field(default_factory=lambda: Limit(20, 60.0))
    _times: dict[str, deque[float]] = field(default_factory=dict)

    def check(self, method: str, chat_id: object) -> None:
        """Count a call.

        Raises:
            ApiError: 429 with whole seconds to wait, where the call is over a limit; it is then not counted.

        """
        if method not in _COUNTED:
            return
        now = self.clock()
        is_group = str(chat_id).startswith("-")
        wanted = [("overall", self.overall), (f"chat {chat_id}", self.per_chat)]
        wanted += [(f"group {chat_id}", self.per_group)] if is_group else []
        limits = [(self._times.setdefault(name, deque()), limit) for name, limit in wanted if limit is not None]
        for times, limit in limits:
            while times and now - times[0] >= limit.seconds:
                times.popleft()
            if len(times) >= limit.calls:
                raise too_many_requests(max(1, math.ceil(times[0] + limit.seconds - now)))
        for times, _ in limits:
            times.append(now)
