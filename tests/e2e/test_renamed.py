"""A bot that is given another name at BotFather while it runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.e2e.running import QUICK, running

if TYPE_CHECKING:
    from bot.playground.standin import StandIn, User


async def test_a_bot_that_was_renamed_soon_knows_its_name(api: StandIn, anna: User) -> None:
    """Commands to the new name are its own, also where Telegram could not be asked at first."""
    group = api.world.add_group("Readers", members=[anna])
    async with running(api, timing=replace(QUICK, named_anew_every=0.05)) as bot:
        await api.world.say(anna, group, "/ask@talks_bot Who resigned?")
        await api.world.wait_for_message(group)
        api.faults.server_error(502, times=2, method="getMe")
        api.world.bot = replace(api.world.bot, username="other_bot")
        async with asyncio.timeout(5):
            while bot.conversations.bot.username != "other_bot":  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
        asked = await api.world.say(anna, group, "/ask@other_bot Who heads the council?")
        await api.world.wait_for_message(group, after=asked, timeout=5)
    assert len(api.journal.of("getMe")) > 3
