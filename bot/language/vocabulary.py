"""The words of a base with the ways to them: by stem, by Latin key, by misspelling."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from bot.language.spelling import Speller
from bot.language.stems import SHORTEST_STEM, SLAVIC
from bot.language.text import cyrillic_keys, has_cyrillic, latin_key, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.language.stems import Stems

NAME = "!"
"""Marks the stem of a short name, which no other form of any word has."""

SHORTEST_STEMMED_NAME = 4
"""Letters: "Зе" and "ВОЗ" are names only as they stand, not the stems of "зе..." and "возив"."""

SHORTEST_LOOSE = 6
"""Letters of a stem from which it is repaired without its ending, or with another first letter."""

SHORTEST_TRANSLITERATED = 5
"""Letters from which a single Latin word is read as a Cyrillic one: "polo" is no "поле"."""

SHORTEST_KEY = 4
"""Letters from which a word is looked up by its Latin key or read as a transliteration on its own."""


class Vocabulary:
    """Every word that the base, its names and the packs of its languages hold.

    `names` are texts whose words are names: they are repaired more tolerantly. `small` are stop words; `asking` are
    question words, to which a misspelling is repaired first. All other words are learned.
    """

    def __init__(
        self,
        stems: Stems,
        names: Iterable[str],
        small: Iterable[str],
        asking: Collection[str] = (),
    ) -> None:
        self._stems = stems
        self._asking = asking
        self.stem_of: dict[str, str] = {}
        self.small = frozenset(word for text in small for word in words_of(text))
        self.names = frozenset(word for text in names for word in words_of(text)) - self.small
        self.form_of: dict[str, str] = {}
        """How each word is spelt in letters that both scripts share: Cyrillic words by their Latin key."""
        self.stems: set[str] = set()
        self.learn(chain(sorted(self.small), sorted(self.names)))
        for word in self.names:
            if len(word) < SHORTEST_STEMMED_NAME:
                self.stem_of[word] = NAME + word
        self.stems = set(self.stem_of.values())

    def learn(self, words: Iterable[str]) -> None:
        """Take in words, before anything is looked up."""
        new = [word for word in dict.fromkeys(words) if word not in self.stem_of]
        cyrillic = [word for word in new if has_cyrillic(word)]
        for word, key in zip(cyrillic, cyrillic_keys(cyrillic), strict=True):
            self.form_of[word] = key
            self.stem_of[word] = self._stems.in_cyrillic(word, self._stems.of_key(key))
        for word in new:
            if word not in self.form_of:
                self.form_of[word] = word
                self.stem_of[word] = self._stems.latin(word)
        self.stems.update(map(self.stem_of.__getitem__, new))

    def restore(self, stem_of: dict[str, str], form_of: dict[str, str]) -> None:
        """Hold the words that such a vocabulary has learned before, and no others."""
        self.stem_of, self.form_of, self.stems = stem_of, form_of, set(stem_of.values())

    @cached_property
    def _cyrillic(self) -> list[str]:
        return sorted(filter(has_cyrillic, self.stem_of))

    @cached_property
    def _by_key(self) -> dict[str, str]:
        """Words by their Latin key, names before others; made for the first word that the base does not have."""
        by_key: dict[str, str] = {}
        for word in sorted(self.stem_of):
            if len(word) >= SHORTEST_KEY:
                by_key.setdefault(self._key(word), word)
        for name in sorted(self.names):
            by_key[self._key(name)] = name
        return by_key

    @cached_property
    def _by_slavic(self) -> dict[str, str]:
        """The shortest Cyrillic word of each stem."""
        by_stem: dict[str, str] = {}
        for word in sorted(self._cyrillic, key=len):
            by_stem.setdefault(self._stems.slavic(word), word)
        return by_stem

    @cached_property
    def _key_to_word(self) -> dict[str, str]:
        """What Cyrillic words are repaired on: keys, with and without the ending.

        A misspelt word may stand in a form that the base does not have.
        """
        words = {self.form_of[word]: word for word in reversed(self._cyrillic)}
        for mark, word in self._by_slavic.items():
            words.setdefault(mark.removeprefix(SLAVIC), word)
        return words

    @cached_property
    def _name_keys(self) -> dict[str, str]:
        return {self._key(name): name for name in sorted(self.names)}

    @cached_property
    def _latin_speller(self) -> Speller:
        """Made when the first word must be repaired: a correctly spelt question needs none."""
        return Speller((word for word in self.stem_of if not has_cyrillic(word)), self._asking)

    @cached_property
    def _cyrillic_speller(self) -> Speller:
        return Speller(self._key_to_word, {latin_key(word) for word in self._asking if has_cyrillic(word)})

    @cached_property
    def _name_speller(self) -> Speller:
        return Speller(self._name_keys)

    def _key(self, word: str) -> str:
        """Return the Latin key of a word of the base."""
        form = self.form_of[word]
        return latin_key(word) if form == word else form

    def stem_unknown(self, word: str) -> str:
        """Return the stem that `word` would have."""
        return self.stem_of.get(word) or self._stems.of(word)

    def knows(self, word: str) -> bool:
        """Say whether the word or another form of it stands in the base."""
        if word in self.stem_of:
            return True
        mark = self._stems.of(word)
        return len(mark.removeprefix(SLAVIC)) >= SHORTEST_STEM and mark in self.stems

    def by_key(self, word: str) -> str | None:
        """Return a word of the base that sounds alike in either script ("umierov" -> "umerov")."""
        return self._by_key.get(latin_key(word)) if len(word) >= SHORTEST_KEY else None

    def by_transliteration(self, word: str, *, short: bool = False) -> str | None:
        """Return the Cyrillic word that a Latin `word` transliterates; `short` allows short words too."""
        if len(word) < SHORTEST_TRANSLITERATED and not short:
            return None
        if 2 * len(latin_key(word)) < len(word):
            return None  # "qqq" folds to one letter
        return self._by_slavic.get(self._stems.slavic(word))

    def repair_name(self, word: str) -> str | None:
        """Return the name that `word` misspells, in whatever script."""
        if len(word) < SHORTEST_KEY:
            return None  # "qwe" is as near to a name as to anything
        found = self._name_speller.repair(latin_key(word), tolerant=True)
        return self._name_keys[found[0][0]] if found else None

    def repair(self, word: str) -> str | None:
        """Return the word of the same script that `word` misspells."""
        if not has_cyrillic(word):
            found = self._latin_speller.repair(word)
            return found[0][0] if found else None
        return self.repair_transliteration(word)

    def repair_transliteration(self, word: str) -> str | None:
        """Return the Cyrillic word whose key `word`, in either script, misspells."""
        key = latin_key(word)
        found = [
            pair for pair in self._cyrillic_speller.repair(key) if pair[0][0] == key[0] or len(key) >= SHORTEST_LOOSE
        ]
        if not found:
            stem = self._stems.slavic(word).removeprefix(SLAVIC)
            if len(stem) >= SHORTEST_LOOSE:
                near = self._cyrillic_speller.repair(stem)
                found = [
                    pair
                    for pair in near
                    if pair[1] == 1 and pair[0][0] == stem[0] and len(pair[0]) >= SHORTEST_LOOSE - 1
                ]
        return self._key_to_word[found[0][0]] if found else None
