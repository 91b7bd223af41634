"""Fetching updates by long polling, and confirming them only after they were dealt with.

Telegram counts an update as delivered when a later `getUpdates` carries a higher offset, whether or not anything was
done with it. PTB's own Updater sends that offset while handlers still run, so a crash loses questions. This loop
sends the lowest id that is not finished.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, cast

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import TelegramRefusedError
from bot.handlers.limits import seconds
from bot.handlers.refusals import Refusal, is_not_found, kind_of
from bot.serving.ledger import WINDOW, Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.timing import Timing
    from bot.serving.connection import Connection
    from bot.serving.dispatcher import Dispatcher, RawUpdate
    from bot.storage.store import Store

_log = logging.getLogger(__name__)

NOT_ACCEPTED = (
    "Telegram does not accept the token: copy it again from @BotFather (/mybots, API Token) into TELEGRAM_BOT_TOKEN"
)
NOT_FOUND = (
    "Telegram goes on answering 404: copy the token again from @BotFather (/mybots, API Token) into "
    "TELEGRAM_BOT_TOKEN, and check the path in TELEGRAM_API_URL where that is set"
)
TRIES_AT_404 = 3
"""A server that is being restarted answers 404 now and then; as often as this in a row is somebody's mistake."""
SECOND_INSTANCE = (
    "Telegram reports a conflict: another instance polls with this token; stop it, or give this one a token of its own"
)
WEBHOOK_CAME = "Telegram reports a conflict: a webhook was set for this token; start with --take-over to remove it"


class Conflicts:
    """Counts how long another instance has been in the way."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._first: float | None = None
        self._last = 0.0

    def lasting(self, now: float) -> bool:
        """Note a conflict; tell whether they have gone on for too long. Quiet of `patience` seconds starts anew.

        Two instances wrest the connection from each other, so polls succeed in between: success proves nothing.
        """
        if self._first is None or now - self._last > self._patience:
            self._first = now
        self._last = now
        return now - self._first > self._patience


class Polling:
    """The loop. `run` ends when `stop` is set; `confirm` tells Telegram what was finished since."""

    def __init__(self, bot: Connection, dispatcher: Dispatcher, ledger: Ledger, timing: Timing, store: Store) -> None:
        """Take, with the rest, what knows which updates were done before this process began."""
        self._store = store
        self._bot = bot
        self._dispatcher = dispatcher
        self._ledger = ledger
        self._timing = timing
        self._conflicts = Conflicts(timing.conflict_patience)
        self._failures = 0
        self._not_found = 0
        self._repoll = timing.repoll

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch and submit updates until `stop` is set.

        Raises:
            TelegramRefusedError: the token was refused, or another instance or a webhook stays in the way.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                step = asyncio.create_task(self._step())
                try:
                    await asyncio.wait({step, stopping}, return_when=asyncio.FIRST_COMPLETED)
                    if step.done():
                        step.result()
                finally:  # also where this is cancelled: a poll that goes on would hold up the last one
                    step.cancel()
                    await asyncio.gather(step, return_exceptions=True)
        finally:
            stopping.cancel()

    async def confirm(self) -> None:
        """Send the offset once more, so that what was finished is not sent again to the next instance."""
        if self._ledger.offset is None:
            return
        try:
            async with asyncio.timeout(5):
                await self._bot.fetch_updates(offset=self._ledger.offset, limit=1, timeout=0)
        except TimeoutError:
            _log.warning("The last updates could not be confirmed in time: some may be answered twice")
        except TelegramError as error:
            _log.warning("The last updates could not be confirmed (%s): some may be answered twice", kind_of(error))

    async def _step(self) -> None:
        try:
            batch = await self._bot.fetch_updates(
                offset=self._ledger.offset, limit=WINDOW, timeout=self._timing.long_poll
            )
        except TelegramError as error:
            await asyncio.sleep(self._pause_after(error))
            return
        if self._failures:
            _log.info("Telegram answers again")
        self._failures = self._not_found = 0
        await self._submit(batch)
        await self._until_worth_asking()

    async def _until_worth_asking(self) -> None:
        """Wait until the oldest update is finished, so that the next poll confirms it, or long enough.

        The sooner the finished ones are confirmed, the fewer are answered twice after a crash.
        """
        oldest, clock = self._ledger.offset, asyncio.get_running_loop().time
        until = clock() + self._repoll
        while self._ledger.under_way and self._ledger.offset == oldest and clock() < until:
            await self._dispatcher.progress(until - clock())
        if self._ledger.under_way:
            await asyncio.sleep(self._timing.breath)

    async def _submit(self, batch: Sequence[Any]) -> None:
        by_id = {each["update_id"]: cast("RawUpdate", each) for each in batch if _has_id(each)}
        if len(by_id) < len(batch):
            _log.error("%d updates without an id were passed over", len(batch) - len(by_id))
        new = self._ledger.take(by_id)
        longer = max(self._timing.repoll, min(2 * self._repoll, self._timing.longest_repoll))
        self._repoll = 0.0 if new else longer  # where something came more may have come meanwhile
        if self._ledger.full(by_id, new):
            count = self._ledger.set_aside(self._dispatcher.held_back())
            if count:
                _log.warning("%d updates wait in memory alone, to let others through", count)
        done = await self._done_before(new)
        for update_id in new:
            if update_id in done:
                self._ledger.finish(update_id)
            else:
                self._dispatcher.submit(by_id[update_id])

    async def _done_before(self, new: Sequence[int]) -> frozenset[int]:
        """Return the updates that an earlier process has dealt with, and did not live to confirm."""
        if not new or new[0] > self._store.highest_done:
            return frozenset()
        return await self._store.done_among(new)

    def _pause_after(self, error: TelegramError) -> float:
        """Say how long to wait after `error`, or raise where waiting does not help."""
        if not isinstance(error, InvalidToken):
            self._not_found = 0
        elif not is_not_found(error):
            raise TelegramRefusedError(NOT_ACCEPTED) from None
        else:
            self._not_found += 1
            if self._not_found >= TRIES_AT_404:
                raise TelegramRefusedError(NOT_FOUND) from None
        if isinstance(error, Conflict):
            line = WEBHOOK_CAME if Refusal.WEBHOOK.fits(error) else SECOND_INSTANCE
            if self._conflicts.lasting(asyncio.get_running_loop().time()):
                raise TelegramRefusedError(line) from None
            _log.warning("%s (trying again for up to %.0f s)", line, self._timing.conflict_patience)
        self._failures += 1
        if isinstance(error, RetryAfter):
            _log.warning("No updates from Telegram, which asks to wait %.0f s", seconds(error))
            return seconds(error)
        pause = self._timing.pause(self._failures)
        if not isinstance(error, Conflict):
            _log.warning("No updates from Telegram (%s); asking again in %.1f s", kind_of(error), pause)
        return pause


def _has_id(update: object) -> bool:
    return isinstance(update, dict) and type(update.get("update_id")) is int
