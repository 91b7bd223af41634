"""Stems: snowball for languages that it knows, the packs' endings on Latin keys for those in Cyrillic letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import proxy

import Stemmer

from bot.language.text import has_cyrillic, latin_key, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.language.pack import Pack

SLAVIC = "~"
"""Marks a stem made of a Latin key, so that Russian "on" (he) and English "on" stay apart."""

APART = "'"
"""Marks the stem of a word that its ending would join with another: "посадять" is no form of "посада"."""

SHORTEST_STEM = 3
"""Letters that must be left: "мир" and its forms still meet, "дата" and "дать" do not fall together."""

_OF_SURNAMES = frozenset(map(latin_key, ("ева", "еву")))
"""Endings that leave a letter more: "Медведева" is a form of "Медведев", but "Женева" none of "жена"."""


class Stems:
    """Stems of words in both scripts: Latin words of one language, Cyrillic ones of the packs with endings together."""

    def __init__(self, languages: Sequence[str], packs: Sequence[Pack]) -> None:
        inflected = {pack.language for pack in packs if pack.endings}
        self.latin = _latin_stem(next((code for code in languages if code not in inflected), ""))
        self._endings = frozenset(latin_key(ending) for pack in packs for ending in pack.endings)
        self._longest = max(map(len, self._endings), default=0)
        self._apart = frozenset(latin_key(word) for pack in packs for word in pack.apart)
        self.slavic = remembered(partial(Stems._slavic, proxy(self)))

    def of(self, word: str) -> str:
        """Return the stem of a word: by the endings if it is Cyrillic, else as its language has it."""
        return self.slavic(word) if has_cyrillic(word) else self.latin(word)

    def of_key(self, key: str) -> str:
        """Return the `slavic` stem of the words with this Latin key."""
        return self._without_ending(key) + (APART if key in self._apart else "")

    def _without_ending(self, key: str) -> str:
        if len(key) > SHORTEST_STEM + 2 and key.endswith("sa"):
            key = key[:-2]
        for length in range(min(self._longest, len(key) - SHORTEST_STEM), 0, -1):
            ending = key[-length:]
            if ending in self._endings and not (len(key) - length == SHORTEST_STEM and ending in _OF_SURNAMES):
                key = key[:-length]
                break
        # what may be an infinitive's or a third person's t goes from all forms alike: президент, президента
        return SLAVIC + (key[:-1] if key.endswith("t") and len(key) > SHORTEST_STEM else key)

    def _slavic(self, word: str) -> str:
        """Return the common stem of a Ukrainian or Russian word in any script, with `SLAVIC` before it.

        "переговорів", "переговоров" and "peregovory" give the same stem. Works on `latin_key`, strips the reflexive
        ending, then the longest inflection that leaves `SHORTEST_STEM` letters.
        """
        return self.of_key(latin_key(word))


def _latin_stem(language: str) -> Callable[[str], str]:
    """Return the function that stems words of `language`; languages that snowball does not know keep their words."""
    try:
        return remembered(Stemmer.Stemmer(language).stemWord)
    except KeyError:
        return str
