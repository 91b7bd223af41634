"""Watching the knowledge file."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.errors import KnowledgeError
from bot.playground.base import Base, open_base, watch
from tests.playground.conftest import LIGHTHOUSE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.knowledge.model import Knowledge


class Watched:
    """A watched file, what was taken from it, and how often something was told."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.taken: list[Knowledge] = []
        self.refuse: Exception | None = None
        self._news: asyncio.Queue[None] = asyncio.Queue()

    async def take(self, knowledge: Knowledge) -> None:
        """Take a valid version, or fail as indexing it might."""
        if self.refuse is not None:
            raise self.refuse
        self.taken.append(knowledge)

    def tell(self) -> None:
        """Hear of a change."""
        self._news.put_nowait(None)

    async def news(self) -> None:
        """Wait until something is told."""
        async with asyncio.timeout(5):
            await self._news.get()

    @property
    def quiet(self) -> bool:
        """Tell whether there is nothing that was not waited for."""
        return self._news.empty()


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    """Watch a copy of the lighthouse until the test ends."""
    path = tmp_path / "knowledge.yaml"
    shutil.copy(LIGHTHOUSE, path)
    seen = Watched(open_base(path))
    task = asyncio.create_task(watch(seen.base, seen.take, seen.tell))
    await asyncio.sleep(0.05)  # the first look is what later ones are compared with
    yield seen
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def text_of(path: Path) -> str:
    """Read the file."""
    return path.read_text(encoding="utf-8")


async def test_a_valid_change_is_taken(watched: Watched) -> None:
    """Written in place, as the simplest editors do."""
    path = watched.base.path
    path.write_text(text_of(path).replace("7 March", "8 March"), encoding="utf-8")
    await watched.news()
    assert "8 March" in watched.taken[0].facts[0].text["en"]
    assert watched.base.knowledge is watched.taken[0]
    assert watched.base.problems == ()


async def test_what_is_saved_while_the_playground_starts_is_taken(tmp_path: Path) -> None:
    """After the file was read, and before it is looked at for the first time."""
    path = tmp_path / "knowledge.yaml"
    shutil.copy(LIGHTHOUSE, path)
    seen = Watched(open_base(path))
    path.write_text(text_of(path).replace("7 March", "17 March"), encoding="utf-8")
    task = asyncio.create_task(watch(seen.base, seen.take, seen.tell))
    try:
        await seen.news()
    finally:
        task.cancel()
    assert "17 March" in seen.taken[0].facts[0].text["en"]


async def test_a_mistake_is_told_and_the_last_good_version_stays(watched: Watched) -> None:
    """Mending it brings the file back into force."""
    path, good = watched.base.path, text_of(watched.base.path)
    before = watched.base.knowledge
    path.write_text(good.replace("source: mara", "source: nobody"), encoding="utf-8")
    await watched.news()
    assert [problem.line > 0 for problem in watched.base.problems] == [True, True]
    assert watched.base.knowledge is before
    assert watched.taken == []
    path.write_text(good, encoding="utf-8")
    await watched.news()
    assert watched.base.problems == ()
    assert len(watched.taken) == 1


async def test_a_base_that_cannot_be_used_after_all_is_told_and_the_last_good_one_stays(watched: Watched) -> None:
    """No base ends the page: what goes wrong while it is taken is told like a mistake in it."""
    path, good = watched.base.path, text_of(watched.base.path)
    before = watched.base.knowledge
    watched.refuse = ZeroDivisionError("no entries")
    path.write_text(good.replace("7 March", "8 March"), encoding="utf-8")
    await watched.news()
    assert watched.base.knowledge is before
    assert "ZeroDivisionError: no entries" in watched.base.problems[0].message
    watched.refuse = None
    path.write_text(good.replace("7 March", "9 March"), encoding="utf-8")
    await watched.news()
    assert watched.base.problems == ()
    assert "9 March" in watched.base.knowledge.facts[0].text["en"]


async def test_a_file_put_in_place_of_the_old_one_is_noticed(watched: Watched) -> None:
    """Even with the old one's size and time: it is another file."""
    path = watched.base.path
    seen, beside = path.stat(), path.with_suffix(".new")
    beside.write_text(text_of(path).replace("7 March", "8 March"), encoding="utf-8")
    os.utime(beside, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert beside.stat().st_size == seen.st_size
    beside.replace(path)
    await watched.news()
    assert "8 March" in watched.taken[0].facts[0].text["en"]


async def test_an_editor_that_moves_the_file_away_for_a_moment_is_no_mistake(watched: Watched) -> None:
    """Between two looks a file may be gone; a change counts once two looks agree."""
    path = watched.base.path
    path.rename(path.with_suffix(".bak"))
    await asyncio.sleep(0.01)
    shutil.copy(path.with_suffix(".bak"), path)
    await watched.news()
    assert watched.base.problems == ()
    assert watched.quiet


async def test_a_file_that_is_gone_for_good_is_told(watched: Watched) -> None:
    """The last good version stays, and the panel says what is missing."""
    watched.base.path.unlink()
    await watched.news()
    assert "no such file" in watched.base.problems[0].message


def test_a_file_that_is_broken_from_the_start_is_an_error(tmp_path: Path) -> None:
    """There is no last good version to stay with."""
    path = tmp_path / "knowledge.yaml"
    path.write_text("story: [", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        open_base(path)
