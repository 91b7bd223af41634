"""Stems: snowball for languages that it knows, the packs' endings on Latin keys for those in Cyrillic letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import Stemmer

from bot.language.pack import merged
from bot.language.text import has_cyrillic, latin_key, remembered, undoubled, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.language.pack import Pack

SLAVIC = "~"
"""Marks a stem by the endings of the packs, so that Russian "on" (he) and English "on" stay apart."""

APART = "'"
"""Marks the stem of a word that its ending would join with another: "посадять" is no form of "посада"."""

LONG_STEM = 4
"""Letters from which і and и are one: Рубіо is Рубио, but "піш" (went) is not "пиш" (writes)."""

_ONE_LETTER = str.maketrans("ёєэґїйыщ", "ееегіииш", "ьъ")
"""Letters that are one in stems: Умєров and Умеров, "шо" and "що"."""

SHORTEST_STEM = 3
"""Letters that must be left: "мир" and its forms still meet, "дата" and "дать" do not fall together."""


class Stems:
    """Stems of words in both scripts: Latin words of one language, Cyrillic ones of the packs with endings together."""

    def __init__(self, languages: Sequence[str], packs: Sequence[Pack]) -> None:
        inflected = {pack.language for pack in packs if pack.endings}
        self.latin = _latin_stem(next((code for code in languages if code not in inflected), ""))
        pack = merged(packs)
        self._apart = words_in(pack.apart)
        self.of_key = _key_stem(pack)
        """Returns the `slavic` stem of the words with this Latin key."""
        self.slavic = remembered(partial(_slavic_stem, self.of_key))
        """Returns the common stem of a Ukrainian or Russian word in any script, with `SLAVIC` before it.

        It is of a Latin key: "переговорів", "переговоров" and "peregovory" give the same stem. So do "вигода" and
        "выход", which `in_cyrillic` tells apart.
        """

    def of(self, word: str) -> str:
        """Return the stem of a word: by the endings if it is Cyrillic, else as its language has it."""
        return self.in_cyrillic(word, self.slavic(word)) if has_cyrillic(word) else self.latin(word)

    def in_cyrillic(self, word: str, slavic: str) -> str:
        """Return the `slavic` stem of a Cyrillic word in its own letters, which tell more words apart."""
        letters = len(slavic.removeprefix(SLAVIC).removesuffix(APART))
        own = undoubled(word.translate(_ONE_LETTER))
        at = letters
        while len(latin_key(own[:at])) < letters and at < len(own):
            at += 1  # "ія" is one letter of a key
        stem = own[:at] if letters < LONG_STEM else own[:at].replace("і", "и")
        return SLAVIC + stem + (APART if word in self._apart else "")


def _slavic_stem(of_key: Callable[[str], str], word: str) -> str:
    return of_key(latin_key(word))


def _key_stem(pack: Pack) -> Callable[[str], str]:
    """Return the function that stems Latin keys by the endings of a pack.

    It takes off the reflexive ending, then the longest other one that leaves `SHORTEST_STEM` letters, then what may be
    an infinitive's or a third person's letter, from all forms alike: президент, президента.
    """
    endings, of_names, reflexive, infinitive, apart = (
        frozenset(map(latin_key, words))
        for words in (pack.endings, pack.name_endings, pack.reflexive, pack.infinitive, pack.apart)
    )
    longest = max(map(len, endings), default=0)

    def without(key: str, some: Iterable[str], left: int) -> str:
        found = (ending for ending in some if key.endswith(ending) and len(key) >= left + len(ending))
        return key.removesuffix(max(found, key=len, default=""))

    def stem_of(whole: str) -> str:
        key = without(whole, reflexive, SHORTEST_STEM + 1)
        for length in range(min(longest, len(key) - SHORTEST_STEM), 0, -1):
            ending = key[-length:]
            if ending in endings and not (len(key) - length == SHORTEST_STEM and ending in of_names):
                key = key[:-length]
                break
        return SLAVIC + without(key, infinitive, SHORTEST_STEM) + (APART if whole in apart else "")

    return stem_of


def _latin_stem(language: str) -> Callable[[str], str]:
    """Return the function that stems words of `language`; languages that snowball does not know keep their words."""
    try:
        return remembered(Stemmer.Stemmer(language).stemWord)
    except KeyError:
        return str
