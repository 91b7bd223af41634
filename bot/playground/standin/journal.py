"""Every call of the bot and how it ended, for assertions; the token is not in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Call:
    """Record one call once it has ended.

    `number` counts calls as they ended, from 1; `params` is what was understood (what was sent, where it was refused
    unread); `result` is None where it failed; `code` is the HTTP status, 0 where the connection was reset; `handled`
    tells whether the call had its effect; `at` is seconds since the epoch.
    """

    number: int
    method: str
    params: Mapping[str, object]
    code: int
    result: object
    description: str | None
    handled: bool
    at: float

    @property
    def ok(self) -> bool:
        """Tell whether the bot got a result."""
        return self.description is None and self.code != 0


class Journal(list[Call]):
    """List all calls in the order in which they ended."""

    def of(self, *methods: str) -> list[Call]:
        """Return the calls of these methods."""
        return [call for call in self if call.method in methods]

    def failed(self) -> list[Call]:
        """Return the calls that gave the bot no result."""
        return [call for call in self if not call.ok]
