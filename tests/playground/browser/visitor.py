"""Somebody at the page: a test reads like what a person does and sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import ConsoleMessage, Error, Locator, Page

    from tests.playground.conftest import Playground

PATIENCE_MS = 8000
"""The bot answers in some ten milliseconds; a busy machine may take longer."""

expect.set_options(timeout=PATIENCE_MS)


class Visitor:
    """Drives one page.

    `complaints` are what the browser's console said of errors: a broken policy, a failed request, an exception.
    `last_seen` is the text of the page when it was last looked at.
    """

    def __init__(self, page: Page, running: Playground) -> None:
        self.page = page
        self.running = running
        self.complaints: list[str] = []
        self.last_seen = ""
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._heard)
        page.on("pageerror", self._broke)

    async def arrive(self) -> None:
        """Open the page and wait until it shows its chats."""
        await self.page.goto(self.running.address)
        await expect(self.page.locator("html[data-ready]")).to_be_attached()

    def leave(self) -> None:
        """Hear no more of the page: somebody else may come to it."""
        self.page.remove_listener("console", self._heard)
        self.page.remove_listener("pageerror", self._broke)

    async def does(self, *acts: Callable[[Visitor], Awaitable[None]]) -> None:
        """Do one thing after the other: each finds the page as the one before has left it, and takes no new visit."""
        for act in acts:
            await act(self)

    async def start(self) -> None:
        """Press Start in the private chat, unless that was done, and wait for the greeting."""
        start = self.page.locator("#start")
        await expect(start.or_(self.page.locator("#composer")).filter(visible=True)).to_have_count(1)
        if await start.is_visible():
            await start.click()
        await expect(self.answers).not_to_have_count(0)

    async def open(self, kind: str) -> None:
        """Open the chat of a kind: private, group, forum."""
        await self.page.locator(f'.chat-row[data-kind="{kind}"]').click()

    async def write(self, text: str) -> None:
        """Type a text into the message field and press Enter."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def ask(self, text: str, answer: str) -> None:
        """Write a text and wait until the bot's newest message contains `answer`."""
        count = await self.answers.count()
        await self.write(text)
        await expect(self.answers).to_have_count(count + 1)
        await self.sees(self.newest, answer)

    async def sees(self, where: Locator, text: str) -> None:
        """Wait until an element contains a text."""
        try:
            await expect(where).to_contain_text(text)
        finally:
            self.last_seen = await self.page.locator("body").inner_text()

    async def become(self, name: str) -> None:
        """Choose to be someone else."""
        await self.page.locator("#who").click()
        await self.page.locator(".person", has_text=name).click()
        await self.page.keyboard.press("Escape")

    async def speak(self, language: str) -> None:
        """Choose another language by its name."""
        await self.page.locator("#who").click()
        await self.page.locator("#settings").get_by_text(language, exact=True).click()
        await self.page.keyboard.press("Escape")

    @property
    def field(self) -> Locator:
        """The message field."""
        return self.page.locator("#field")

    @property
    def bubbles(self) -> Locator:
        """All messages of the open chat."""
        return self.page.locator("#messages .row[data-from]")

    @property
    def answers(self) -> Locator:
        """The bot's messages in the open chat."""
        return self.page.locator('#messages .row[data-from="bot"]')

    @property
    def newest(self) -> Locator:
        """The bot's newest message in the open chat."""
        return self.answers.last

    @property
    def mine(self) -> Locator:
        """The messages of whoever the visitor is."""
        return self.page.locator("#messages .row.mine")

    @property
    def toast(self) -> Locator:
        """The line that is shown for a moment."""
        return self.page.locator("#toast.shown")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _broke(self, error: Error) -> None:
        self.complaints.append(str(error))
