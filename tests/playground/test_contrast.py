"""The page's colours: text is readable on its ground, light and dark (WCAG 2.2, AA: 4.5 to 1)."""

from __future__ import annotations

import re

import pytest

from bot.playground.page import STATIC

AA = 4.5
TOKENS = (STATIC / "styles" / "tokens.css").read_text(encoding="utf-8")
PAIRS = [
    ("text", "ground"), ("text", "ground-2"), ("text", "theirs"), ("text", "hover"), ("text", "quote"),
    ("text", "warn-ground"), ("text", "good-ground"), ("muted", "ground"), ("muted", "ground-2"), ("muted", "theirs"),
    ("muted", "hover"), ("accent", "ground"), ("on-accent", "accent"), ("on-selected", "selected"),
    ("on-mine", "mine"), ("mine-muted", "mine"), ("mine-accent", "mine"), ("on-mine", "mine-quote"),
    ("mine-accent", "mine-quote"), ("link", "theirs"), ("link", "quote"), ("on-pill", "pill-solid"),
    ("good", "good-ground"), ("bad", "warn-ground"), ("bad", "ground"), ("ground", "bad"),
    *((f"hue-{number}", ground) for number in range(7) for ground in ("theirs", "quote", "ground")),
]  # fmt: skip


def tokens(selector: str) -> dict[str, str]:
    """Return the colours of a rule by name."""
    block = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", TOKENS)
    assert block is not None
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block[1]))


LIGHT = tokens(":root")
THEMES = {"light": LIGHT, "dark": LIGHT | tokens(':root[data-theme="dark"]')}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(theme: str, text: str, ground: str) -> None:
    """Every pair that the styles use."""
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= AA, f"{contrast(colours[text], colours[ground]):.2f}"


def test_chosen_dark_and_the_system_s_dark_are_the_same() -> None:
    """The values stand twice; they must not drift apart."""
    assert tokens(':root[data-theme="dark"]') == tokens(':root:not([data-theme="light"])')
