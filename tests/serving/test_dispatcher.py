"""The dispatcher: order within a chat, chats side by side, tries until it is worth no more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.attempt import Attempt, current, once
from bot.serving.dispatcher import Dispatcher, chat_key
from tests.e2e.running import QUICK, Away

if TYPE_CHECKING:
    from bot.serving.dispatcher import RawUpdate


def said(update_id: int, chat: int) -> RawUpdate:
    """Return a message as Telegram sends it, as far as the dispatcher looks."""
    return {"update_id": update_id, "message": {"chat": {"id": chat}}}


def attempt() -> Attempt:
    """Return the attempt that this task is at."""
    found = current.get()
    assert found is not None
    return found


async def test_updates_of_one_chat_come_in_order_and_chats_do_not_wait_for_each_other() -> None:
    """A slow chat delays itself alone."""
    done: list[int] = []
    gate = asyncio.Event()

    async def deal_with(raw: RawUpdate) -> None:
        if raw["update_id"] == 1:
            await gate.wait()

    dispatcher = Dispatcher(deal_with, done.append, QUICK, Away())
    for update_id, chat in ((1, 7), (2, 7), (3, 8), (4, 8)):
        dispatcher.submit(said(update_id, chat))
    assert not await dispatcher.idle(0.05)
    assert done == [3, 4]
    gate.set()
    assert await dispatcher.idle(1)
    assert done == [3, 4, 1, 2]


async def test_not_yet_is_tried_again_with_what_was_sent_before() -> None:
    """The second try does not repeat the calls that the first got through."""
    calls: list[str] = []
    done: list[int] = []

    async def call(name: str) -> str:
        calls.append(name)
        return name

    async def deal_with(_raw: RawUpdate) -> None:
        assert await once("one", lambda: call("one")) == "one"
        if len(calls) < 2:
            calls.append("fault")
            attempt().not_yet()
            return
        await once("two", lambda: call("two"))

    dispatcher = Dispatcher(deal_with, done.append, QUICK, Away())
    dispatcher.submit(said(1, 7))
    assert await dispatcher.idle(2)
    assert calls == ["one", "fault", "two"]
    assert done == [1]


async def test_a_chat_has_one_update_in_flight_until_it_is_noted() -> None:
    """Another chat's goes on meanwhile."""
    begun: list[int] = []
    hurried: list[bool] = []
    written = asyncio.Event()

    async def deal_with(raw: RawUpdate) -> None:
        begun.append(raw["update_id"])

    class Held(Away):
        async def noted(self, *, hurry: bool = False) -> None:
            hurried.append(hurry)
            await written.wait()

    dispatcher = Dispatcher(deal_with, lambda _: None, QUICK, Held())
    for update_id, chat in ((1, 7), (2, 7), (3, 8)):
        dispatcher.submit(said(update_id, chat))
    assert not await dispatcher.idle(0.1)
    assert begun == [1, 3]
    assert hurried == [True, False]
    dispatcher.submit(said(4, 8))  # its chat has nothing else to do, and waits all the same
    await asyncio.sleep(0.05)
    assert begun == [1, 3]
    written.set()
    assert await dispatcher.idle(1)
    assert sorted(begun) == [1, 2, 3, 4]


async def test_an_update_is_given_up_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    """It is confirmed and its id logged; the chat goes on."""
    done: list[int] = []

    async def deal_with(raw: RawUpdate) -> None:
        if raw["update_id"] == 1:
            attempt().not_yet()

    dispatcher = Dispatcher(deal_with, done.append, replace(QUICK, give_up_after=0.2), Away())
    dispatcher.submit(said(1, 7))
    dispatcher.submit(said(2, 7))
    assert await dispatcher.idle(3)
    assert done == [1, 2]
    assert "Update 1 is given up" in caplog.text


async def test_a_wait_that_telegram_names_is_waited_out_however_long() -> None:
    """An hour's flood limit is not the end of an answer: there is a try when it is over."""
    tries = 0
    done: list[int] = []

    async def deal_with(_raw: RawUpdate) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            attempt().not_yet(0.3)

    dispatcher = Dispatcher(deal_with, done.append, replace(QUICK, give_up_after=0.2), Away())
    dispatcher.submit(said(1, 7))
    assert await dispatcher.idle(3)
    assert (tries, done) == (2, [1])


async def test_a_wait_of_days_is_not_begun(caplog: pytest.LogCaptureFixture) -> None:
    """Telegram itself keeps no update for longer than a day."""
    done: list[int] = []

    async def deal_with(_raw: RawUpdate) -> None:
        attempt().not_yet(100_000)

    dispatcher = Dispatcher(deal_with, done.append, QUICK, Away())
    dispatcher.submit(said(1, 7))
    assert await dispatcher.idle(1)
    assert done == [1]
    assert "Update 1 is given up" in caplog.text


async def test_a_try_that_hangs_is_stopped_and_tried_again() -> None:
    """A hanging handler holds its chat no longer than the patience for one update."""
    tries = 0
    done: list[int] = []

    async def deal_with(_raw: RawUpdate) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            await asyncio.sleep(60)

    dispatcher = Dispatcher(deal_with, done.append, replace(QUICK, update_patience=0.1), Away())
    dispatcher.submit(said(1, 7))
    assert await dispatcher.idle(3)
    assert (tries, done) == (2, [1])


async def test_an_exception_is_logged_and_the_update_confirmed(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever escapes would escape the next time, too."""
    done: list[int] = []

    async def deal_with(_raw: RawUpdate) -> None:
        raise LookupError

    dispatcher = Dispatcher(deal_with, done.append, QUICK, Away())
    dispatcher.submit(said(1, 7))
    assert await dispatcher.idle(1)
    assert done == [1]
    assert "Update 1 is confirmed although" in caplog.text


async def test_closing_leaves_what_waits_and_finishes_what_runs() -> None:
    """The update under way ends, the one behind it and the one that waits to be tried again are left."""
    done: list[int] = []
    running = asyncio.Event()

    async def deal_with(raw: RawUpdate) -> None:
        if raw["update_id"] == 3:
            attempt().not_yet(600)
            return
        running.set()
        await asyncio.sleep(0.1)

    dispatcher = Dispatcher(deal_with, done.append, replace(QUICK, give_up_after=3600), Away())
    for update_id, chat in ((1, 7), (2, 7), (3, 8)):
        dispatcher.submit(said(update_id, chat))
    await running.wait()
    await asyncio.sleep(0)
    assert dispatcher.held_back() == [3]
    assert await dispatcher.close(2) == [2, 3]
    assert done == [1]


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner)
    )
)
def test_any_shape_has_a_key(body: Any) -> None:
    """Odd updates raise nothing."""
    assert chat_key({"update_id": 1, "message": body})
    assert chat_key({"update_id": 1, "callback_query": {"message": body, "from": body}})


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 9}}}, ("chat", "5")),
        ({"callback_query": {"from": {"id": 9}, "message": {"chat": {"id": 5}}}}, ("chat", "5")),
        ({"my_chat_member": {"chat": {"id": 5}, "from": {"id": 9}}}, ("chat", "5")),
        ({"chosen_inline_result": {"from": {"id": 9}}}, ("user", "9")),
        ({"inline_query": {"from": {"id": 9}}}, ("update", "1")),
        ({"poll": {"id": "x"}}, ("update", "1")),
    ],
)
def test_updates_are_kept_in_order_by_chat_else_by_person(body: dict[str, Any], key: tuple[str, str]) -> None:
    """Taps belong to the chat of their message; what somebody types waits for none of it."""
    assert chat_key({"update_id": 1, **body}) == key


GROUP = {"id": 5, "type": "supergroup"}
TO_THE_BOT = {"from": {"id": 42, "is_bot": True}}


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"text": "lunch?"}, False),
        ({"text": "lunch?", "entities": [{"type": "bold"}]}, False),
        ({"text": "yes", "reply_to_message": {"from": {"id": 9, "is_bot": False}}}, False),
        ({"sticker": {}, "reply_to_message": {"forum_topic_created": {}}}, False),
        ({"text": "lunch?", "chat": {"id": 5, "type": "private"}}, True),
        ({"text": "lunch?", "chat": {**GROUP, "is_direct_messages": True}}, True),
        ({"text": "/ask who?", "entities": [{"type": "bot_command"}]}, True),
        ({"text": "@bot who?", "entities": [{"type": "bold"}, {"type": "mention"}]}, True),
        ({"caption": "Bot, who?", "caption_entities": [{"type": "text_mention"}]}, True),
        ({"text": "when?", "reply_to_message": TO_THE_BOT}, True),
        ({"migrate_to_chat_id": -6}, True),
        ({"text": "lunch?", "entities": "odd"}, True),
    ],
)
def test_what_people_say_to_each_other_waits_for_nothing(fields: dict[str, Any], *, waits: bool) -> None:
    """In a group that shows the bot everything; an edit of it may be one of a question, and keeps its place."""
    message = {"chat": GROUP, "from": {"id": 9}, **fields}
    assert chat_key({"update_id": 1, "message": message}) == (("chat", "5") if waits else ("update", "1"))
    assert chat_key({"update_id": 1, "edited_message": message}) == ("chat", "5")
