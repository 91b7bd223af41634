"""Noise: letters that are no words."""

from __future__ import annotations

import pytest

from bot.language.noise import Noise
from bot.language.text import words_of

NOISE = Noise(["delegation", "plan", "резолюція"])


@pytest.mark.parametrize(
    "text",
    [
        "asdf", "qwerty", "delegation asdf", "олдж", "йцукен", "фывапр",  # neighbouring keys
        "zzzz", "хххх", "aaa", "хаааа",  # one key held down
        "dgfhjdfg", "sdkfj wrtpl", "plk", "пвмткс",  # nothing to say aloud
        "123", "", "2025 30",  # numbers alone
        "xyzzy vqik",  # letters that stand beside each other in no word
    ],
)  # fmt: skip
def test_pressed_keys_are_noise(text: str) -> None:
    """In either script."""
    assert NOISE.is_noise(words_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "weather", "what is the weather in Lima", "strengths", "something strange happened",
        "погода", "перемога", "яка сьогодні погода", "какая сегодня погода", "поговорить",
        "wetter", "delegations",
    ],
)  # fmt: skip
def test_words_that_the_base_has_not_seen_are_words(text: str) -> None:
    """By the letters of all languages that have a pack, not of the base alone."""
    assert not NOISE.is_noise(words_of(text))
