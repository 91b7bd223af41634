"""Text typed with the wrong keyboard layout, read key by key: "ghbdsn" is "привіт", "црщ" is "who"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.pack import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.language.pack import Pack

SHORTEST_RETYPED = 4
"""Letters from which a text is read under other layouts: punctuation alone would turn into words."""

_ROWS = (slice(1, 13), slice(13, 24), slice(24, 33))
"""Where the rows of letters stand among the keys."""


def rows_of(packs: Sequence[Pack]) -> Iterator[str]:
    """Yield the letters of each row of each pack's keyboard, and those of the American one."""
    for keys in (KEYS[0], *(pack.keyboard[0] for pack in packs if pack.keyboard)):
        for row in _ROWS:
            yield "".join(filter(str.isalpha, keys[row]))


class Keyboard:
    """The layouts of some languages beside the American one."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        american = "".join(KEYS)
        layouts = ["".join(pack.keyboard) for pack in packs if pack.keyboard and pack.keyboard != KEYS]
        self._to = [str.maketrans(american, layout) for layout in layouts]
        self._from = [str.maketrans(layout, american) for layout in layouts]

    def readings(self, text: str) -> list[str]:
        """Return what `text` reads as under other layouts, Cyrillic to Latin or Latin to each of the languages.

        A layout that reads every letter comes first. Duplicates and readings equal to `text` are left out, and so is
        everything for a text of few letters.
        """
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) < SHORTEST_RETYPED:
            return []
        if 2 * _cyrillic(text) > len(letters):
            readings = sorted((text.translate(table) for table in self._from), key=_cyrillic)
        else:
            readings = [text.translate(table) for table in self._to]
        return [reading for reading in dict.fromkeys(readings) if reading != text]


def _cyrillic(text: str) -> int:
    return sum("\u0400" <= letter <= "\u04ff" for letter in text)
