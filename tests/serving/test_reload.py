"""A base that changes under a running bot."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from bot.config import Config, Secret
from bot.playground.standin import StandIn
from bot.serving.app import _serve
from bot.serving.connection import Connection
from bot.serving.giving_back import keep_giving_back
from bot.serving.reload import changes, follow, responder_for
from tests.e2e.running import conversations_of, running
from tests.e2e.test_faults import QUESTION, answers, confirmed, someone
from tests.knowledge.builders import harbour_yaml

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.answering.responder import Responder
    from bot.handlers.conversation import Conversations

LOOK = 0.05


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write the base that the bot of these tests answers from."""
    path = tmp_path / "knowledge.yaml"
    path.write_text(harbour_yaml(), encoding="utf-8")
    return path


@contextlib.asynccontextmanager
async def following(path: Path, conversations: Conversations) -> AsyncIterator[asyncio.Event]:
    """Follow a file in the block; yield what has it read at once."""
    now = asyncio.Event()
    task = asyncio.create_task(follow(path, conversations, now, look_every=LOOK))
    await asyncio.sleep(3 * LOOK)
    try:
        yield now
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until_digest_changes(conversations: Conversations, digest: str) -> None:
    """Wait until another base is in force."""
    async with asyncio.timeout(10):
        while conversations.responder.knowledge.digest == digest:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.02)


async def test_a_changed_file_comes_into_force_without_a_lost_question(path: Path) -> None:
    """Under questions: each is answered once, by the old base or the new one."""
    async with StandIn(username="talks_bot") as api, running(api) as bot:
        anna, annas = someone(api)
        digest = bot.conversations.responder.knowledge.digest
        async with following(path, bot.conversations):
            for number in range(20):
                await api.world.say(anna, annas, QUESTION)
                if number == 5:
                    path.write_text(harbour_yaml().replace("resigned on", "stepped down on"), encoding="utf-8")
                await asyncio.sleep(LOOK)
            await until_digest_changes(bot.conversations, digest)
            await api.world.say(anna, annas, QUESTION)
            await confirmed(api)
        said = [message.text for message in answers(api, annas)]
        assert len(said) == 21
        assert "resigned on" in said[0]
        assert "stepped down on" in said[-1]


async def test_a_base_that_was_replaced_is_gone(path: Path) -> None:
    """At once, and not only when garbage is looked for: what was there at the start is never looked at again."""
    conversations = conversations_of("harbour")
    conversations.responder = responder_for(path)
    digest = conversations.responder.knowledge.digest
    for query in (QUESTION, "who resinged", "ghbdsn", "khto pishov", "хто пішов"):
        conversations.responder.respond(query)
    before = weakref.ref(conversations.responder._matcher._reader)
    async with following(path, conversations):
        path.write_text(harbour_yaml().replace("resigned on", "stepped down on"), encoding="utf-8")
        gc.disable()
        try:
            await until_digest_changes(conversations, digest)
            assert before() is None
        finally:
            gc.enable()


async def test_of_a_bad_file_the_last_good_base_stays(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log says why, with the line; the next good version is taken."""
    conversations = conversations_of("harbour")
    digest = conversations.responder.knowledge.digest
    async with following(path, conversations):
        path.write_text(harbour_yaml() + "\nfacts: []\n", encoding="utf-8")
        async with asyncio.timeout(10):
            while "is not taken" not in caplog.text:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.02)
        assert "line " in caplog.text
        assert conversations.responder.knowledge.digest == digest
        path.write_text(harbour_yaml().replace("resigned on", "stepped down on"), encoding="utf-8")
        await until_digest_changes(conversations, digest)


async def test_a_file_is_read_at_once_when_that_is_asked_for(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Although nothing in it has changed: whoever sends SIGHUP wants to see that it was read."""
    caplog.set_level("INFO")
    conversations = conversations_of("harbour")
    async with following(path, conversations) as now:
        before = conversations.responder
        now.set()
        async with asyncio.timeout(10):
            while conversations.responder is before:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.02)
    assert "Answering from the base as it is now" in caplog.text


async def test_what_is_saved_while_the_bot_starts_comes_into_force(path: Path) -> None:
    """Between the reading of the file and the first look at it a start takes seconds."""
    async with StandIn(username="talks_bot") as api:
        config = Config(Secret(api.token), Secret(f"sqlite:///{path.with_suffix('.sqlite3')}"), api_url=api.url)
        taken: list[str] = []

        def slow(read: Path) -> Responder:
            responder = responder_for(read)
            if not taken:
                read.write_text(harbour_yaml().replace("resigned on", "stepped down on"), encoding="utf-8")
            taken.append(responder.knowledge.digest)
            return responder

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.serving.app.responder_for", slow)
            patch.setattr("bot.serving.reload.responder_for", slow)
            connection = Connection(api.token, api.url)
            serving = asyncio.create_task(_serve(config, connection, path, take_over=False))
            try:
                async with asyncio.timeout(15):
                    while len(taken) < 2:  # noqa: ASYNC110 - no event tells
                        await asyncio.sleep(0.02)
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
        assert taken[0] != taken[1]


async def test_a_file_counts_as_changed_when_it_has_come_to_rest(path: Path) -> None:
    """Not while it is being written; that it is gone is a change, and so is its coming back."""
    seen: list[bool] = []

    async def look() -> None:
        async for asked in changes(path, LOOK):
            seen.append(asked)  # noqa: PERF401 - one at a time, as they come

    looking = asyncio.create_task(look())
    await asyncio.sleep(3 * LOOK)
    for size in range(1, 8):
        path.write_text("x" * size, encoding="utf-8")
        await asyncio.sleep(LOOK / 2)
    assert seen == []
    for change in (path.unlink, path.touch):
        before = len(seen)
        await asyncio.sleep(3 * LOOK)
        change()
        async with asyncio.timeout(5):
            while len(seen) == before:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(LOOK)
    looking.cancel()
    assert not any(seen)


async def test_freed_pages_are_given_back_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only once the bot has begun: answering leaves some, too."""
    given = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    monkeypatch.setattr("bot.serving.giving_back.give_back", lambda: loop.call_soon_threadsafe(given.release))
    monkeypatch.setattr("bot.serving.giving_back.GIVEN_BACK_EVERY", 0.01)
    giving = asyncio.create_task(keep_giving_back())
    async with asyncio.timeout(5):
        await given.acquire()
        await given.acquire()
    giving.cancel()
