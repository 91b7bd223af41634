"""Text typed with the wrong keyboard layout, read key by key: "ghbdsn" is "привіт", "црщ" is "who"."""

from __future__ import annotations

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~@#$^&QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю.Ё"№;:?ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю.ʼ\"№;:?ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,"

_TO = {
    "ru": str.maketrans(_LATIN, _RUSSIAN),
    "uk": str.maketrans(_LATIN, _UKRAINIAN),
}
_FROM = {
    "ru": str.maketrans(_RUSSIAN, _LATIN),
    "uk": str.maketrans(_UKRAINIAN, _LATIN),
}


def other_layouts(text: str) -> list[str]:
    """Return what `text` reads as under other layouts, Cyrillic to Latin or Latin to Russian and Ukrainian.

    Duplicates and readings equal to `text` are left out.
    """
    letters = [letter for letter in text if letter.isalpha()]
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    tables = _FROM if cyrillic * 2 > len(letters) else _TO
    readings = dict.fromkeys(text.translate(table) for table in tables.values())
    readings.pop(text, None)
    return list(readings)
