"""Take the pictures of docs/playground.md anew: `python -m tests.playground.browser.screenshots [FOLDER]`.

Run by hand, from the project's folder, with Chromium installed; look at the pictures before they are committed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.async_api import async_playwright

from bot.playground.app import listen, playground
from bot.playground.base import open_base
from tests.playground.browser.conftest import FLAGS, chromium
from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import Playground

if TYPE_CHECKING:
    from playwright.async_api import Browser

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 880}, "color_scheme": "light", "locale": "en-GB"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "locale": "uk-UA",
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}


async def main(folder: Path) -> None:
    """Write desktop.png and phone.png into a folder."""
    with tempfile.TemporaryDirectory() as scratch, listen(0) as listener:
        knowledge = Path(shutil.copy("knowledge.yaml", scratch))
        async with playground(open_base(knowledge), listener) as (address, failure), async_playwright() as playwright:
            running = Playground(address, knowledge, failure)
            browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            await _desktop(browser, running, folder / "desktop.png")
            await _phone(browser, running, folder / "phone.png")
            await browser.close()


async def _desktop(browser: Browser, running: Playground, path: Path) -> None:
    visitor = Visitor(await browser.new_page(**DESKTOP), running)
    await visitor.arrive()
    await visitor.open("group")
    await visitor.write("good morning, everyone")
    await visitor.ask("/ask@talks_bot Who resigned?", "resigned")
    await visitor.open("private")
    await visitor.start()
    await visitor.ask("When was the plan to be presented to Putin?", "The dates differ")
    await _settled(visitor)
    await visitor.page.screenshot(path=path)


async def _phone(browser: Browser, running: Playground, path: Path) -> None:
    visitor = Visitor(await browser.new_page(**PHONE), running)
    await visitor.arrive()
    await visitor.open("private")
    await visitor.start()
    await visitor.ask("Де проходили переговори?", "Shell Bay")
    await _settled(visitor)
    await visitor.page.screenshot(path=path)


async def _settled(visitor: Visitor) -> None:
    await visitor.page.evaluate("document.activeElement.blur()")
    await asyncio.sleep(0.4)


if __name__ == "__main__":
    os.environ["PTB_TIMEDELTA"] = "1"
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
