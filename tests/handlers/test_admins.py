"""Who administers a group: asked of Telegram, a no for seconds, a yes for minutes, and never guessed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import Forbidden, NetworkError

from bot.handlers.admins import CACHED_FOR, REFUSED_FOR, Admins

ADMIN, STRANGER, GROUP = 7, 8, -100


class Telegram:
    """Says who the admins are, or fails; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.admins = [ADMIN]
        self.error: Exception | None = None

    async def get_chat_administrators(self, _chat_id: int) -> list[Any]:
        """Return them as python-telegram-bot does."""
        self.asked += 1
        if self.error:
            raise self.error
        return [SimpleNamespace(user=SimpleNamespace(id=id_)) for id_ in self.admins]


async def test_what_telegram_says_is_remembered_for_a_while() -> None:
    """A stranger's taps ask once in ten seconds, afresh or not; an admin's earlier yes is not believed afresh."""
    now, telegram = 1000.0, Telegram()
    admins = Admins(cast("Any", telegram), lambda: now)

    async def includes(user: int, *, afresh: bool = False) -> bool:
        return await admins.includes(GROUP, user, afresh=afresh)

    assert [await includes(STRANGER, afresh=True) for _ in range(3)] == [False] * 3
    assert (await includes(ADMIN), telegram.asked) == (True, 1)
    assert (await includes(ADMIN, afresh=True), telegram.asked) == (True, 2)
    telegram.admins = [STRANGER]
    now += REFUSED_FOR + 1
    assert (await includes(STRANGER), telegram.asked) == (True, 3)
    telegram.admins = []
    now += CACHED_FOR + 1
    assert (await includes(STRANGER), telegram.asked) == (False, 4)


async def test_where_telegram_does_not_say_nobody_is_turned_away_for_good() -> None:
    """A fault that passes is raised, so that the update is tried again; a refusal is a no."""
    telegram = Telegram()
    admins = Admins(cast("Any", telegram), lambda: 0.0)
    telegram.error = NetworkError("Bad Gateway")
    with pytest.raises(NetworkError):
        await admins.includes(GROUP, ADMIN)
    telegram.error = Forbidden("bot was kicked")
    assert not await admins.includes(GROUP, ADMIN)
