"""Take the pictures of the documents anew: `python -m tests.playground.browser.screenshots [FOLDER [PART]]`.

PART is `playground` (docs/playground.md) or `gallery` (docs/gallery.md); without it, both.

Run by hand, from the project's folder, with Chromium installed; look at the pictures before they are committed.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.async_api import async_playwright, expect

from bot.playground.app import listen, playground
from bot.playground.base import open_base
from tests.playground.browser.conftest import FLAGS, chromium
from tests.playground.browser.gallery import take_gallery
from tests.playground.browser.visitor import Visitor
from tests.playground.conftest import Playground

if TYPE_CHECKING:
    from playwright.async_api import Browser

DESKTOP: dict[str, Any] = {"viewport": {"width": 1320, "height": 820}, "color_scheme": "light", "locale": "en-GB"}
DARK: dict[str, Any] = DESKTOP | {"color_scheme": "dark", "locale": "ru-RU"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "locale": "uk-UA",
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}
LIGHT_PHONE: dict[str, Any] = PHONE | {"color_scheme": "light", "device_scale_factor": 1.25}
NAMES = ("desktop.png", "phone.png", "explain-phone.png", "desk.png", "desk-dark.png", "desk-phone.png")
REPORT = {
    "first": "2026-10-28",
    "last": "2026-11-26",
    "unanswered": [
        {"text": text, "people": people, "language": language, "reason": reason, "nearest": nearest}
        for text, people, language, reason, nearest in (
            ("who paid for the trip to Florida?", 7, "en", "not_in_source", "delegation-members"),
            ("хто з ким говорив у Маямі", 4, "uk", "did_you_mean", "talks-venue"),
            ("когда вернётся делегация домой", 3, "ru", "not_in_source", "next-round"),
        )
    ],
}


async def main(folder: Path, part: str) -> None:
    """Write the pictures into a folder, those of a part or ("") all."""
    with tempfile.TemporaryDirectory() as scratch, listen(0) as listener:
        knowledge, report = Path(shutil.copy("knowledge.yaml", scratch)), Path(scratch) / "report.json"
        report.write_text(json.dumps(REPORT), encoding="utf-8")
        base = open_base(knowledge)
        async with playground(base, listener, report) as (address, failure), async_playwright() as playwright:
            running = Playground(address, knowledge, failure)
            browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            if part in {"", "gallery"}:  # first: the chats are still empty
                await take_gallery(browser, running, folder / "gallery")
            if part in {"", "playground"}:
                await _desktop(browser, running, folder / "desktop.png")
                await _phone(browser, running, folder)
                await _desk(browser, running, folder / "desk.png")
                await _desk_in_the_dark(browser, running, folder / "desk-dark.png")
                await _desk_on_a_phone(browser, running, folder / "desk-phone.png")
            await browser.close()
    for name in NAMES if part in {"", "playground"} else ():
        with Image.open(folder / name) as taken:
            taken.convert("RGB").quantize(192, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                folder / name, optimize=True
            )


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
    await visitor.page.close()


async def _phone(browser: Browser, running: Playground, folder: Path) -> None:
    visitor = Visitor(await browser.new_page(**PHONE), running)
    await visitor.arrive()
    await visitor.open("private")
    await visitor.start()
    await visitor.ask("Де проходили переговори?", "Shell Bay")
    await _settled(visitor)
    await visitor.page.screenshot(path=folder / "phone.png")
    await visitor.newest.locator(".meta").tap()
    await visitor.page.get_by_role("menuitem", name="Пояснити").tap()
    await _settled(visitor)
    await visitor.page.screenshot(path=folder / "explain-phone.png")
    await visitor.page.close()


async def _desk(browser: Browser, running: Playground, path: Path) -> None:
    visitor = Visitor(await browser.new_page(**DESKTOP), running)
    await visitor.arrive()
    await visitor.ask("which golf resort hosted the negotiators", "")
    await visitor.page.locator("#explain").get_by_role("button", name="This was wrong").click()
    await visitor.page.locator("#lesson-search").fill("Shell Bay club")
    await visitor.page.locator("#desk .choice input").first.check()
    await visitor.page.get_by_role("button", name="Show what it changes").click()
    await expect(visitor.page.locator("#desk .sum")).to_be_visible(timeout=60_000)
    await _settled(visitor)
    await visitor.page.screenshot(path=path)
    await visitor.page.close()


async def _desk_in_the_dark(browser: Browser, running: Playground, path: Path) -> None:
    visitor = Visitor(await browser.new_page(**DARK), running)
    await visitor.arrive()
    await visitor.start()
    await visitor.ask("Сколько людей уволил Ермак в Харькове?", "")
    await visitor.page.locator("#tab-desk").click()
    await expect(visitor.page.locator(".groups li")).to_have_count(len(REPORT["unanswered"]))
    await _settled(visitor)
    await visitor.page.screenshot(path=path)
    await visitor.page.close()


async def _desk_on_a_phone(browser: Browser, running: Playground, path: Path) -> None:
    visitor = Visitor(await browser.new_page(**LIGHT_PHONE), running)
    await visitor.arrive()
    await visitor.open("private")
    await visitor.ask("куди прилетіли на розмову", "")
    await visitor.newest.locator(".meta").tap()
    await visitor.page.get_by_role("menuitem", name="Це неправильно").tap()
    await visitor.page.locator("#lesson-search").fill("Shell Bay")
    await visitor.page.locator("#desk .choice input").first.check()
    await visitor.page.get_by_role("button", name="Показати, що зміниться").tap()
    await expect(visitor.page.locator("#desk .sum")).to_be_visible(timeout=60_000)
    await visitor.page.locator("#desk .sum").scroll_into_view_if_needed()
    await _settled(visitor)
    await visitor.page.screenshot(path=path)
    await visitor.page.close()


async def _settled(visitor: Visitor) -> None:
    await visitor.page.evaluate("document.activeElement.blur()")
    await asyncio.sleep(0.6)


if __name__ == "__main__":
    os.environ["PTB_TIMEDELTA"] = "1"
    where, what = [*sys.argv[1:], *("docs/images", "")[len(sys.argv) - 1 :]][:2]
    asyncio.run(main(Path(where), what))
