"""A group where another bot deletes whatever this one says: it is said once, and not again and again for an hour."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin.errors import ApiError
from bot.playground.standin.methods import HANDLERS
from tests.e2e.running import Away, running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import store_at

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import StandIn, User
    from bot.playground.standin.service import Params, Service

QUESTION = "/ask@talks_bot Who resigned?"


@pytest.mark.parametrize("kept", [True, False])
async def test_what_is_deleted_at_once_is_not_sent_again(
    api: StandIn, anna: User, tmp_path: Path, caplog: pytest.LogCaptureFixture, *, kept: bool
) -> None:
    """With a database and without; when that bot is gone, the next question is answered."""
    world, sent = api.world, list[str]()
    group = world.add_group("Guarded", members=[anna])

    async def guarded(_service: Service, params: Params) -> None:
        sent.append(params["text"])
        raise ApiError(500, "Internal Server Error: sent message was immediately deleted and can't be accessed")

    store = store_at(f"sqlite:///{tmp_path / 'kept.sqlite3'}") if kept else Away()
    caplog.set_level(logging.WARNING, "bot.handlers")
    async with running(api, "shipped", store=store) as bot:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(HANDLERS, "sendMessage", guarded)
            await world.say(anna, group, QUESTION)
            await confirmed(api)
            assert bot.conversations.outbox.size == 0
        assert len(sent) == 1
        asked = await world.say(anna, group, QUESTION)
        assert "Yermak" in (await world.wait_for_message(group, after=asked)).text
    assert not caplog.records
