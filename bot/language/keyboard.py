"""Text typed with the wrong keyboard layout, read key by key: "ghbdsn" is "привіт", "црщ" is "who"."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from bot.language.pack import KEYS, shipped_packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.language.pack import Pack

SHORTEST_RETYPED = 4
"""Letters from which a text is read under other layouts: punctuation alone would turn into words."""

_AMERICAN = "".join(KEYS)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ROWS = (slice(1, 13), slice(13, 24), slice(24, 33))
"""Where the rows of letters stand among the keys."""


def rows_of(packs: Sequence[Pack]) -> Iterator[str]:
    """Yield the letters of each row of each pack's keyboard, and those of the American one."""
    for keys in (KEYS[0], *(pack.keyboard[0] for pack in packs if pack.keyboard)):
        for row in _ROWS:
            yield "".join(filter(str.isalpha, keys[row]))


class Keyboard:
    """The layouts that may have been meant, those of some languages, and those that may be switched on: any."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = packs
        self._to = [str.maketrans(_AMERICAN, layout) for layout in _layouts_of(packs)]

    @cached_property
    def _from(self) -> list[dict[int, int]]:
        """Made for the first text in Cyrillic letters that needs it: a bot in English may be asked on any keyboard."""
        return [str.maketrans(layout, _AMERICAN) for layout in _layouts_of((*self._packs, *shipped_packs()))]

    def readings(self, text: str) -> list[str]:
        """Return what `text` reads as under other layouts, Cyrillic to Latin or Latin to each of the languages.

        A layout that reads every letter comes first. Duplicates and readings equal to `text` are left out, and so is
        everything for a text of few letters.
        """
        readings = dict.fromkeys(text.translate(table) for table in self.tables(text))
        return [reading for reading in readings if reading != text]

    def tables(self, text: str) -> list[dict[int, int]]:
        """Return what translates `text` into its readings, for `str.translate`, in their order."""
        letters = sum(map(str.isalpha, text))
        if letters < SHORTEST_RETYPED:
            return []
        if 2 * _cyrillic(text) > letters:
            return sorted(self._from, key=lambda table: _cyrillic(text.translate(table)))
        return self._to


def _layouts_of(packs: Iterable[Pack]) -> list[str]:
    return list(dict.fromkeys("".join(pack.keyboard) for pack in packs if pack.keyboard and pack.keyboard != KEYS))


def _cyrillic(text: str) -> int:
    return len(_CYRILLIC.findall(text))
