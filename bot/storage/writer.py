"""One task that talks to the database: what waits is one transaction; a database that is away is left alone a while.

Nothing here raises for a database that is gone, locked, full, slow or read-only: calls give None, marks wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Read = TypeVar("Read")
Call = "Callable[[AsyncConnection], Awaitable[Any]]"
Marks = dict[str, "dict[Any, Any]"]
"""Kind of mark -> key -> value."""

_log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that a transaction may take."""
GATHERED = 0.05
"""Seconds that marks wait for others, to be written with them: about as long as an answer is on its way."""
AWAY = (0.5, 10.0)
"""Seconds for which a database that failed is left alone: at first, and at most."""
REMEMBERED = 20_000
"""Marks of a kind that wait for a database that is away; older ones are dropped."""

FAULTS = (SQLAlchemyError, OSError, TimeoutError)
"""What a database that is away raises."""


class Writer:
    """Runs calls and writes marks. Start it with `open`, end it with `close`."""

    def __init__(
        self,
        engine: AsyncEngine,
        opened: Callable[[AsyncConnection], Awaitable[None]],
        write_marks: Callable[[AsyncConnection, Marks], Awaitable[None]],
        *,
        patience: float = PATIENCE,
    ) -> None:
        """Take what is run first on a database, also when it comes back, and what writes marks."""
        self.up = False
        """Whether the database answered the last time."""
        self.faults = 0
        """Transactions that failed."""
        self._engine = engine
        self._opened = opened
        self._write_marks = write_marks
        self._patience = patience
        self._pause = AWAY[0]
        self._calls: list[tuple[Callable[[AsyncConnection], Awaitable[Any]], asyncio.Future[Any]]] = []
        self._marks: Marks = {}
        self._work = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the database and begin; one that is away is waited for in the background."""
        await self._try_to_open()
        self._task = asyncio.create_task(self._run(), name="storage")

    async def close(self) -> None:
        """Write what waits, if the database takes it, and end; later calls give None."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.up and (self._calls or self._marks):
            await self._flush()
        self.up = False
        for _, result in self._calls:
            result.cancel()

    async def call(self, call: Callable[[AsyncConnection], Awaitable[Read]]) -> Read | None:
        """Return what `call(connection)` does within the next transaction; None where the database is away."""
        if not self.up:
            return None
        result: asyncio.Future[Read | None] = asyncio.get_running_loop().create_future()
        self._calls.append((call, result))
        self._work.set()
        return await result

    def mark(self, kind: str, key: Hashable, value: object = None) -> None:
        """Have a mark written soon; a later one with the same key takes its place."""
        marks = self._marks.setdefault(kind, {})
        marks.pop(key, None)
        marks[key] = value
        if len(marks) > REMEMBERED:
            del marks[next(iter(marks))]
        self._work.set()

    def marked(self, kind: str, key: Hashable) -> Any:
        """Return the value of a mark that is not written yet; None without one."""
        return self._marks.get(kind, {}).get(key)

    async def _run(self) -> None:
        while True:
            await self._work.wait()
            if not self.up:
                await asyncio.sleep(self._pause)
                self._pause = min(2 * self._pause, AWAY[1])
                await self._try_to_open()
                continue
            if not self._calls:
                await asyncio.sleep(GATHERED)
            await self._flush()

    async def _flush(self) -> None:
        calls, marks = self._calls, self._marks
        self._calls, self._marks = [], {}
        self._work.clear()
        try:
            async with asyncio.timeout(self._patience), self._engine.begin() as connection:
                if marks:
                    await self._write_marks(connection, marks)
                results = [await call(connection) for call, _ in calls]
        except BaseException as error:
            self._put_back(marks)
            for _, result in calls:
                _resolve(result, None)
            if not isinstance(error, FAULTS):
                raise
            self._went_away(error)
        else:
            for (_, result), found in zip(calls, results, strict=True):
                _resolve(result, found)

    def _put_back(self, marks: Marks) -> None:
        """Keep the marks of a transaction that failed for a later one; what was marked meanwhile is newer."""
        newer, self._marks = self._marks, marks
        for kind, of_kind in newer.items():
            for key, value in of_kind.items():
                self.mark(kind, key, value)
        self._work.set()

    async def _try_to_open(self) -> None:
        try:
            async with asyncio.timeout(10 * self._patience), self._engine.begin() as connection:
                await self._opened(connection)
        except FAULTS as error:
            self._went_away(error)
            self._work.set()
            return
        if self.faults:
            _log.info("The database answers again")
        self.up, self._pause = True, AWAY[0]

    def _went_away(self, error: BaseException) -> None:
        if self.up or not self.faults:
            _log.error("The database cannot be used (%s): the bot goes on with what memory holds", kind_of(error))
        self.up = False
        self.faults += 1


def kind_of(error: BaseException) -> str:
    """Return what kind of fault an error is, without what it says: that may quote rows."""
    cause = getattr(error, "orig", None)
    return type(error).__name__ if cause is None else f"{type(error).__name__}: {type(cause).__name__}"


def _resolve(result: asyncio.Future[Any], value: object) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):  # whoever waited was cancelled
        result.set_result(value)
