"""Which of the story's languages a message is written in, as far as its words tell."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from bot.language.phrases import ROLE, THESAURUS, places_of
from bot.language.text import has_cyrillic, latin_key, words_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.language.pack import Pack
    from bot.language.reading import Clause, Word

TELLING_WEIGHT = 2
"""Common words that a word with a letter which only one of the languages has is worth."""

MOST_WORDS = 200
"""Words of a message that tell its language."""

LONGEST = 1200
"""Characters in which these stand."""

SHORTEST_KEY = 5
"""Letters of a key from which a strange word in Latin letters may be a Cyrillic one: "more" is no "море"."""

SHORTEST_SAID = 2
"""The same in small talk and beside words that are read as Cyrillic ones: "kak dela"; but "b" is no "б"."""

NO_KEY = LONGEST
"""The same where no word in Latin letters may be a Cyrillic one."""

_RAW = re.compile(r"[\w'’ʼ]+")
_OTHERS = re.compile(r"(?![÷ëïčšž])[\u00df-\u024f\u1e00-\u1eff]")
"""A Latin letter in which nobody spells Cyrillic ones: whoever writes "ł" or "ü" writes no Ukrainian."""


class Told(NamedTuple):
    """What a message tells: the languages that it may be in.

    One where it tells, several where they share its words; none where it has no word of any.
    """

    languages: tuple[str, ...] = ()
    certain: bool = False
    """Letters tell them that the others do not have, or they were asked for; else words do."""
    alphabets: tuple[str, ...] = ()
    """The languages in whose letters the words were read, where all of them are in Latin ones; else ()."""


class Tongue:
    """Tells the language of a message by its words and letters."""

    def __init__(self, packs: Sequence[Pack], languages_of: Mapping[str, tuple[str, ...]]) -> None:
        """Take the packs of the languages, and which of them each word is of."""
        self.languages = tuple(pack.language for pack in packs)
        self._telling = {pack.language: frozenset(pack.letters) for pack in packs if pack.letters}
        self._months = {month[0] for pack in packs for month in pack.months}
        """What "28.11" may have been written out to, in a language that is a guess."""
        self.languages_of = languages_of
        written = Counter(chain.from_iterable(languages_of.values()))
        cyrillic = Counter(chain.from_iterable(its for word, its in languages_of.items() if has_cyrillic(word)))
        self._cyrillic = tuple(code for code in self.languages if 2 * cyrillic[code] > written[code])
        self._latin = tuple(code for code in self.languages if code not in self._cyrillic)

    def of(self, written: str, message: Sequence[str], clause: Clause | None = None) -> Told:
        """Return which languages a message may be in; digits, signs and strange words in Latin letters tell none.

        `written` is its text, and `message` its words. What is asked in the `clause` that is answered counts before
        what else is said, and that before names (whoever writes "who is Єрмак" writes English), and these before what
        is misspelt. Where a Latin letter is none of a transliteration, no word is one.
        """
        words = clause.words if clause else ()
        mentions = clause.mentions if clause else ()
        named = places_of(one for one in mentions if one.concept[0] not in (THESAURUS, ROLE))  # by name, not by role
        names = {words[at].text for at in named}
        guessed = self._months.difference(message)
        message = message[:MOST_WORDS]
        letters = self._letters_in(f"{written[:LONGEST]} {clause.text if clause else ''}")
        latin = clause is not None and not any(word.how == "transliterated" for word in words)
        said = [*message, *(word.text for word in words if word.text not in guessed)]
        cyrillic = any(has_cyrillic(word) for word in said) or any(word.how == "layout" for word in words)
        others = not cyrillic and bool(self._latin) and any(map(_OTHERS.search, message))
        shortest = NO_KEY if others else SHORTEST_KEY if latin else SHORTEST_SAID
        groups = (
            [
                self._of_word(word, letters, shortest)
                for at, word in enumerate(words)
                if at not in named and word.text not in guessed
            ],
            [letters.get(word) or self._having(word, shortest) for word in message if word not in names],
            [self._of_word(words[at], letters, shortest) for at in named],
            [self._having(word.read_as, shortest) for word in words if _is_misspelt(word)],
        )
        left = self._latin if others else self.languages
        told = others
        for group in groups:
            counts = Counter(language for languages in group for language in languages if language in left)
            if counts:
                told = True
                left = tuple(language for language in left if counts[language] == max(counts.values()))
        if not told:
            return Told()
        certain = others or any(word in letters and word not in names for word in said)
        return Told(left, certain, () if cyrillic or set(left) & set(self._latin) else self._cyrillic)

    def _letters_in(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return the words with letters that only one language has, ё among them, which is folded in words."""
        return {
            word: (language,) * TELLING_WEIGHT
            for raw in _RAW.findall(text.casefold())
            for language, letters in self._telling.items()
            if not letters.isdisjoint(raw)
            for word in words_of(raw)
        }

    def _of_word(self, word: Word, letters: dict[str, tuple[str, ...]], shortest: int) -> tuple[str, ...]:
        """Return the languages that a word speaks for, as it is written; only another layout is what it is read as."""
        if word.how == "transliterated":
            return self._by_key(word.text, shortest)
        return letters.get(word.text) or self._having(word.read_as if word.how == "layout" else word.text, shortest)

    def _having(self, word: str, shortest: int) -> tuple[str, ...]:
        """Return the languages that have a word; what none has, is one of theirs that are written in its letters."""
        if word.isdigit():
            return ()
        if having := self.languages_of.get(word):
            return having
        return self._cyrillic if has_cyrillic(word) else self._by_key(word, shortest)

    def _by_key(self, word: str, shortest: int) -> tuple[str, ...]:
        """Return the languages that have a word in Cyrillic letters, given in Latin ones."""
        key = latin_key(word)
        if len(key) < shortest:
            return ()
        return tuple(language for language in self._cyrillic if key in self._keys[language])

    @cached_property
    def _keys(self) -> dict[str, frozenset[str]]:
        """Made for the first message in Latin letters that are not those of its language."""
        return {
            language: frozenset(
                latin_key(word) for word, its in self.languages_of.items() if language in its and has_cyrillic(word)
            )
            for language in self._cyrillic
        }


def languages_of(packs: Sequence[Pack], texts: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """Return the languages of each word: of the packs' own, and of texts, the language of each and its words."""
    words = {pack.language: set(_words_of(pack)) for pack in packs}
    for language, of_text in texts:
        if language in words:
            words[language].update(of_text)
    languages: dict[str, tuple[str, ...]] = {}
    for language, its in words.items():
        shared = {word: (*languages[word], language) for word in languages.keys() & its}
        languages.update(dict.fromkeys(its, (language,)))
        languages.update(shared)
    return languages


def _words_of(pack: Pack) -> frozenset[str]:
    return words_in((*pack.stop_words, *pack.everyday, *pack.smalltalk.phrases, *pack.asks.phrases))


def _is_misspelt(word: Word) -> bool:
    """Say whether a word stands for another in the same letters: what Latin ones were repaired to may be chance."""
    return word.how == "repaired" and has_cyrillic(word.text) == has_cyrillic(word.read_as)
