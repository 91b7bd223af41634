"""Deals with updates, each until it is dealt with or worth no more tries.

Those of one chat are dealt with in order, chats side by side. Where updates come from is no matter here: polling
submits them and confirms what is reported done; a webhook would await the same report before it answers 200.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram.constants import ChatType, MessageEntityType

from bot.handlers.attempt import Attempt, current
from bot.serving.parsing import ODD, parsed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import Application

    from bot.handlers.timing import Timing
    from bot.storage.store import Store

RawUpdate: TypeAlias = dict[str, Any]
ChatKey: TypeAlias = tuple[str, object]

_log = logging.getLogger(__name__)

BACKLOG = 100
"""Updates that one chat may have waiting. What comes on top is passed over, with one notice when its turn comes."""

MANY = 10
"""Updates of one chat from which it gives up its place in the window where others need it."""

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
ADDRESSING = (MessageEntityType.BOT_COMMAND, MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
"""Without any of these, and without replying to it, nobody speaks to the bot."""


def processing(application: Application[Any, Any, Any, Any, Any, Any]) -> Callable[[RawUpdate], Awaitable[None]]:
    """Return what a dispatcher calls for each update.

    A malformed update is logged by its id and dropped: it would be malformed the next time too.
    """

    async def deal_with(raw: RawUpdate) -> None:
        try:
            update = parsed(raw, application.bot)
        except ODD as error:
            _log.error("Update %d is malformed (%s); it is passed over", raw["update_id"], type(error).__name__)
            return
        await application.process_update(update)

    return deal_with


def chat_key(raw: RawUpdate) -> ChatKey:
    """Return what orders an update: its chat, else its user, else nothing but itself. Odd shapes raise nothing.

    What somebody types stands by itself: the last keystroke waits for none before it. So does what people say to each
    other in a group that shows the bot everything: it needs no answer, and takes no place from what does.
    """
    if "inline_query" in raw or _is_chatter(raw.get("message")):
        return "update", repr(raw.get("update_id"))
    for value in raw.values():
        if not isinstance(value, dict):
            continue
        message = value.get("message")
        chat = (message if isinstance(message, dict) else value).get("chat")
        if isinstance(chat, dict) and "id" in chat:
            return "chat", repr(chat["id"])
        user = value.get("from")
        if isinstance(user, dict) and "id" in user:
            return "user", repr(user["id"])
    return "update", repr(raw.get("update_id"))


def _is_chatter(message: object) -> bool:
    """Tell whether a message is surely not meant for the bot: in a group, no command, no mention, no reply to a bot."""
    if not isinstance(message, dict) or "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        return False
    chat, entities = message.get("chat"), message.get("entities") or message.get("caption_entities") or []
    target = message.get("reply_to_message") or {}
    sender = target.get("from") or {} if isinstance(target, dict) else None
    if not isinstance(chat, dict) or not isinstance(entities, list) or not isinstance(sender, dict):
        return False
    kinds = [each.get("type") if isinstance(each, dict) else None for each in entities]
    return (
        chat.get("type") in GROUPS
        and not chat.get("is_direct_messages")
        and not sender.get("is_bot")
        and not any(kind is None or kind in ADDRESSING for kind in kinds)
    )


@dataclass(slots=True)
class _Chat:
    """What a chat has to be dealt with, oldest first, and how it fares."""

    queue: deque[RawUpdate]
    busy_since: float
    begun: float
    """When its first update was begun."""
    failed: bool = False
    """Its first update waits for another try."""
    passed_over: RawUpdate | None = None
    """The last update that came on top of the backlog."""


class Dispatcher:
    """Runs `deal_with(raw)` for each update and calls `done(update_id)` when it may be confirmed.

    The next update of a chat is begun when the store has written that: what is done stands then where a crash does not
    take it, so that of each chat at most one update, the one in flight, may be answered again after a crash.
    """

    def __init__(
        self,
        deal_with: Callable[[RawUpdate], Awaitable[None]],
        done: Callable[[int], None],
        timing: Timing,
        store: Store,
    ) -> None:
        self._deal_with = deal_with
        self._done = done
        self._timing = timing
        self._store = store
        self.counts: Counter[str] = Counter()
        """Updates by what came of them: "done", "given up", "passed over"; and how often one was put off."""
        self.tries = 0
        self.seconds = 0.0
        """How often an update was tried, and how long that took in all."""
        self._chats: dict[ChatKey, _Chat] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._progress = asyncio.Event()
        self._closing = asyncio.Event()

    @property
    def under_way(self) -> int:
        """How many updates are not dealt with yet."""
        return sum(len(chat.queue) for chat in self._chats.values())

    def submit(self, raw: RawUpdate) -> None:
        """Take an update (its `update_id` is an int); it is dealt with after what its chat still has before it."""
        key = chat_key(raw)
        chat = self._chats.get(key)
        if chat is None:
            now = asyncio.get_running_loop().time()
            chat = self._chats[key] = _Chat(deque([raw]), busy_since=now, begun=now)
            self._idle.clear()
            task = asyncio.create_task(self._serve(key, chat), name="chat")
            self._tasks.add(task)
            task.add_done_callback(self._ended)
        elif len(chat.queue) < BACKLOG:
            chat.queue.append(raw)
        else:
            if chat.passed_over is None:
                _log.warning("Update %d and more of its chat are passed over: too many wait", raw["update_id"])
            chat.passed_over = raw
            self._report(raw, "passed over")

    async def idle(self, timeout: float) -> bool:  # noqa: ASYNC109 - callers want a bool, not an exception
        """Wait until nothing is under way, at most `timeout` seconds; return whether that came about."""
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    async def progress(self, timeout: float) -> None:  # noqa: ASYNC109 - a time-out is no error here
        """Wait until one more update is done, at most `timeout` seconds."""
        self._progress.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._progress.wait()

    def held_back(self) -> list[int]:
        """Return the ids in chats that would hold up others.

        Their first update waits for another try or takes long, or they have had many waiting for long.
        """
        then = asyncio.get_running_loop().time() - self._timing.slow
        return [
            raw["update_id"]
            for chat in self._chats.values()
            if chat.failed or chat.begun < then or (chat.busy_since < then and len(chat.queue) > MANY)
            for raw in chat.queue
        ]

    async def close(self, patience: float) -> list[int]:
        """Begin nothing new and wait at most `patience` seconds for what is under way.

        Return the ids left unfinished.
        """
        self._closing.set()
        await self.idle(patience)
        left = sorted(raw["update_id"] for chat in self._chats.values() for raw in chat.queue)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return left

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            self._idle.set()

    def _report(self, raw: RawUpdate, outcome: str) -> None:
        self.counts[outcome] += 1
        self._done(raw["update_id"])
        self._store.mark_done(raw["update_id"])
        self._progress.set()

    async def _serve(self, key: ChatKey, chat: _Chat) -> None:
        while chat.queue:
            attempt = Attempt(chat.queue[0]["update_id"], chat.queue)
            if not (outcome := await self._deal_with_one(chat, attempt, chat.queue[0])):
                return
            self._report(chat.queue.popleft(), outcome)
            await self._store.noted(hurry=bool(chat.queue))
            if not chat.queue and (last := chat.passed_over) is not None:
                chat.passed_over = None
                await self._deal_with_one(chat, Attempt(last["update_id"], crowded=True), last)
        del self._chats[key]

    async def _deal_with_one(self, chat: _Chat, attempt: Attempt, raw: RawUpdate) -> str:
        """Try an update until it may be confirmed; return what came of it, "" where a shutdown came first."""
        current.set(attempt)
        clock = asyncio.get_running_loop().time
        chat.begun, chat.failed = clock(), False
        deadline = clock() + self._timing.give_up_after
        failures = 0
        while not self._closing.is_set():
            begun = clock()
            await self._try(attempt, raw)
            self.tries, self.seconds = self.tries + 1, self.seconds + clock() - begun
            if attempt.dealt_with:
                return "done"
            failures += 1
            pause = self._timing.pause(failures) if attempt.wait is None else attempt.wait
            if clock() >= deadline or pause > self._timing.longest_wait:
                _log.error("Update %d is given up after %d tries; its chat got no answer", attempt.update_id, failures)
                return "given up"
            _log.warning("Update %d is tried again in %.1f s (try %d failed)", attempt.update_id, pause, failures)
            self.counts["put off"] += 1
            chat.failed = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), pause)
        return ""

    async def _try(self, attempt: Attempt, raw: RawUpdate) -> None:
        attempt.begin()
        try:
            async with asyncio.timeout(self._timing.update_patience):
                await self._deal_with(raw)
        except TimeoutError:
            _log.error("Update %d took more than %.0f s", attempt.update_id, self._timing.update_patience)
            attempt.not_yet()
        except Exception:  # noqa: BLE001 - one update may not end the loop
            _log.exception("Update %d is confirmed although it could not be dealt with", attempt.update_id)
