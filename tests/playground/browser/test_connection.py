"""Two windows on one world, and a playground that goes away and comes back."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.playground.app import listen, playground
from bot.playground.base import open_base
from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import LIGHTHOUSE, Playground

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest
    from playwright.async_api import Browser


async def test_two_windows_show_the_same_world(visitor: Visitor) -> None:
    """What one person writes in one window, another reads in the other, counted while the chat is not open."""
    other = Visitor(await visitor.page.context.new_page(), visitor.running)
    await other.arrive()
    await other.become("Taras")
    await visitor.open("group")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await other.sees(other.page.locator('.chat-row[data-kind="group"] .badge'), "2")
    await other.open("group")
    await other.sees(other.bubbles.first, "Anna")
    await other.sees(other.newest, "7 March 2024")
    await expect(other.page.locator(".badge")).to_have_count(0)


@contextlib.asynccontextmanager
async def at(port: int, knowledge: Path) -> AsyncIterator[Playground]:
    """Run a playground at a port; 0 takes a free one."""
    with listen(port) as listener:
        async with playground(open_base(knowledge), listener) as (address, failure):
            yield Playground(address, knowledge, failure)


async def test_a_page_outlives_a_restart_of_the_playground(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the playground the page says so; when it is back, the page comes back with it, key and all."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    knowledge = tmp_path / "knowledge.yaml"
    shutil.copy(LIGHTHOUSE, knowledge)
    page = await browser.new_page(locale="en-GB")
    async with at(0, knowledge) as first:
        visitor = Visitor(page, first)
        await visitor.arrive()
        await visitor.start()
        port = int(first.address.rstrip("/").rpartition(":")[2])
    await visitor.sees(page.locator("#offline"), "does not answer")
    async with at(port, knowledge):
        await expect(page.locator("#start")).to_be_visible()
        await expect(page.locator("#offline")).to_be_hidden()
        await visitor.start()
        await visitor.ask("when was the lamp lit", "7 March 2024")
    await page.close()
