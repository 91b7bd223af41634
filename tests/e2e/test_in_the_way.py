"""What keeps the bot from polling: a wrong token, a webhook, a second instance. And menus, which never do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import Conflict

from bot.errors import TelegramRefusedError
from bot.serving.connection import Connection
from tests.e2e.running import running, start

if TYPE_CHECKING:
    from bot.playground.standin import StandIn

HOOK = "https://localhost:9/secret-path-0123456789"


async def test_a_wrong_token_is_said_to_be_one(api: StandIn) -> None:
    """One line for the operator, without the token."""
    bot = start(api, token="987654321:not-the-token-at-all-0123456789")
    with pytest.raises(TelegramRefusedError, match="does not accept the token") as caught:
        await asyncio.wait_for(bot.task, 5)
    assert "987654321" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_bot_waits_for_telegram_to_come(api: StandIn) -> None:
    """A container may start before its network does."""
    api.faults.reset(times=3, method="getMe")
    api.faults.server_error(times=2, method="getWebhookInfo")
    user = api.world.add_user("Anna", language_code="en")
    await api.world.say(user, api.world.private(user), "hello")
    async with running(api):
        await api.world.wait_for_message(api.world.private(user))


async def test_a_bot_that_waits_for_telegram_can_be_stopped(api: StandIn) -> None:
    """A signal ends the waiting, too."""
    api.faults.reset(times=1000)
    bot = start(api)
    await asyncio.sleep(0)
    bot.stop.set()
    await asyncio.wait_for(bot.task, 5)


async def test_polling_refuses_to_start_where_a_webhook_is_set(api: StandIn) -> None:
    """It names the host, not the path, and leaves the webhook as it is."""
    api.webhook.url = HOOK
    bot = start(api)
    with pytest.raises(TelegramRefusedError, match=r"localhost.*--take-over") as caught:
        await asyncio.wait_for(bot.task, 5)
    assert "secret-path" not in str(caught.value)
    assert api.webhook.url == HOOK


async def test_polling_takes_over_when_told_to(api: StandIn) -> None:
    """With --take-over the webhook goes, and what was pending is answered."""
    user = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(user)
    api.webhook.url = HOOK
    await api.world.say(user, chat, "hello")
    bot = start(api, take_over=True)
    await api.world.wait_for_message(chat)
    assert not api.webhook.url
    bot.stop.set()
    await bot.task


async def test_a_webhook_set_meanwhile_ends_polling(api: StandIn) -> None:
    """The line says what came in the way."""
    bot = start(api)
    await api.world.wait_for(lambda: api.journal.of("getWebhookInfo") or None, "the bot to have looked")
    await asyncio.sleep(0.05)
    api.webhook.url = HOOK
    api.world.updates.end_polls("can't use getUpdates method while webhook is active; use deleteWebhook first")
    with pytest.raises(TelegramRefusedError, match="a webhook was set"):
        await asyncio.wait_for(bot.task, 10)


async def test_a_second_instance_is_named_as_such(api: StandIn) -> None:
    """Two bots with one token wrest the connection from each other until one gives up; the other goes on."""
    first, second = start(api), start(api)
    done, left = await asyncio.wait({first.task, second.task}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) == 1
    with pytest.raises(TelegramRefusedError, match="another instance polls with this token"):
        done.pop().result()
    user = api.world.add_user("Anna", language_code="en")
    await api.world.say(user, api.world.private(user), "hello")
    await api.world.wait_for_message(api.world.private(user))
    for bot in (first, second):
        bot.stop.set()
    await asyncio.gather(*left, return_exceptions=True)


async def test_an_instance_that_gives_way_polls_no_more(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each poll throws the other instance out: a last one to confirm would make both give up."""
    asked: list[int] = []

    async def wrested(_self: Connection, *, timeout: int, **_options: object) -> None:  # noqa: ASYNC109
        asked.append(timeout)
        raise Conflict("terminated by other getUpdates request")

    user = api.world.add_user("Anna", language_code="en")
    await api.world.say(user, api.world.private(user), "hello")
    bot = start(api)
    await api.world.wait_for_message(api.world.private(user))
    monkeypatch.setattr(Connection, "fetch_updates", wrested)
    api.world.updates.end_polls("terminated by other getUpdates request")
    with pytest.raises(TelegramRefusedError, match="another instance"):
        await asyncio.wait_for(bot.task, 10)
    assert asked
    assert 0 not in asked


async def test_a_redeploy_that_overlaps_for_a_moment_is_survived(api: StandIn) -> None:
    """The old instance stops within the patience of the new one."""
    old, new = start(api), start(api)
    await asyncio.sleep(0.2)
    old.stop.set()
    await asyncio.wait_for(old.task, 5)
    user = api.world.add_user("Anna", language_code="en")
    await api.world.say(user, api.world.private(user), "hello")
    await api.world.wait_for_message(api.world.private(user))
    new.stop.set()
    await asyncio.wait_for(new.task, 5)


async def test_menus_are_set_once(api: StandIn) -> None:
    """The first start sets them for every scope and language; the second finds them right. The name stays as it is."""
    for expected in (True, False):
        before = len(api.journal)
        bot = start(api, menus=True)
        await _all_looked_at(api, before)
        bot.stop.set()
        await bot.task
        assert bool([call for call in list(api.journal)[before:] if call.method.startswith("setMy")]) is expected
    assert not api.journal.of("setMyName")


async def test_menus_that_cannot_be_set_keep_nobody_from_an_answer(api: StandIn) -> None:
    """Telegram refuses them; the bot answers all the same."""
    api.faults.server_error(method="setMyCommands", times=100)
    user = api.world.add_user("Anna", language_code="en")
    bot = start(api, menus=True)
    await api.world.say(user, api.world.private(user), "hello")
    await api.world.wait_for_message(api.world.private(user))
    bot.stop.set()
    await bot.task


async def _all_looked_at(api: StandIn, before: int) -> None:
    """Wait until three menus and two descriptions were asked for, in two languages and for all others."""

    def look() -> bool | None:
        return True if sum(call.method.startswith("getMy") for call in list(api.journal)[before:]) == 15 else None

    await api.world.wait_for(look, "all menus to be looked at")
    await asyncio.sleep(0.1)  # the last of them may be set after it was looked at
