"""A headless Chromium with one person at the page."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.errors import ConfigError
from bot.playground.app import listen
from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import playing

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Generator

    from playwright.async_api import Browser, BrowserContext, Page

    from tests.playground.conftest import Playground

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What Chromium is called, the one without windows first: it takes two thirds of the processor time."""

FLAGS = (
    "--no-sandbox",  # Chromium refuses to run as root with its sandbox, and CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Return where Chromium is, or skip the test; in CI a missing browser is a failure."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium here: install your system's package (Debian: apt-get install chromium-headless-shell)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Launch one browser for all tests: it takes longer to start than most tests to run."""
    where = chromium()
    from playwright.async_api import async_playwright  # noqa: PLC0415 - costs nothing where there is no browser

    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=where, args=list(FLAGS))
        try:
            yield launched
        finally:
            await launched.close()


@pytest.fixture(autouse=True)
def _untraced(untraced: None) -> None:
    """Measure no coverage: what the page asks for is asked for over HTTP in the tests beside."""


@pytest.fixture
def looks() -> dict[str, Any]:
    """Say what the browser is like; a test says otherwise by `@pytest.mark.parametrize("looks", [...])`."""
    return {}


@pytest.fixture
def report() -> str | None:
    """Say what `talks-bot report --json` wrote; a test says so by `@pytest.mark.parametrize("report", [...])`."""
    return None


class Profile:
    """A browser's profile whose one page tests share: to open one, and to let it go, took much of what a test takes.

    Each finds the page where nothing is stored. Playgrounds follow each other at one address, since a page that goes
    to another one is given a process anew.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._page: Page | None = None
        self._port = 0

    def listen(self) -> socket.socket:
        """Return a socket at the port of the playground before, or at any if somebody else has it now."""
        try:
            listener = listen(self._port)
        except ConfigError:
            listener = listen(0)
        self._port = listener.getsockname()[1]
        return listener

    async def page(self) -> Page:
        """Return the page, which is no test's until it was `left`: one that could not be is not used again."""
        page, self._page = self._page, None
        return page or await self.context.new_page()

    async def left(self, someone: Visitor) -> None:
        """Make a page that was used as good as new, at an address of the playground that is no page of it."""
        page = someone.page
        someone.leave()
        for other in self.context.pages:
            if other is not page:
                await other.close()
        await page.unroute_all()
        await page.emulate_media(color_scheme="null", forced_colors="null")
        await page.mouse.move(0, 0)
        await page.goto(f"{someone.running.address}static/icon.svg")
        await page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self._page = page


PLAIN: dict[str, Any] = {
    "viewport": {"width": 1360, "height": 800},
    "locale": "en-GB",
    "permissions": ["clipboard-read", "clipboard-write"],
}
"""English, and on a desktop."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def plain(browser: Browser) -> AsyncIterator[Profile]:
    """Make the profile of all tests that do not say what the browser is like."""
    context = await browser.new_context(**PLAIN)
    yield Profile(context)
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str | None, plain: Profile
) -> AsyncIterator[Playground]:
    """Run a playground for one test, in the browser's event loop."""
    written = None if report is None else tmp_path / "report.json"
    if written is not None and report is not None:
        written.write_text(report, encoding="utf-8")
    async with playing(tmp_path, monkeypatch, written, plain.listen()) as playground_:
        yield playground_


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(
    browser: Browser, plain: Profile, running: Playground, looks: dict[str, Any]
) -> AsyncIterator[Visitor]:
    """Open the page as somebody who has never been there: `PLAIN`, unless `looks` says otherwise."""
    profile = Profile(await browser.new_context(**PLAIN | looks)) if looks else plain
    someone = Visitor(await profile.page(), running)
    await someone.arrive()
    yield someone
    assert someone.complaints == []
    if looks:
        await profile.context.close()
    else:
        await profile.left(someone)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Keep what a test's visitor saw, so that its failure prints the screen."""
    report: Any = yield
    screen = getattr(item, "funcargs", {}).get("visitor")
    if call.when == "call" and report.failed and isinstance(screen, Visitor):
        report.sections.append(("the page when it was last read", screen.last_seen))
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and run it where the browser's event loop is."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
