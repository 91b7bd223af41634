"""One task and one thread that talk to the database: what waits is one transaction; one that is away is left alone.

Nothing here raises for a database that is gone, locked, full, slow or read-only: calls give None, marks wait.

A thread costs half of what SQLAlchemy's asyncio does: 0.6 ms of CPU an update at 30 a second, where that took 1.2.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import BotError, ConfigError
from bot.storage.apart import done_apart, is_refusal
from bot.storage.connections import Connections
from bot.storage.faults import CHECK, FAULTS, MISUSED, REFUSED, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from sqlalchemy import Connection, Engine

    from bot.storage.apart import Marks

Read = TypeVar("Read")
_Call = tuple["Callable[[Connection], Any]", "asyncio.Future[Any]"]

_log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that a transaction may take."""
GATHERED = 0.03
"""Seconds that marks wait for others, to be written with them: what is not written at a crash is answered twice."""
AWAY = (0.5, 10.0)
"""Seconds for which a database that failed is left alone: at first, and at most."""
REMEMBERED = 20_000
"""Marks of a kind that wait for a database that is away; older ones are dropped."""


class Writer:
    """Runs calls and writes marks. Start it with `open`, end it with `close`."""

    def __init__(
        self,
        engine: Engine,
        opened: Callable[[Connection], None],
        write_marks: Callable[[Connection, Marks], None],
        tidy: Callable[[Engine], None],
        *,
        patience: float = PATIENCE,
    ) -> None:
        """Take what is run first on a database, also when it comes back, what writes marks, and what is run last."""
        self.up = False
        """Whether the database answered the last time."""
        self.faults = 0
        """Transactions that failed."""
        self.dropped: Counter[str] = Counter()
        """Marks that were never written, by kind."""
        self._engine = engine
        self.connections = Connections(engine)
        self._opened = opened
        self._write_marks = write_marks
        self._tidy = tidy
        self.came_up: Callable[[], None] = lambda: None
        """What is told when the database is open, before anything is asked of it."""
        self._patience = patience
        self._pause = AWAY[0]
        self._calls: list[_Call] = []
        self._marks: Marks = {}
        self._awaited: list[asyncio.Future[None]] = []
        """Who waits for the marks to be written."""
        self._hurry = False
        self._work = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None
        self._writing: asyncio.Future[Any] | None = None
        """The last transaction that wrote marks; it may go on after it was given up."""
        self._thread = ThreadPoolExecutor(1, "storage")

    async def open(self) -> None:
        """Open the database and begin; one that is away is waited for in the background."""
        await self._try_to_open()
        self._task = asyncio.create_task(self._run(), name="storage")

    async def close(self) -> None:
        """Write what waits, if the database takes it, and end; later calls give None."""
        self._closing = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=self._patience)
        if self.up and (self._calls or self._marks):
            await self._flush()
        was_up, self.up = self.up, False
        self._let_go()
        with contextlib.suppress(*FAULTS):
            await self._in_thread(partial(self._end, in_order=was_up), self._patience)
        self._thread.shutdown(wait=False, cancel_futures=True)
        self.connections.end()

    async def call(self, call: Callable[[Connection], Read]) -> Read | None:
        """Return what `call(connection)` does within the next transaction; None where the database is away."""
        if not self.up:
            return None
        result: asyncio.Future[Read | None] = asyncio.get_running_loop().create_future()
        self._calls.append((call, result))
        self._work.set()
        return await result

    async def tidy(self) -> None:
        """Do what cannot be done within a transaction."""
        if self.up:
            with contextlib.suppress(*FAULTS):
                await self._in_thread(partial(self._tidy, self._engine), self._patience)

    def mark(self, kind: str, key: Hashable, value: object = None) -> None:
        """Have a mark written soon; a later one with the same key takes its place."""
        marks = self._marks.setdefault(kind, {})
        marks.pop(key, None)
        marks[key] = value
        if len(marks) > REMEMBERED:
            del marks[next(iter(marks))]
            self.dropped[kind] += 1
        self._work.set()

    async def written(self, *, hurry: bool = False) -> None:
        """Wait until the marks that there are now are written; not for a database that is away.

        With `hurry` they do not wait for others.
        """
        if self.up and self._marks:
            self._hurry |= hurry
            result: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._awaited.append(result)
            await result

    def marked(self, kind: str, key: Hashable) -> Any:
        """Return the value of a mark that is not written yet; None without one."""
        return self._marks.get(kind, {}).get(key)

    async def _run(self) -> None:
        while not self._closing:
            await self._work.wait()
            if not self.up:
                await asyncio.sleep(self._pause)
                self._pause = min(2 * self._pause, AWAY[1])
                await self._try_to_open()
                continue
            if not self._calls and not self._hurry:
                await asyncio.sleep(GATHERED)
            await self._flush()

    def _end(self, *, in_order: bool) -> None:
        if in_order:
            self._tidy(self._engine)
        self._engine.dispose()

    async def _flush(self) -> None:
        calls, marks, awaited = self._calls, self._marks, self._awaited
        self._calls, self._marks, self._awaited = [], {}, []
        self._hurry = False
        self._work.clear()

        self._writing = self._start(partial(self._transaction, marks, calls))
        try:
            try:
                results = await _within(self._patience, self._writing)
            except Exception as error:
                if not is_refusal(error):
                    raise
                known = isinstance(error, REFUSED)  # else it is a mistake of the bot's own
                _log.error("The database refuses what was to be written (%s)", kind_of(error), exc_info=not known)
                self._writing = self._start(partial(self._apart, marks, calls))
                results = await _within(self._patience, self._writing)
        except BaseException as error:
            for _, result in calls:
                _resolve(result, None)
            self._put_back_unless_written(marks, self._writing)
            if isinstance(error, asyncio.CancelledError):
                raise
            self._went_away(error)
        else:
            for (_, result), found in zip(calls, results, strict=True):
                _resolve(result, found)
        finally:
            for each in awaited:
                _resolve(each, None)

    def _transaction(self, marks: Marks, calls: Sequence[_Call]) -> list[Any]:
        self.connections.check()
        with self._engine.begin() as connection:
            if marks:
                self._write_marks(connection, marks)
            return [call(connection) for call, _ in calls]

    def _apart(self, marks: Marks, calls: Sequence[_Call]) -> list[Any]:
        self.connections.check()
        with self._engine.begin() as connection:
            results, refused = done_apart(connection, marks, [call for call, _ in calls], self._write_marks)
        self.dropped.update(refused)
        return results

    async def _in_thread(self, work: Callable[[], Read], patience: float) -> Read:
        """Return what `work` does in the thread of the database.

        Raises:
            TimeoutError: it takes longer than `patience` seconds; it goes on, and what comes next waits for it.
        """
        return await _within(patience, self._start(work))

    def _start(self, work: Callable[[], Read]) -> asyncio.Future[Read]:
        running = asyncio.get_running_loop().run_in_executor(self._thread, work)
        running.add_done_callback(lambda done: done.cancelled() or done.exception())
        return running

    def _put_back_unless_written(self, marks: Marks, running: asyncio.Future[Any]) -> None:
        """Keep marks for a later transaction once theirs is known to have failed: what is counted counts once."""

        def ended(transaction: asyncio.Future[Any]) -> None:
            if transaction.cancelled() or transaction.exception() is not None:
                self._put_back(marks)

        if running.done():
            ended(running)
        else:
            running.add_done_callback(ended)

    def _put_back(self, marks: Marks) -> None:
        """Keep the marks of a transaction that failed for a later one; what was marked meanwhile is newer."""
        newer, self._marks = self._marks, marks
        for kind, of_kind in newer.items():
            for key, value in of_kind.items():
                self.mark(kind, key, value)
        self._work.set()

    async def _try_to_open(self) -> None:
        def transaction() -> None:
            self.connections.renew()
            with self._engine.begin() as connection:
                self._opened(connection)

        try:
            await self._in_thread(transaction, (10 if self._task is None else 2) * self._patience)
        except FAULTS as error:
            if self._task is None and isinstance(error, MISUSED):
                raise ConfigError(f"the database does not take this ({kind_of(error)}): {CHECK}") from None
            self._went_away(error)
            return
        except BotError as error:
            if self._task is None:  # at the start it is for the operator to mend
                raise
            _log.error("The database is not used any more: %s", error)
            self._work.set()
            return
        if self.faults:
            _log.info("The database answers again")
        self.came_up()
        self.up, self._pause = True, AWAY[0]

    def _went_away(self, error: BaseException) -> None:
        if self.up or not self.faults:
            _log.error("The database cannot be used (%s): the bot goes on with what memory holds", kind_of(error))
        self.up = False
        self.faults += 1
        if isinstance(error, TimeoutError):
            self.connections.cut()
        self._let_go()
        self._work.set()  # to see whether it is back

    def _let_go(self) -> None:
        """Tell everybody who waits that nothing is known, also who came while the transaction was under way."""
        calls, awaited = self._calls, self._awaited
        self._calls, self._awaited = [], []
        for result in (*(result for _, result in calls), *awaited):
            _resolve(result, None)


async def _within(patience: float, running: asyncio.Future[Read]) -> Read:
    # Not `wait_for`: Python 3.11's loses a cancellation that comes together with the result.
    async with asyncio.timeout(patience):
        return await asyncio.shield(running)


def _resolve(result: asyncio.Future[Any], value: object) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):  # whoever waited was cancelled
        result.set_result(value)
