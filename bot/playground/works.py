"""What takes long: one work at a time in a thread, which tells how far it is and what came of it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.standin.model import Json

    Progress = Callable[[int, int], None]

_log = logging.getLogger(__name__)
TOLD = 100
"""How often a work tells of its progress at most: what a bar shows."""


class Works:
    """Begin works, each with a number; a newer one ends the one before. `tell` gets their news.

    News hold the `number` and either `done` and `total`, what the work returned, or why it `failed`.
    """

    def __init__(self, tell: Callable[[Json], None]) -> None:
        self._tell = tell
        self._count = 0
        self._work: asyncio.Task[None] | None = None
        self._stopped = False

    async def begin(self, work: Callable[[Progress], Json]) -> int:
        """Begin `work(progress)` in a thread and return its number; it is ended by what it calls `progress` with."""
        await self.end()
        self._stopped = False
        self._count += 1
        number, progress = self._count, self._progress(self._count)

        async def run() -> None:
            try:
                self._tell({"number": number, **await asyncio.to_thread(work, progress)})
            except _StoppedError:
                pass
            except BotError as error:
                self._tell({"number": number, "failed": str(error)})
            except Exception:  # noqa: BLE001 - the page is told rather than left waiting
                _log.exception("A work of the desk failed")
                self._tell({"number": number, "failed": "this could not be done: the playground's log says why"})

        self._work = asyncio.create_task(run())
        return number

    async def end(self) -> None:
        """End the work that is under way, if any."""
        if self._work is not None:
            self._stopped = True
            await asyncio.wait({self._work})
            self._work = None

    def _progress(self, number: int) -> Progress:
        loop = asyncio.get_running_loop()

        def progress(done: int, total: int) -> None:
            if self._stopped:
                raise _StoppedError
            if done == total or done % max(1, total // TOLD) == 0:
                loop.call_soon_threadsafe(self._tell, {"number": number, "done": done, "total": total})

        return progress


class _StoppedError(Exception):
    """A newer work has begun."""
