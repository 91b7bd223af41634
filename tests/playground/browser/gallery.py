"""The scenes of docs/gallery.md: real replies of the real bot, each on a page of its own; taken by `screenshots`."""

from __future__ import annotations

import asyncio
import io
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from PIL import Image
from playwright.async_api import expect

from tests.playground.browser.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from playwright.async_api import Browser

    from tests.playground.conftest import Playground

    Scene = Callable[[Visitor], Awaitable[None]]

LOCALES = {"en": "en-GB", "uk": "uk-UA", "ru": "ru-RU"}
ON_BOTH = "timeline-pictures"
"""The picture in each language, light and dark, in one file."""
COLOURS = 256
"""Of each picture: text stays smooth with them, and the files are small."""
SETTLED = 0.6
"""Seconds until nothing moves any more."""


async def take_gallery(browser: Browser, running: Playground, folder: Path) -> None:
    """Write all pictures of the gallery into a folder; each begins with empty chats."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (scene, looks) in SCENES.items():
        visitor = Visitor(await browser.new_page(**looks), running)
        await visitor.arrive()
        await scene(visitor)
        await asyncio.sleep(SETTLED)
        shown = await visitor.page.locator("#chat").screenshot()
        (folder / f"{name}.png").write_bytes(_small(shown))
        await _start_over(visitor)
        await visitor.page.close()
    names = [name for name in SCENES if name.startswith(ON_BOTH)]
    _side_by_side([folder / f"{name}.png" for name in names], folder / f"{ON_BOTH}.png")


def looks_of(language: str, scheme: str, *, width: int = 620, height: int = 640, phone: bool = False) -> dict[str, Any]:
    """Return what a browser is like: language, `light` or `dark`, CSS pixels; a phone is touched."""
    of_phone = {"has_touch": True, "is_mobile": True} if phone else {}
    return {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "locale": LOCALES[language],
        "device_scale_factor": 1.5,
        **of_phone,
    }


def _asked(question: str, said: str) -> Scene:
    """Return the scene of one question in the private chat, whose answer holds what is `said`."""

    async def scene(visitor: Visitor) -> None:
        await _in_private(visitor)
        await visitor.ask(question, said)
        await _rest(visitor)

    return scene


async def _group(visitor: Visitor) -> None:
    await visitor.open("group")
    await visitor.write("Хто такий той Пєсков?")
    await visitor.ask("/who@talks_bot Пєсков", "Пєсков")
    await _rest(visitor)


async def _timeline_picture(visitor: Visitor) -> None:
    await _in_private(visitor)
    await visitor.ask("/timeline", "30")
    count = await visitor.answers.count()
    await visitor.newest.locator(".key").last.click()  # as a picture
    await expect(visitor.answers).to_have_count(count + 1)
    drawn = visitor.newest.locator("img.sent")
    await expect(drawn).to_be_visible()
    await visitor.page.wait_for_function("document.querySelector('#messages img.sent')?.complete")
    await _rest(visitor)


async def _inline(visitor: Visitor) -> None:
    await visitor.open("group")
    await visitor.field.press_sequentially("@talks_bot who resigned", delay=20)
    await expect(visitor.page.locator("#offers")).to_contain_text("Yermak")


async def _why(visitor: Visitor) -> None:
    await _in_private(visitor)
    await visitor.ask("где была встреча", "Shell Bay")
    await visitor.ask("/why", "")
    await _rest(visitor)


async def _in_private(visitor: Visitor) -> None:
    await visitor.open("private")
    await visitor.start()


async def _rest(visitor: Visitor) -> None:
    """Leave the field, and let the newest message be seen to its end."""
    await visitor.page.evaluate("document.activeElement.blur()")
    await visitor.page.evaluate("const all = document.querySelector('#scroll'); all.scrollTop = all.scrollHeight")


async def _start_over(visitor: Visitor) -> None:
    """Clear all chats by the page's own button, which stands beside the chats."""
    await visitor.page.set_viewport_size({"width": 1320, "height": 820})
    await visitor.page.locator("#who").click()
    await visitor.page.locator("#reset").click()
    await visitor.page.locator("#reset-sure").click()
    await expect(visitor.toast).to_be_visible()


def _side_by_side(parts: list[Path], whole: Path) -> None:
    """Put pictures of one height beside each other, half as large, and take the parts away."""
    opened = [Image.open(part).convert("RGB") for part in parts]
    width, height = opened[0].size
    sheet = Image.new("RGB", (width * len(opened) // 2, height // 2))
    for place, shown in enumerate(opened):
        sheet.paste(shown.resize((width // 2, height // 2), Image.Resampling.LANCZOS), (place * (width // 2), 0))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    whole.write_bytes(_small(out.getvalue()))
    for part in parts:
        part.unlink()


def _small(png: bytes) -> bytes:
    """Return a picture with `COLOURS` colours: half its commonest, as grounds stay what they are, half its rarest."""
    out = io.BytesIO()
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)[: COLOURS // 2]
    common = list(chain.from_iterable(cast("tuple[int, int, int]", colour) for _, colour in counted))
    spread = whole.quantize(COLOURS - len(counted), Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(common + spread)
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "answer": (_asked("Who heads the Ukrainian delegation?", "Umerov"), looks_of("en", "light", height=560)),
    "conflict": (_asked("Коли Віткофф зустрінеться з Путіним?", "Дати різняться"), looks_of("uk", "dark", height=720)),
    "abstention": (_asked("Кто жена Кушнера?", "О семьях в статье сказано лишь"), looks_of("ru", "light", height=560)),
    "group-who": (_group, looks_of("uk", "dark", width=390, height=844, phone=True)),
    "timeline": (_asked("/timeline", "30"), looks_of("en", "light", height=980)),
    "timeline-picture": (_timeline_picture, looks_of("uk", "light", width=390, height=844, phone=True)),
    **{
        f"{ON_BOTH}-{language}-{scheme}": (
            _timeline_picture,
            looks_of(language, scheme, width=390, height=844, phone=True),
        )
        for scheme in ("light", "dark")
        for language in LOCALES
    },
    "inline": (_inline, looks_of("en", "dark", height=400)),
    "why": (_why, looks_of("ru", "dark", height=760)),
}
"""File name -> what is done, and in which language and theme."""
