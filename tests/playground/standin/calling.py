"""How tests call the stand-in by bare HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bot.playground.standin import World


class Call(Protocol):
    """Call a method by bare HTTP and return the whole envelope."""

    async def __call__(self, method: str, /, **params: Any) -> dict[str, Any]:
        """Send `params` as a JSON body."""
        ...


async def poll_waits(world: World) -> None:
    """Return once a long poll hangs."""
    while not world.updates.polled:  # noqa: ASYNC110 - the stand-in should not signal what only its own tests ask
        await asyncio.sleep(0)
