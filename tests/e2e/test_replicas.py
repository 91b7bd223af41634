"""Two replicas behind a real nginx, with state in a real PostgreSQL: one of them is killed under load."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.standin import StandIn
from tests.e2e.kills import Load
from tests.e2e.replicas import nginx, replicas

pytestmark = pytest.mark.skipif(nginx() is None, reason="there is no nginx: Debian's package nginx-light brings one")


async def test_when_one_of_two_replicas_is_killed_nothing_is_lost(postgresql_url: str) -> None:
    """The other answers what it had; what both get is answered once, but for what was in flight at the kill."""
    async with (
        StandIn(username="talks_bot") as api,
        replicas(api, postgresql_url, program="tests.e2e.processes") as bots,
    ):
        api.webhook.first_pause = 0.2
        people = [(user, api.world.private(user)) for user in (api.world.add_user(f"P{n}") for n in range(10))]
        load = Load(api, people)
        await load.ask(40)
        asking = asyncio.create_task(load.ask(100))
        await asyncio.sleep(0.3)
        await bots.kill(0)
        await asking
        async with asyncio.timeout(60):
            while api.world.updates.pending:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.1)
            while load.result()[0]:  # noqa: ASYNC110 - a reply that waited comes after its update
                await asyncio.sleep(0.1)
        missing, doubled, _ = load.result()
    assert missing == 0
    assert doubled <= 20
