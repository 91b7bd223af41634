"""A question in a group that is edited after its answer was another one's too, or never came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.running import QUICK, running
from tests.e2e.test_edited_away import readers, said
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import store_at

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import StandIn

QUESTION, OTHER = "/ask@talks_bot Who resigned?", "/ask@talks_bot Who leads the Ukrainian delegation?"


@pytest.mark.parametrize(("now", "answers"), [(OTHER, 2), ("never mind", 1)])
async def test_what_others_were_pointed_to_stays_as_it_is(api: StandIn, now: str, answers: int) -> None:
    """Or "already answered" would lead to the answer to something else, or to none."""
    group, anna = readers(api, "en")
    bob = api.world.add_user("Bob", language_code="en")
    async with running(api, "shipped"):
        first = await api.world.say(anna, group, QUESTION)
        answer = await api.world.wait_for_message(group, after=first)
        second = await api.world.say(bob, group, QUESTION)
        pointer = await api.world.wait_for_message(group, after=second)
        assert pointer.reply_to == answer.message_id
        await api.world.edit(first, now)
        await confirmed(api)
        assert "Yermak" in group.messages[answer.message_id].text
        found = [each for each in said(api, group) if each.reply_to == first.message_id]
        assert len(found) == answers
        assert ("Umerov" in found[-1].text) is (now == OTHER)
        await api.world.edit(second, OTHER)
        assert "Umerov" in (await api.world.wait_for_edit(pointer)).text


async def test_a_mended_slip_brings_no_second_answer_where_others_were_pointed_to_the_first(api: StandIn) -> None:
    """It says the same, and stands there."""
    group, anna = readers(api, "en")
    bob = api.world.add_user("Bob", language_code="en")
    async with running(api, "shipped"):
        first = await api.world.say(anna, group, "/ask@talks_bot Who resigend?")
        answer = await api.world.wait_for_message(group, after=first)
        second = await api.world.say(bob, group, QUESTION)
        await api.world.wait_for_message(group, after=second)
        await api.world.edit(first, QUESTION)
        await confirmed(api)
        await api.world.edit(first, OTHER)
        await confirmed(api)
        found = [each for each in said(api, group) if each.reply_to == first.message_id]
        assert ["Umerov" in each.text for each in found] == [False, True]
        assert found[0].message_id == answer.message_id


async def test_a_question_whose_answer_was_given_up_is_answered_once_when_it_is_edited(
    api: StandIn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram failed, and when it took messages again nobody might write there; later all may."""
    group, anna = readers(api, "en")
    store = store_at(f"sqlite:///{tmp_path / 'kept.sqlite3'}")
    async with running(api, "shipped", timing=replace(QUICK, first_pause=0.4), store=store) as bot:
        api.faults.server_error(502, method="sendMessage")
        asked = await api.world.say(anna, group, QUESTION)
        await confirmed(api)
        group.muted = True
        await api.world.wait_for(lambda: True if bot.conversations.outbox.size == 0 else None, "it to be given up")
        group.muted = False
        await api.world.edit(asked, OTHER)
        await confirmed(api)
    assert ["Umerov" in each.text for each in said(api, group)] == [True]
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
