"""Bad days: what Telegram and the network do, and that every question still gets its answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.handlers.limits import ChatRateLimiter
from tests.e2e.running import QUICK, running, start

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, StandIn, User

QUESTION = "Who resigned?"


def someone(api: StandIn, name: str = "Anna") -> tuple[User, Chat]:
    """Return a person and their private chat."""
    user = api.world.add_user(name, language_code="en")
    return user, api.world.private(user)


def answers(api: StandIn, chat: Chat) -> list[Message]:
    """Return what the bot said in a chat."""
    return [message for message in chat.messages.values() if message.sender == api.world.bot]


async def confirmed(api: StandIn, within: float = 10) -> None:
    """Wait until Telegram keeps no update any more, at most `within` seconds."""
    async with asyncio.timeout(within):
        while api.world.updates.pending:  # noqa: ASYNC110 - confirming is no event that could be waited for
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("trouble", ["server_error", "html_body", "reset"])
@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
async def test_a_passing_fault_delays_an_answer_and_never_doubles_it(api: StandIn, method: str, trouble: str) -> None:
    """5xx, a proxy's page or a reset before the call was handled: one answer."""
    user, chat = someone(api)
    unsure = (method, trouble) == ("sendMessage", "reset")  # the message may have arrived, so it is sent twice at most
    getattr(api.faults, trouble)(times=1 if unsure else 3, method=method)
    async with running(api):
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat)
        await confirmed(api)
    assert len(answers(api, chat)) == 1


async def test_a_short_flood_wait_is_waited_out_in_place(api: StandIn) -> None:
    """Telegram's second is honoured: no call to that chat comes earlier."""
    user, chat = someone(api)
    api.faults.too_many_requests(1, method="sendMessage")
    async with running(api):
        began = time.monotonic()
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat)
        assert time.monotonic() - began >= 1
        await confirmed(api)
    assert len([call for call in api.journal if call.method == "sendMessage"]) == 2


async def test_a_long_flood_wait_holds_back_its_own_chat_alone(api: StandIn) -> None:
    """Others are answered meanwhile, and nothing is sent to the chat before its time."""
    (anna, annas), (olha, olhas) = someone(api), someone(api, "Olha")
    api.faults.too_many_requests(3, method="sendMessage", chat_id=annas.id)
    async with running(api, limiter=ChatRateLimiter(patience=0.1)):
        began = time.monotonic()
        await api.world.say(anna, annas, QUESTION)
        await api.world.say(anna, annas, "hello")
        await api.world.say(olha, olhas, QUESTION)
        await api.world.wait_for_message(olhas)
        assert time.monotonic() - began < 2.5
        await api.world.wait_for(lambda: True if len(answers(api, annas)) == 2 else None, "both answers", chat=annas)
        assert time.monotonic() - began >= 3
        await confirmed(api)
    assert [each.text[:5] for each in answers(api, annas)] == ["Nils ", "Hello"]


async def test_a_lost_response_is_answered_at_least_once(api: StandIn) -> None:
    """The message arrived and the bot cannot know: twice is allowed, never is not."""
    user, chat = someone(api)
    api.faults.lose_response(method="sendMessage")
    async with running(api):
        await api.world.say(user, chat, QUESTION)
        await confirmed(api)
    assert 1 <= len(answers(api, chat)) <= 2


@pytest.mark.parametrize("status", [0, 200, 504])
async def test_what_may_have_arrived_twice_is_not_sent_again(
    api: StandIn, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """Two copies at worst, however often responses are lost or replaced on the way; the next question is answered."""
    user, chat = someone(api)
    api.faults.lose_response(status, method="sendMessage", times=2)
    async with running(api):
        await api.world.say(user, chat, QUESTION)
        await confirmed(api)
        assert len(answers(api, chat)) == 2
        await api.world.say(user, chat, "hello")
        await api.world.wait_for(lambda: True if len(answers(api, chat)) == 3 else None, "the next answer", chat=chat)
        await confirmed(api)
    assert "is not sent again" in caplog.text


async def test_a_lost_batch_is_fetched_again(api: StandIn) -> None:
    """Updates whose delivery broke off are not confirmed, so they come again."""
    user, chat = someone(api)
    async with running(api):
        await api.world.say(user, chat, "hello")
        first = await api.world.wait_for_message(chat)
        api.faults.lose_response(method="getUpdates", times=2)
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat, after=first)
        await confirmed(api)
    assert len(answers(api, chat)) == 2


async def test_a_lost_edit_is_made_again_without_a_second_message(api: StandIn) -> None:
    """Editing twice is editing once."""
    user, chat = someone(api)
    async with running(api):
        said = await api.world.say(user, chat, "hello")
        first = await api.world.wait_for_message(chat)
        api.faults.lose_response(method="editMessageText")
        await api.world.edit(said, QUESTION)
        await api.world.wait_for_edit(first)
        await confirmed(api)
    assert len(answers(api, chat)) == 1


async def test_a_long_answer_is_not_sent_anew_from_its_first_part(
    api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second part fails, the retry begins with the second part."""
    monkeypatch.setattr("bot.handlers.speech.render_html", lambda _reply, **__: ["one", "two", "three"])
    user, chat = someone(api)
    async with running(api):
        before = len(api.journal)
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat)
        api.faults.reset(method="sendMessage")
        await api.world.wait_for(lambda: True if len(answers(api, chat)) == 3 else None, "three parts", chat=chat)
        await confirmed(api)
    assert [each.text for each in answers(api, chat)] == ["one", "two", "three"]
    assert len([call for call in list(api.journal)[before:] if call.method == "sendMessage"]) == 4


async def test_an_edit_that_grows_is_continued_where_it_failed(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Telegram refused as no change at the first try shifts nothing at the second."""
    shown = ["one"]
    monkeypatch.setattr("bot.handlers.speech.render_html", lambda _reply, **__: list(shown))
    monkeypatch.setattr("bot.handlers.speech.keyboard_of", lambda _reply, **_: ())
    user, chat = someone(api)
    async with running(api):
        said = await api.world.say(user, chat, QUESTION)
        first = await api.world.wait_for_message(chat)
        shown += ["two", "three"]
        await api.world.edit(said, "hello")
        await api.world.wait_for_message(chat, after=first)
        api.faults.reset(method="sendMessage")
        await api.world.wait_for(lambda: True if len(answers(api, chat)) >= 3 else None, "three parts", chat=chat)
        await confirmed(api)
    assert [each.text for each in answers(api, chat)] == ["one", "two", "three"]


async def test_a_reply_whose_form_is_refused_is_sent_as_plain_text(
    api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in the HTML costs the formatting, never the answer."""
    monkeypatch.setattr("bot.handlers.speech.render_html", lambda _reply, **__: ["<b>Nils &amp; co</b> <i>resigned"])
    user, chat = someone(api)
    async with running(api):
        await api.world.say(user, chat, QUESTION)
        assert (await api.world.wait_for_message(chat)).text == "Nils & co resigned"


async def test_a_malformed_update_is_passed_over_and_the_others_of_its_batch_are_answered(
    api: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Odd shapes are confirmed, logged by id and never by content."""
    user, chat = someone(api)
    odd = ({"message_id": "seven"}, {"text": "xyzzy"}, {"chat": 5, "date": []}, {"from": {}, "chat": {"id": 1}})
    for body in odd:
        api.world.queue("message", body, None)
    await api.world.say(user, chat, QUESTION)
    for body in odd:
        api.world.queue("callback_query", body, None)
    async with running(api):
        await api.world.wait_for_message(chat)
        await confirmed(api)
    assert "malformed" in caplog.text
    assert "xyzzy" not in caplog.text


async def test_an_id_that_cannot_be_encoded_holds_up_nothing(api: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    """JSON knows halves of characters, UTF-8 does not: no other try would mend that, and the log does not blame DNS."""
    user, chat = someone(api)
    asked = await api.world.say(user, chat, "/help")
    async with running(api):
        told = await api.world.wait_for_message(chat)
        tap = {"id": "\ud800", "from": api.world.named(user), "chat_instance": "1", "data": "zzz"}
        api.world.queue("callback_query", tap | {"message": api.world.as_json(told)}, chat.id)
        query = {"id": "\ud800", "from": api.world.named(user), "query": "who", "offset": ""}
        api.world.queue("inline_query", query, None)
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat, after=told)
        await confirmed(api)
    assert asked.message_id < told.message_id
    assert "DNS" not in caplog.text


async def test_a_question_that_breaks_the_bot_gets_an_apology_and_is_confirmed(
    api: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One neutral sentence; the next question is answered as if nothing had been."""
    user, chat = someone(api)
    async with running(api) as bot:
        responder = bot.conversations.responder
        respond = responder.respond

        def break_once(query: str, **options: Any) -> object:
            if query == "xyzzy":
                raise RuntimeError(query)
            return respond(query, **options)

        monkeypatch.setattr(responder, "respond", break_once)
        await api.world.say(user, chat, "xyzzy")
        sorry = await api.world.wait_for_message(chat)
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for_message(chat, after=sorry)
        await confirmed(api)
    assert sorry.text.startswith("Something went wrong on my side")
    assert "A handler failed" in caplog.text


async def test_a_person_who_blocked_the_bot_is_let_be(api: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    """No retry, no error in the log, and others are served."""
    (anna, annas), (olha, olhas) = someone(api), someone(api, "Olha")
    await api.world.say(anna, annas, QUESTION)
    await api.world.block(anna)
    await api.world.say(olha, olhas, QUESTION)
    async with running(api):
        await api.world.wait_for_message(olhas)
        await confirmed(api)
    assert not answers(api, annas)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_bot_that_dies_leaves_its_updates_to_the_next(api: StandIn) -> None:
    """Killed while an answer is on its way: the next start answers."""
    user, chat = someone(api)
    api.faults.delay(30, method="sendMessage")
    bot = start(api, timing=replace(QUICK, shutdown=0.1))
    await api.world.say(user, chat, QUESTION)
    await api.world.wait_for(
        lambda: True if not api.faults.waiting else None, "the bot to be in the middle of its answer"
    )
    bot.task.cancel()
    bot.stop.set()
    await asyncio.gather(bot.task, return_exceptions=True)
    assert len(api.world.updates.pending) == 1
    async with running(api):
        await api.world.wait_for_message(chat)
        await confirmed(api)


async def test_a_stopped_bot_finishes_and_confirms(api: StandIn) -> None:
    """After a clean stop nothing is pending, so nothing is answered twice by the next."""
    user, chat = someone(api)
    api.faults.delay(0.5, method="sendMessage")
    async with running(api):
        await api.world.say(user, chat, QUESTION)
        await api.world.wait_for(lambda: True if not api.faults.waiting else None, "the answer to be on its way")
    assert len(answers(api, chat)) == 1
    assert not api.world.updates.pending
