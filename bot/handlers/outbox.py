"""Replies that cannot be sent now: kept in the database, so that their update counts as dealt with, and sent later.

A chat's replies go out in order, each chat on its own clock. Where the database is away nothing is kept, and the
update is tried again as a whole (`bot.serving.dispatcher`).
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import math
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from telegram.error import RetryAfter, TelegramError

from bot.handlers.attempt import Attempt, current
from bot.handlers.delivery import Place, UncertainError, delete_all, first_key, send
from bot.handlers.limits import seconds
from bot.handlers.pending import Pending
from bot.handlers.refusals import is_passing, kind_of
from bot.storage.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram import Bot

    from bot.handlers.delivery import Speech
    from bot.handlers.timing import Timing
    from bot.storage.store import Store

_log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks whether the database is another one."""
MOST = 100
"""Replies of one chat that are kept. More is told to be too much, as with updates (see `dispatcher.BACKLOG`)."""


class Outbox:
    """Sends at once what can be, keeps the rest. `begin` takes on what an earlier process left."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        timing: Timing,
        *,
        speech: Callable[[Waiting], Awaitable[Speech]],
        sent: Callable[[Waiting, tuple[int, ...]], None],
    ) -> None:
        """Take what dresses a reply when its time has come, and what is told of each that was sent later."""
        self._store = store
        self._bot = bot
        self._timing = timing
        self._speech = speech
        self._sent = sent
        self._chats: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    @property
    def size(self) -> int:
        """How many replies wait in this process."""
        return sum(map(len, self._chats.values()))

    async def begin(self, *, alone: bool) -> None:
        """Take on what waits, and go on to do so; `alone` says that no other process works on this database."""
        self._take_on(await self._store.take_over(everything=alone))
        self._start(self._look_for_more())

    async def close(self) -> None:
        """Begin no sending any more, and finish those under way; what is left is kept for the next start."""
        self._closing.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._timing.shutdown)
        sendings = [pending.sending for chat in self._chats.values() for pending in chat if pending.sending is not None]
        for each in (*self._tasks, *sendings):
            each.cancel()
        await asyncio.gather(*self._tasks, *sendings, return_exceptions=True)
        if self.size:
            await self._store.ensure()
            await self._keep_all_anew()
            _log.info("%d replies wait in the database for the next start", self.size)

    async def deliver(
        self,
        place: Place,
        speech: Speech,
        saying: str,
        *,
        asker: int | None = None,
        question: int | None = None,
        after: float = 0,
    ) -> tuple[int, ...]:
        """Send a reply and return its messages; () where it is kept and sent later, after what its chat waits for.

        `saying` is it written down (`noted`), `asker` who asked in a group, `question` the message that it answers.
        `after` are seconds in which it may be withdrawn; where the database is away it is sent at once.

        Raises:
            TelegramError: as `send`; of passing faults only where the database is away, the wait is longer than anybody
                wants the answer, or the chat has `MOST` that wait.
        """
        topic = place.direct_topic_id
        waiting = Waiting(place.chat_id, saying, place.thread_id, place.reply_to, question, asker, topic)
        before = [each for each in self._chats.get(place.chat_id, ()) if not each.withdrawn]
        if (after or before) and len(before) < MOST and await self._keep(waiting, seconds=after):
            return ()
        if before:  # nothing overtakes what waits
            raise RetryAfter(max(1, math.ceil(before[0].waiting.due - time.time())))
        sending = asyncio.create_task(send(self._bot, place, speech))
        try:
            await asyncio.wait({sending}, timeout=self._timing.slow)
            if sending.done():
                return sending.result()
            if await self._keep(dataclasses.replace(waiting, doubtful=True), seconds=0, sending=sending):
                return ()
            return await sending
        except asyncio.CancelledError:
            sending.cancel()
            raise
        except TelegramError as error:
            pause = self._pause(error, 1)
            wanted = is_passing(error) and pause <= self._timing.longest_wait
            if wanted and await self._keep(waiting, seconds=pause):
                return ()
            raise

    async def withdraw(self, chat_id: int, message_id: int) -> bool:
        """Let what waits to answer a message never be sent; tell whether anything did.

        What is on its way just then is deleted in the chat when it has arrived.
        """
        concerned = [pending for pending in self._chats.get(chat_id, ()) if pending.waiting.question == message_id]
        for pending in concerned:
            pending.withdrawn = True
        deleted = await self._store.withdraw(chat_id, message_id)
        if deleted is None:
            for pending in concerned:
                self._store.settle(pending.waiting)
        return bool(deleted or concerned)

    def unbind(self, chat_id: int) -> None:
        """Let nothing that waits in a chat be noted as an answer when it is sent: the chat was to be forgotten."""
        for pending in self._chats.get(chat_id, ()):
            pending.waiting = dataclasses.replace(pending.waiting, question=None)
            pending.noted = pending.noted and dataclasses.replace(pending.noted, question=None)

    async def _keep(self, waiting: Waiting, *, seconds: float, sending: asyncio.Task[Any] | None = None) -> bool:
        """Keep a reply for `seconds`, behind what its chat waits for; return False where the database is away."""
        attempt = current.get() or Attempt(None)
        waiting = dataclasses.replace(
            waiting,
            parts=attempt.parts_sent,
            doubtful=waiting.doubtful or bool(attempt.doubtful),
            due=time.time() + seconds,
        )
        if not (number := await self._store.keep(waiting)):
            return False
        self._add(dataclasses.replace(waiting, id=number), attempt, sending)
        return True

    def _take_on(self, left: list[Waiting]) -> None:
        """Send what another process left; what is older than a day is not wanted any more."""
        wanted = time.time() - self._timing.longest_wait
        for waiting in left:
            if waiting.due > wanted:
                self._add(waiting, Attempt(None), None)
            else:
                self._store.settle(waiting)
        if left:
            _log.info("%d replies that waited in the database are seen to", len(left))

    def _add(self, waiting: Waiting, attempt: Attempt, sending: asyncio.Task[Any] | None) -> None:
        until = asyncio.get_running_loop().time() + self._timing.give_up_after
        pending = Pending(waiting, attempt, until, sending, waiting.parts - attempt.parts_sent, self._store.made)
        if (chat := self._chats.get(waiting.chat_id)) is not None:
            chat.append(pending)
            return
        self._chats[waiting.chat_id] = deque([pending])
        self._start(self._serve(waiting.chat_id))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="outbox")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look_for_more(self) -> None:
        clock = asyncio.get_running_loop().time
        adopted = clock()
        while not await self._closed_within(min(LOOK_EVERY, self._timing.adopt_every)):
            await self._keep_all_anew()
            if clock() - adopted >= self._timing.adopt_every:
                adopted = clock()
                self._take_on(await self._store.take_over())

    async def _keep_all_anew(self) -> None:
        for pending in [each for chat in self._chats.values() for each in chat]:
            await self._keep_anew(pending)

    async def _closed_within(self, seconds: float) -> bool:
        """Wait for `seconds`; return whether the end came first."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()

    async def _serve(self, chat_id: int) -> None:
        """Send what a chat waits for, in order, until nothing is left."""
        chat = self._chats[chat_id]
        while chat:
            pending = chat[0]
            try:
                if not await self._send(pending):
                    return
            except TelegramError as error:
                if is_passing(error) and await self._try_later(pending, error):
                    continue
                if not pending.withdrawn:
                    _log.warning("A reply that waited is given up (%s)", kind_of(error))
            except UncertainError:
                _log.error("A reply was sent twice and no response came; it is not sent again")
            except Exception:  # noqa: BLE001 - one reply may not end the others
                _log.exception("A reply that waited could not be sent")
            pending.done = True
            if not pending.withdrawn:  # else SQLite may have given its number to another that says the same
                self._store.settle(pending.waiting)
            chat.popleft()
        del self._chats[chat_id]

    async def _send(self, pending: Pending) -> bool:
        """Send a reply when it is due; return False where the end came first."""
        waiting = pending.waiting
        current.set(pending.attempt)
        if pending.sending is None:
            if await self._closed_within(max(0.0, waiting.due - time.time())):
                return False
            if await self._is_withdrawn(pending):
                await delete_all(self._bot, waiting.chat_id, pending.attempt.message_ids)
                return True
            await self._store.keep(pending.as_under_way())
            # Last, since a group may have been made quiet meanwhile.
            speech = await self._speech(waiting)
            speech = dataclasses.replace(speech, html=speech.html[pending.before :])
            if not speech.html:
                return True
            topic = waiting.direct_topic_id
            place = Place(waiting.chat_id, waiting.thread_id, waiting.reply_to, direct_topic_id=topic)
            if waiting.doubtful:
                pending.attempt.doubtful.add(first_key(place, speech))
            pending.sending = asyncio.create_task(send(self._bot, place, speech))
        sending, pending.sending = pending.sending, None
        try:
            ids = await sending
        finally:
            sending.cancel()
        if await self._is_withdrawn(pending):
            await delete_all(self._bot, waiting.chat_id, ids)
        else:
            self._sent(pending.waiting, ids)
        return True

    async def _keep_anew(self, pending: Pending) -> None:
        """Write a reply down again where its row need not be in the database as it is now."""
        made = self._store.made
        if pending.made == made or pending.withdrawn or pending.done:
            return
        again = dataclasses.replace(pending.noted or pending.waiting, id=0)
        if number := await self._store.keep(again):
            again = dataclasses.replace(again, id=number)
            pending.waiting, pending.made = dataclasses.replace(pending.waiting, id=number), made
            pending.noted = pending.noted and dataclasses.replace(pending.noted, id=number)
            if pending.done:
                self._store.settle(again)
            elif (now := pending.noted or pending.waiting) != again:  # what has become of it meanwhile
                await self._store.keep(now)

    async def _is_withdrawn(self, pending: Pending) -> bool:
        """Tell whether its question was edited away, and see if it was forgotten; a lost database says nothing."""
        questions = None if pending.withdrawn else await self._store.questions_of(pending.waiting)
        if questions == [None]:
            pending.waiting = dataclasses.replace(pending.waiting, question=None)
        pending.withdrawn |= questions == [] and pending.made == self._store.made
        return pending.withdrawn

    async def _try_later(self, pending: Pending, error: TelegramError) -> bool:
        """Put a reply off; return False where it is worth no more tries, or not wanted any more."""
        if pending.withdrawn:
            return False
        pending.failures += 1
        pause = self._pause(error, pending.failures)
        if asyncio.get_running_loop().time() >= pending.given_up_at or pause > self._timing.longest_wait:
            return False
        pending.waiting = dataclasses.replace(
            pending.waiting,
            parts=pending.before + pending.attempt.parts_sent,
            doubtful=pending.waiting.doubtful or bool(pending.attempt.doubtful),
            due=time.time() + pause,
        )
        pending.noted = None
        await self._store.keep(pending.waiting)
        return True

    def _pause(self, error: TelegramError, failures: int) -> float:
        return seconds(error) if isinstance(error, RetryAfter) else self._timing.pause(failures)
