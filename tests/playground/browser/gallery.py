"""Take the pictures of docs/gallery.md anew: `python -m tests.playground.browser.gallery [FOLDER]`.

Run by hand, from the project's folder, with Chromium installed; look at the pictures before they are committed. What
they show was replied by the bot to what is written here.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.async_api import async_playwright

from bot.playground.app import listen, playground
from bot.playground.base import open_base
from tests.playground.browser.conftest import FLAGS, chromium
from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import Playground

if TYPE_CHECKING:
    from playwright.async_api import Browser

COLOURS = 256
"""Colours of a picture: with fewer, a thumb in a button turns brown."""
Scene = tuple[str, str, str, str, tuple[str, ...]]
"""Name of the file, locale, light or dark, kind of chat, and what is written."""
SCENES: tuple[Scene, ...] = (
    ("answer", "en-GB", "light", "private", ("Who heads the Ukrainian delegation?",)),
    ("abstention", "en-GB", "dark", "private", ("Who paid for the trip to Florida?",)),
    (
        "group",
        "en-GB",
        "light",
        "group",
        ("/ask@talks_bot When was the plan to be presented to Putin?",),
    ),
    ("timeline", "uk-UA", "dark", "private", ("/timeline",)),
    ("russian", "ru-RU", "light", "private", ("Кто ушёл в отставку?",)),
)


async def main(folder: Path) -> None:
    """Write the pictures into a folder; each is of a chat in which nothing was said before."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for scene in SCENES:
            with tempfile.TemporaryDirectory() as scratch, listen(0) as listener:
                knowledge = Path(shutil.copy("knowledge.yaml", scratch))
                async with playground(open_base(knowledge), listener) as (address, failure):
                    await _take(browser, Playground(address, knowledge, failure), scene, folder)
        await browser.close()


async def _take(browser: Browser, running: Playground, scene: Scene, folder: Path) -> None:
    name, locale, scheme, kind, texts = scene
    phone: dict[str, Any] = {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": scheme,
        "locale": locale,
        "device_scale_factor": 1.5,
        "has_touch": True,
        "is_mobile": True,
    }
    visitor = Visitor(await browser.new_page(**phone), running)
    await visitor.arrive()
    await visitor.open(kind)
    if kind == "private":
        await visitor.start()
    for text in texts:
        await visitor.ask(text, "")
    await visitor.page.evaluate("document.activeElement.blur()")
    await asyncio.sleep(0.6)
    path = folder / f"{name}.png"
    await visitor.page.screenshot(path=path)
    await visitor.page.close()
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    os.environ["PTB_TIMEDELTA"] = "1"
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
