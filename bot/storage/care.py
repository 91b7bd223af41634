"""What is done now and then: leases are renewed, what other processes did is noticed, what is old is swept out."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, select, update

from bot.storage.tables import answers, outbox, updates

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

    from bot.storage.records import Records
    from bot.storage.writer import Writer

_log = logging.getLogger(__name__)

KEPT = 48 * 3600
"""Seconds that ids of updates and messages are kept: Telegram sends nothing again after a day."""
RENEWED = 1 / 3
"""Share of a lease after which it is renewed."""
SWEPT_EVERY = 600.0
CHUNK = 5000
"""Rows that one transaction sweeps out: others wait for it."""


class Care:
    """Looks after what one process, the `owner`, has claimed for `lease` seconds, and after what is kept."""

    def __init__(self, writer: Writer, records: Records, owner: str, lease: float) -> None:
        self._writer = writer
        self._records = records
        self._owner = owner
        self._lease = lease
        self._swept = float("-inf")

    async def take(self) -> None:
        """Go on until it is cancelled; what fails once is tried again, since a lease that nobody renews lapses."""
        while True:
            await asyncio.sleep(RENEWED * self._lease)
            try:
                await self._look()
            except Exception:  # noqa: BLE001 - any mistake would end the renewing, unseen until another process takes over
                _log.exception("The database could not be looked after")

    async def _look(self) -> None:
        await self._writer.call(self._renew)
        await self._records.look()
        if self._writer.up and time.monotonic() - self._swept > SWEPT_EVERY:
            self._swept = time.monotonic()
            while (await self._writer.call(self._sweep) or 0) >= CHUNK:
                pass
            await self._writer.tidy()

    def _renew(self, connection: Connection) -> None:
        until = int(time.time() + self._lease)
        mine = (updates.c.owner == self._owner) & ~updates.c.done
        connection.execute(update(updates).where(mine).values(until=until))
        connection.execute(update(outbox).where(outbox.c.owner == self._owner).values(until=until))

    def _sweep(self, connection: Connection) -> int:
        """Delete some of what is older than `KEPT`; return how many rows of one table."""
        old = int(time.time()) - KEPT
        ids = select(updates.c.update_id).where(updates.c.until < old).limit(CHUNK)
        gone = connection.execute(delete(updates).where(updates.c.update_id.in_(ids)))
        connection.execute(delete(answers).where(answers.c.at < old))
        self._records.sweep(connection)
        return cast("CursorResult[Any]", gone).rowcount
