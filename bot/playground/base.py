"""The knowledge file as the playground sees it: what is in force, and what is wrong with the newest version."""

from __future__ import annotations

import asyncio
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError, Problem
from bot.knowledge.load import read
from bot.playground.entries import entries_as_json
from bot.serving.reload import changes, stamp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.knowledge.load import Loaded
    from bot.knowledge.model import Knowledge
    from bot.playground.standin.model import Json
    from bot.serving.reload import Stamp

LOOK_EVERY = 0.25
"""Seconds between two looks at the file."""


@dataclass(slots=True)
class Base:
    """The file that is watched: `loaded` is the last good version, `problems` those of a newer one that is not.

    `seen` is how the file looked before it was first read.
    """

    path: Path
    loaded: Loaded
    seen: Stamp | None = None
    since: float = field(default_factory=time.time)
    problems: tuple[Problem, ...] = ()
    _entries: tuple[Loaded, Json] | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The last good version."""
        return self.loaded.knowledge

    async def entries(self) -> Json:
        """Write the entries of the last good version, to browse; the warnings take a moment, off the event loop."""
        loaded = self.loaded
        if self._entries is None or self._entries[0] is not loaded:
            self._entries = loaded, await asyncio.to_thread(entries_as_json, loaded)
        return self._entries[1]

    def as_json(self) -> Json:
        """Write what the "Knowledge" panel shows."""
        knowledge = self.knowledge
        return {
            "path": str(self.path),
            "since": self.since,
            "digest": knowledge.digest,
            "facts": len(knowledge.facts),
            "gaps": len(knowledge.gaps),
            "conflicts": len(knowledge.conflicts),
            "languages": list(knowledge.story.languages),
            "problems": [asdict(problem) for problem in self.problems],
        }


def open_base(path: Path) -> Base:
    """Load a knowledge file for watching.

    Raises:
        KnowledgeError: the file cannot be used; there is no last good version yet.
    """
    seen = stamp(path)
    return Base(path.absolute(), read(path), seen)


def unusable(error: Exception) -> Problem:
    """Return what to tell of a base that was read and then could not be used: a fault of the bot, not of the file."""
    message = f"this version cannot be used ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    return Problem(1, 1, "", message, "undo the last change, and report it: the check should have found it")


async def watch(base: Base, take: Callable[[Knowledge], Awaitable[None]], tell: Callable[[], None]) -> None:
    """Follow the file for good: `take` gets every valid version, `tell` is called after every change of `base`.

    Loading and looking happen off the event loop: the bot answers meanwhile.
    """
    async for _ in changes(base.path, LOOK_EVERY, since=base.seen):
        try:
            loaded = await asyncio.to_thread(read, base.path)
            await take(loaded.knowledge)
        except KnowledgeError as error:
            base.problems = error.problems
        except Exception as error:  # noqa: BLE001 - whatever a base may do, the last good one stays in force
            base.problems = (unusable(error),)
        else:
            base.loaded, base.problems, base.since = loaded, (), time.time()
        tell()
