"""A reaction to a question, which Telegram may bring as an edit that changes nothing: the answer stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import store_at

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import StandIn, User


@pytest.mark.parametrize("command", ["", "/ask@talks_bot "])
async def test_a_follow_up_keeps_its_answer_after_a_restart(
    api: StandIn, anna: User, tmp_path: Path, command: str
) -> None:
    """What it followed is not remembered then, without which it asks nothing; an edit of somebody's is read anew."""
    world, url = api.world, f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    chat = world.add_group("Readers", members=[anna]) if command else world.private(anna)
    async with running(api, "shipped", store=store_at(url)):
        await world.say(anna, chat, f"{command}Who resigned?")
        first = await world.wait_for_message(chat)
        asked = await world.say(anna, chat, f"{command}and when?", reply_to=first)
        answer = await world.wait_for_message(chat, after=asked)
        assert "28 November" in answer.text
        await confirmed(api)
    async with running(api, "shipped", store=store_at(url)):
        world.queue("edited_message", world.as_json(asked), chat.id)
        await confirmed(api)
        assert world.current(answer) == answer
        await world.edit(asked, f"{command}Who leads the Ukrainian delegation?")
        assert "Umerov" in (await world.wait_for_edit(answer)).text


async def test_what_was_asked_since_the_start_is_compared(api: StandIn, anna: User) -> None:
    """An edit without its time that does change a question is one; one that changes nothing costs no call."""
    world = api.world
    async with running(api, "shipped"):
        asked = await world.say(anna, world.private(anna), "Who resigned?")
        answer = await world.wait_for_message(world.private(anna))
        for text in (asked.text, "Who leads the Ukrainian delegation?"):
            world.queue("edited_message", world.as_json(replace(asked, text=text)), asked.chat_id)
            await confirmed(api)
        assert "Umerov" in (await world.wait_for_edit(answer)).text
    assert len(api.journal.of("editMessageText")) == 1
