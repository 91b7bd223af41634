"""Stems: snowball for languages that it knows, light rules on Latin keys for Ukrainian and Russian together."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

from bot.retrieval.text import WORD_CACHE, has_cyrillic, latin_key

if TYPE_CHECKING:
    from collections.abc import Callable

SLAVIC = "~"
"""Marks a stem made of a Latin key, so that Russian "on" (he) and English "on" stay apart."""

SHORTEST_STEM = 3
"""Letters that must be left: "мир" and its forms still meet, "дата" and "дать" do not fall together."""

_SNOWBALL = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese"}
_ENDINGS = frozenset(
    [
        "a",
        "e",
        "i",
        "o",
        "u",
        "om",
        "em",
        "im",
        "am",
        "ami",
        "imi",
        "ag",
        "ig",
        "eg",
        "ov",
        "iv",
        "ev",
        "ei",
        "oi",
        "ou",
        "eu",
        "ogo",
        "ego",
        "omu",
        "emu",
        "og",
        "uu",
        "ova",
        "ovu",
        "ove",
        "ovim",
        "ovoi",
        "ovi",
        "ivim",
        "evim",
        "eva",
        "evu",
        "ti",
        "it",
        "et",
        "ut",
        "at",
        "v",
        "la",
        "li",
        "lo",
        "li",
        "el",
        "al",
        "il",
        "ila",
        "ili",
        "ilo",
        "ala",
        "ali",
        "alo",
        "ae",
        "aut",
        "ue",
        "uut",
        "emo",
        "imo",
        "ete",
        "ite",
        "eS",
        "iS",
        "es",
        "aet",
        "aemo",
        "uet",
        "uemo",
        "iti",
        "ati",
        "uvati",
        "ovati",
        "ivati",
        "ait",
        "ivat",
        "ovat",
        "uvat",
        "iat",
        "nu",
        "anu",
        "enu",
    ]
)
_LONGEST = max(map(len, _ENDINGS))


def stemmer_for(language: str) -> Callable[[str], str]:
    """Return the function that stems words of `language`; languages that snowball does not know keep their words."""
    name = _SNOWBALL.get(language)
    if name is None:
        return str
    stem_word: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return lru_cache(maxsize=WORD_CACHE)(stem_word)


@lru_cache(maxsize=WORD_CACHE)
def slavic_stem(word: str) -> str:
    """Return the common stem of a Ukrainian or Russian word in any script, with `SLAVIC` before it.

    "переговорів", "переговоров" and "peregovory" give the same stem. Works on `latin_key`, strips the reflexive
    ending, then the longest inflection that leaves `SHORTEST_STEM` letters.
    """
    return slavic_stem_of_key(latin_key(word))


def slavic_stem_of_key(key: str) -> str:
    """Return the `slavic_stem` of the words with this Latin key."""
    if len(key) > SHORTEST_STEM + 2 and key.endswith("sa"):
        key = key[:-2]
    for length in range(min(_LONGEST, len(key) - SHORTEST_STEM), 0, -1):
        if key[-length:] in _ENDINGS:
            key = key[:-length]
            break
    # what may be an infinitive's or a third person's t goes from all forms alike: президент, президента
    return SLAVIC + (key[:-1] if key.endswith("t") and len(key) > SHORTEST_STEM else key)


def stem(word: str, latin_stem: Callable[[str], str]) -> str:
    """Return the stem of `word`: by the Slavic rules if it is Cyrillic, else by `latin_stem`."""
    return slavic_stem(word) if has_cyrillic(word) else latin_stem(word)
