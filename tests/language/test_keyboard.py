"""Text typed with the wrong keyboard layout."""

from __future__ import annotations

import pytest

from bot.language.keyboard import Keyboard
from bot.language.pack import KEYS, packs_for, shipped_packs
from tests.language.builders import pack

DVORAK = ("`',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz", '~@#$^&"<>PYFGCRL?+AOEUIDHTNS_:QJKXBMWVZ')


@pytest.mark.parametrize(
    ("languages", "typed", "readings"),
    [
        (["en", "uk", "ru"], "ghbdsn", ["привіт", "привыт"]),
        (["en", "ru"], "ghbdtn", ["привет"]),
        (["en", "uk", "ru"], "Ghbdsn?", ["Привіт,", "Привыт,"]),
        (["en"], "ghbdsn", []),  # what it does not speak it does not read
        (["en"], "црщ шы гьукщм", ["who is umerov"]),  # but it may be asked on any keyboard
        (["uk"], "црщ шы гьукщм", ["who is umerov"]),
        (["en", "uk", "ru"], "ytn", []),  # too short to tell
        (["en", "uk", "ru"], "12 + 30 = ?", []),
    ],
)
def test_a_text_is_read_key_by_key(languages: list[str], typed: str, readings: list[str]) -> None:
    """Latin letters as those of each language, Cyrillic ones as Latin; the layout that reads every letter first."""
    assert Keyboard(packs_for(languages)).readings(typed)[: len(readings) or None] == readings


def test_a_layout_of_latin_letters_is_one_like_others() -> None:
    """Whoever has another keyboard in the pack is read under it."""
    assert "hello" in Keyboard([pack("xx", keyboard=DVORAK)]).readings("jdpps")


def test_every_key_of_a_layout_has_its_letter() -> None:
    """Typing the keys of a layout in order gives the layout."""
    for one in shipped_packs():
        if one.keyboard and one.keyboard != KEYS:
            typed = Keyboard([one]).readings("".join(KEYS))
            assert typed == ["".join(one.keyboard)]
