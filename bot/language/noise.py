"""Noise: letters that are no words, by what stands beside what in the words of every language that has a pack.

The base alone would not do: one of five questions has so few words that plain English looks like noise.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from bot.language.keyboard import rows_of
from bot.language.pack import merged, shipped_packs
from bot.language.text import latin_key, words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LETTERS_KNOWN = 0.56
"""Share of letter trigrams that stand in known words, below which words that nobody has seen are no words.
Measured on all tune questions and four stories: plain words have 0.60 or more, pressed keys mostly less."""

RUN = 4
"""Neighbouring keys in a row that nobody types in a word: "asdf", "олдж"."""

_VOWEL = re.compile(r"[aeiouyà-åè-ïò-öù-ýаеиоуыэюяіїєё0-9]")
_REPEATED = re.compile(r"(.)\1\1")
SHORTEST = 3
"""Letters from which a word has a vowel or is none; "pls" and "tldr" are few."""


class Noise:
    """Tells noise from words that the base has not seen."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._vocabulary = vocabulary

    def is_noise(self, words: Sequence[str]) -> bool:
        """Say whether these words, all of them unseen, are keys pressed at random."""
        words = [word for word in words if not word.isdigit()]
        if not words:
            return True
        if sum(map(self._unsayable, words)) * 2 >= len(words):
            return True
        grams = [gram for word in words for gram in _trigrams(latin_key(word))]
        return sum(gram in self._known for gram in grams) < LETTERS_KNOWN * len(grams)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Made when the first query has nothing but unseen words."""
        mixed = merged(shipped_packs())
        said = words_in((*mixed.stop_words, *mixed.fillers, *mixed.asks.phrases, *mixed.smalltalk.phrases))
        return frozenset(gram for word in said.union(self._vocabulary) for gram in _trigrams(latin_key(word)))

    @cached_property
    def _runs(self) -> frozenset[str]:
        rows = set(rows_of(shipped_packs()))
        return frozenset(row[at : at + RUN] for row in rows for at in range(len(row) - RUN + 1))

    def _unsayable(self, word: str) -> bool:
        run = any(word[at : at + RUN] in self._runs for at in range(len(word) - RUN + 1))
        return run or _REPEATED.search(word) is not None or (len(word) >= SHORTEST and not _VOWEL.search(word))


def _trigrams(key: str) -> list[str]:
    marked = f"^{key}$"
    return [marked[at : at + 3] for at in range(len(marked) - 2)]
