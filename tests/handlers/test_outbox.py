"""What becomes of replies that wait: when they are given up, and what is never done twice."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from telegram.error import RetryAfter

from bot.answering.saying import Notice, noted
from bot.handlers.attempt import Attempt, current
from bot.handlers.delivery import Place, Speech
from bot.handlers.outbox import MOST, Outbox
from bot.playground.standin import StandIn
from bot.serving.connection import Connection
from bot.storage.database import engine_for
from bot.storage.store import Store
from bot.storage.waiting import Waiting
from tests.e2e.running import QUICK
from tests.e2e.test_faults import answers, someone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.playground.standin import Chat

HELLO = Speech(("<b>hello</b>",))
SAYING = noted(Notice("error.text", "en"))
SOON = replace(QUICK, slow=0.2, give_up_after=0.5, first_pause=0.05, longest_pause=0.1, adopt_every=0.1, shutdown=0.5)


async def hello(_: Waiting) -> Speech:
    """Say hello, whatever waited."""
    return HELLO


class Office:
    """An outbox with a chat to write to, and what it reports."""

    def __init__(self, api: StandIn, bot: Connection, path: Path) -> None:
        self.api = api
        self.chat: Chat = someone(api)[1]
        self.chat.started = True
        self.place = Place(self.chat.id)
        self.sent: list[tuple[int, ...]] = []
        self.store = Store(engine_for(f"sqlite:///{path}"))
        self.outbox = Outbox(self.store, bot, SOON, speech=hello, sent=lambda _, ids: self.sent.append(ids))

    async def deliver(self) -> tuple[int, ...]:
        """Say hello in the chat, as the answer to an update."""
        current.set(Attempt(1))
        return await self.outbox.deliver(self.place, HELLO, SAYING, question=7)

    async def empty(self) -> None:
        """Wait until nothing waits."""
        async with asyncio.timeout(10):
            while self.outbox.size:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def office(path: Path) -> AsyncIterator[Office]:
    """Run an outbox in the block."""
    async with StandIn(username="talks_bot") as api, Connection(api.token, api.url) as bot:
        made = Office(api, bot, path)
        await made.store.open()
        await made.outbox.begin(alone=True)
        try:
            yield made
        finally:
            await made.outbox.close()
            await made.store.close()


async def test_what_can_be_sent_is_not_kept(tmp_path: Path) -> None:
    """The messages are those of the reply."""
    async with office(tmp_path / "kept") as it:
        assert len(await it.deliver()) == 1
        assert it.outbox.size == 0
        assert it.sent == []


async def test_a_reply_is_given_up_when_its_time_is_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A chat that fails for too long is told nothing more, and is free for what comes next."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.server_error(500, times=10_000, method="sendMessage")
        assert await it.deliver() == ()
        await it.empty()
        assert "given up" in caplog.text
        it.api.faults.clear()
        assert len(await it.deliver()) == 1
        assert await it.store.take_over(everything=True) == []


async def test_a_wait_of_more_than_a_day_is_not_kept(tmp_path: Path) -> None:
    """Nobody wants the answer then."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.too_many_requests(3 * 86400, method="sendMessage")
        with pytest.raises(RetryAfter):
            await it.deliver()
        assert it.outbox.size == 0


async def test_a_reply_whose_response_is_lost_again_and_again_is_sent_twice_at_most(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two copies at worst, over the first try and those of the outbox."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.lose_response(times=10, method="sendMessage")
        assert await it.deliver() == ()
        await it.empty()
        assert len(answers(it.api, it.chat)) == 2
        assert "not sent again" in caplog.text


async def test_one_that_may_have_arrived_before_a_crash_is_sent_once_more(tmp_path: Path) -> None:
    """What an earlier process left as doubtful, or in part, is gone on with; what is too old is dropped."""
    left = [
        Waiting(0, SAYING, doubtful=True, due=int(time.time())),
        Waiting(0, SAYING, due=int(time.time()) - 3 * 86400),
    ]
    async with office(tmp_path / "kept") as it:
        earlier = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"), lease=0)
        await earlier.open()
        for waiting in left:
            assert await earlier.keep(replace(waiting, chat_id=it.chat.id))
        await earlier.close()
        it.api.faults.lose_response(times=10, method="sendMessage")
        await asyncio.sleep(1.2)  # a lease is counted in whole seconds
        await it.empty()
        assert len(answers(it.api, it.chat)) == 1
        it.api.faults.clear()


async def test_a_reply_that_is_on_its_way_whenever_a_process_ends_is_sent_twice_at_most(tmp_path: Path) -> None:
    """However often it is started anew: nobody knows of either whether it arrived."""
    tried = []
    for number in range(4):
        async with office(tmp_path / "kept") as it:
            it.api.faults.delay(60, method="sendMessage")
            if number == 0:
                assert await it.deliver() == ()  # it takes too long, and is kept while it is on its way
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    while it.api.faults.waiting:  # noqa: ASYNC110 - no event tells
                        await asyncio.sleep(0.01)
            tried.append(not it.api.faults.waiting)
    assert tried == [True, True, False, False]


async def test_a_withdrawn_reply_never_overwrites_the_one_that_got_its_number(tmp_path: Path) -> None:
    """SQLite gives the number of a row that is gone to the next."""
    store = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
    await store.open()
    old = replace(Waiting(1, SAYING, question=7), id=await store.keep(Waiting(1, SAYING, question=7)) or 0)
    assert await store.withdraw(1, 7) == 1
    other = noted(Notice("too_much.text", "en"))
    assert await store.keep(Waiting(1, other, question=7)) == old.id
    await store.keep(replace(old, doubtful=True))
    assert [await store.questions_of(replace(old, saying=each)) for each in (SAYING, other)] == [[], [7]]
    await store.close()


async def test_a_refused_reply_is_as_sure_as_before(tmp_path: Path) -> None:
    """What Telegram says it has not sent is not in doubt for the next process."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.server_error(500, times=10_000, method="sendMessage")
        assert await it.deliver() == ()
        await asyncio.sleep(0.2)
    later = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
    await later.open()
    (left,) = await later.take_over(everything=True)
    await later.close()
    assert (left.doubtful, left.due > time.time() - 60) == (False, True)


async def test_a_chat_has_so_many_that_wait_and_nothing_overtakes_them(tmp_path: Path) -> None:
    """One more is for its update to be tried again."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.too_many_requests(60, times=200, method="sendMessage")
        for _ in range(MOST):
            assert await it.deliver() == ()
        with pytest.raises(RetryAfter):
            await it.deliver()
        assert it.outbox.size == MOST
        assert len(it.api.journal.of("sendMessage")) == 1


async def test_an_error_in_a_reply_ends_that_reply_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The next of its chat is sent."""
    async with office(tmp_path / "kept") as it:
        it.api.faults.server_error(500, times=1, method="sendMessage")
        said = iter([(), ("hello",)])

        async def speech(_: Waiting) -> Speech:
            return Speech((next(said)[0],))

        it.outbox._speech = speech
        assert await it.deliver() == ()
        assert await it.deliver() == ()
        await it.empty()
        assert len(answers(it.api, it.chat)) == 1
    assert "could not be sent" in caplog.text
