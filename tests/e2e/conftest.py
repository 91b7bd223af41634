"""The stand-in and the person that most tests begin with; a test that needs others makes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import User


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in for each test alone."""
    async with StandIn(username="talks_bot") as standin:
        yield standin


@pytest.fixture
def anna(api: StandIn) -> User:
    """Return somebody who reads English."""
    return api.world.add_user("Anna", language_code="en")
