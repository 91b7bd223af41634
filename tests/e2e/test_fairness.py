"""Nobody holds up anybody: one chat in trouble, or one that talks too much, and everybody else."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.handlers.limits import ChatRateLimiter
from bot.handlers.outbox import MOST
from bot.playground.standin import StandIn
from bot.serving.dispatcher import BACKLOG
from bot.serving.ledger import WINDOW
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import QUICK, running
from tests.e2e.test_faults import QUESTION, answers, confirmed, someone

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import Chat

TOLD = "More came here"


@pytest.fixture(params=["memory", "stored"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store | None:
    """Return what keeps replies that wait; nothing, where the database is away."""
    return Store(engine_for(f"sqlite:///{tmp_path / 'kept'}")) if request.param == "stored" else None


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("trouble", ["too_many_requests", "server_error", "delay"])
async def test_more_than_a_window_behind_a_chat_in_trouble_is_answered(trouble: str, store: Store | None) -> None:
    """Telegram shows a hundred unconfirmed updates at most: whatever ails a chat does not stall what comes after.

    It ails her until all others are answered, however long that takes.
    """
    async with StandIn(username="talks_bot") as api:
        (anna, annas), *others = [someone(api, f"P{number}") for number in range(WINDOW + 11)]
        ail = {
            "too_many_requests": partial(api.faults.too_many_requests, 2, times=10_000),
            "server_error": partial(api.faults.server_error, 500, times=10_000),
            "delay": partial(api.faults.delay, 60),
        }
        ail[trouble](method="sendMessage", chat_id=annas.id)
        patient = replace(QUICK, give_up_after=60, slow=0.5)
        async with running(api, limiter=ChatRateLimiter(patience=0.1), timing=patient, store=store):
            await api.world.say(anna, annas, QUESTION)
            for user, chat in others:
                await api.world.say(user, chat, QUESTION)
            for _, chat in others:
                await api.world.wait_for_message(chat, timeout=25)
            assert not answers(api, annas), "she was answered, so nothing ailed her"
            api.faults.clear()
            api.faults.let_go()
            await api.world.wait_for_message(annas, timeout=25)
            await confirmed(api)
        assert all(len(answers(api, chat)) == 1 for chat in (annas, *(chat for _, chat in others)))


async def test_chats_that_are_answered_late_leave_room_for_others(store: Store | None) -> None:
    """More of them than requests that are made at once."""
    async with StandIn(username="talks_bot") as api:
        (olha, olhas), *late = [someone(api, f"P{number}") for number in range(25)]
        for _, chat in late:
            api.faults.delay(60, method="sendMessage", chat_id=chat.id)
        async with running(api, store=store):
            for user, chat in late:
                await api.world.say(user, chat, QUESTION)
            await api.world.wait_for(lambda: True if len(api.faults.waiting) <= 8 else None, "slots to be full")
            began = time.monotonic()
            await api.world.say(olha, olhas, QUESTION)
            await api.world.wait_for_message(olhas)
            assert time.monotonic() - began < 3
            assert not any(answers(api, chat) for _, chat in late)
            async with asyncio.timeout(10):
                while api.faults.waiting:  # noqa: ASYNC110 - until the last of them is being answered
                    await asyncio.sleep(0.01)
            api.faults.let_go()
            await confirmed(api)
        assert all(len(answers(api, chat)) == 1 for _, chat in late)


async def test_who_sends_hundreds_of_messages_delays_nobody_else_and_is_told(
    caplog: pytest.LogCaptureFixture, store: Store | None
) -> None:
    """What comes on top of a backlog is passed over, with one sentence when its turn comes."""
    most = BACKLOG if store is None else BACKLOG + MOST
    async with StandIn(username="talks_bot") as api:
        (anna, annas), (olha, olhas) = someone(api), someone(api, "Olha")
        api.faults.too_many_requests(1, times=2, method="sendMessage", chat_id=annas.id)
        for _ in range(3 * BACKLOG):
            await api.world.say(anna, annas, "hello")
        await api.world.say(olha, olhas, QUESTION)
        async with running(api, limiter=ChatRateLimiter(patience=0.1), store=store):
            await api.world.wait_for_message(olhas)
            assert len(answers(api, annas)) < BACKLOG  # few of those that came before it
            await api.world.wait_for(
                lambda: next((True for message in answers(api, annas) if message.text.startswith(TOLD)), None),
                "the notice",
                chat=annas,
                timeout=60,
            )
            await confirmed(api)
        told = [message.text for message in answers(api, annas) if message.text.startswith(TOLD)]
        assert len(told) == 1
        assert BACKLOG < len(answers(api, annas)) <= most + BACKLOG // 10  # what was sent made room
        assert "passed over: too many wait" in caplog.text


async def test_what_people_say_to_each_other_takes_no_place_from_questions(store: Store | None) -> None:
    """In a group that shows the bot everything, and wrote for hours while it was away: all questions are answered."""
    async with StandIn(username="talks_bot") as api:
        world, anna = api.world, api.world.add_user("Anna", language_code="en")
        world.privacy.enabled = False
        group = world.add_group("Readers", members=[anna])
        asked = []
        for command in ("/help", "/topics", "/privacy", "/about", "/timeline"):
            asked.append(await world.say(anna, group, f"{command}@talks_bot"))
            for number in range(BACKLOG):
                await world.say(anna, group, f"{number} people for lunch")
        api.faults.delay(0.3, times=len(asked), method="sendMessage")
        async with running(api, timing=replace(QUICK, slow=0.5), store=store):
            await confirmed(api, within=20)
            wanted = {each.message_id for each in asked}
            await world.wait_for(lambda: True if replied_to(api, group) >= wanted else None, "all", timeout=20)


def replied_to(api: StandIn, chat: Chat) -> set[int | None]:
    """Return what the bot replied to in a chat."""
    return {each.reply_to for each in chat.messages.values() if each.sender == api.world.bot}
