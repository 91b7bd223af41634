"""A headless Chromium with one person at the page."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import playing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator

    from playwright.async_api import Browser, BrowserContext, Page

    from tests.playground.conftest import Playground

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
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "no Chromium here: install your system's package (Debian: apt-get install chromium)"
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


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str | None) -> AsyncIterator[Playground]:
    """Run a playground for one test, in the browser's event loop."""
    written = None if report is None else tmp_path / "report.json"
    if written is not None and report is not None:
        written.write_text(report, encoding="utf-8")
    async with playing(tmp_path, monkeypatch, written) as playground_:
        yield playground_


class Profile:
    """A browser's profile that tests share: each has a page of its own, at an address where nothing is stored yet.

    A page stays open, empty, until the next one has come: then that one need not start a process, half of its cost.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._before: Page | None = None

    async def page(self) -> Page:
        """Open a page; it is closed when the next one has been opened and has gone somewhere."""
        return await self.context.new_page()

    async def left(self, page: Page) -> None:
        """Empty a page that was used, and close the one before it."""
        await page.goto("about:blank")
        if self._before is not None:
            await self._before.close()
        self._before = page


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
        await profile.left(someone.page)


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
