"""A knowledge file that is followed: every valid version comes into force, of any other the last good one stays."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from bot.answering.responder import Responder
from bot.errors import KnowledgeError
from bot.knowledge.load import load
from bot.retrieval.cache import cached
from bot.retrieval.matcher import Matcher
from bot.serving.giving_back import give_back

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.handlers.conversation import Conversations
    from bot.knowledge.model import Knowledge

_log = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks at the file. A change counts once two looks agree: editors write in more than one step."""
TOLD = 3
"""Problems of a bad file that go to the log; `talks-bot check` tells all."""

Stamp = tuple[int, int, int]
"""Time, size and inode: an editor that puts a new file in place of the old one may keep the first two."""


def stamp(path: Path) -> Stamp | None:
    """Return what changes when the file does; None where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


async def changes(
    path: Path, look_every: float, now: asyncio.Event | None = None, *, since: Stamp | None = None
) -> AsyncIterator[bool]:
    """Yield whenever the file at `path` has changed and come to rest, its being gone included, or `now` was set.

    Yields whether it was asked for. What changes while a change is dealt with is the next one; what changed `since` it
    was read, while the program started, is the first. Looking happens off the event loop: the bot answers meanwhile.
    """
    before = await asyncio.to_thread(stamp, path)
    known = since or before
    now = now or asyncio.Event()
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(now.wait(), look_every)
        seen = await asyncio.to_thread(stamp, path)
        asked = now.is_set()
        now.clear()
        if asked or before == seen != known:
            known = seen
            yield asked
        before = seen


async def follow(
    path: Path,
    conversations: Conversations,
    now: asyncio.Event,
    *,
    since: Stamp | None = None,
    look_every: float = LOOK_EVERY,
) -> None:
    """Let the bot answer from the newest valid version of a file, for good; `now` has it read at once.

    `since` is how it looked before it was first read.
    """
    async for asked in changes(path, look_every, now, since=since):
        await _take(path, conversations, asked=asked)  # what it held of a base is let go with it
        await asyncio.to_thread(give_back)


async def _take(path: Path, conversations: Conversations, *, asked: bool) -> None:
    try:
        responder = await asyncio.to_thread(responder_for, path)
    except KnowledgeError as error:
        told = "; ".join(map(str, error.problems[:TOLD]))
        _log.error("The changed base is not taken, %d to mend: %s", len(error.problems), told)
    except Exception as error:  # noqa: BLE001
        # Whatever a base may do, the last good one stays in force.
        _log.exception("The changed base cannot be used (%s)", type(error).__name__)
    else:
        if asked or responder.knowledge.digest != conversations.responder.knowledge.digest:
            conversations.responder = responder
            _log.info("Answering from the base as it is now: version %s", _described(responder.knowledge))


def responder_for(path: Path) -> Responder:
    """Return what answers from the base in a file, ready at once.

    Raises:
        KnowledgeError: the file cannot be used.
    """
    knowledge = load(path)
    matcher = Matcher(knowledge, compiled=cached(knowledge))
    matcher.warm_up()
    return Responder(knowledge, matcher)


def _described(knowledge: Knowledge) -> str:
    return (
        f"{knowledge.digest}, {len(knowledge.facts)} facts, {len(knowledge.gaps)} gaps, as of {knowledge.story.as_of}"
    )
