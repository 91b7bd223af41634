"""Reading a query: every word is known, repaired, transliterated, retyped in another layout, or unseen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from bot.retrieval.features import Tokens
from bot.retrieval.layout import other_layouts
from bot.retrieval.text import has_cyrillic, latin_key, normalise, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.concepts import Mention, Phrasebook
    from bot.retrieval.vocabulary import Vocabulary

How = Literal["known", "stop word", "repaired", "layout", "transliterated", "unseen"]

LAYOUT_GAIN = 0.34
"""Share of the letters by which another layout must be better known before the whole query is retyped: half-known
queries ("ну rnj") stay as they are and are repaired word by word."""

SHORTEST_RETYPED = 4
"""Letters from which a query is read under other layouts: punctuation alone would turn into words."""

TRANSLITERATED_LEAD = 1.3
"""Times as many letters must be known as Cyrillic words before a whole Latin query is read so: short words are both."""

MAX_WORDS = 1200
"""Words of a query that are read; more than a message of 4,096 characters has."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query with its reading: `read_as` is the word of the base that it stands for, "" if unseen."""

    text: str
    read_as: str
    stem: str
    how: How


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, read: its words, its features' raw material and the concepts in it."""

    words: tuple[Word, ...]
    tokens: Tokens
    mentions: tuple[Mention, ...]


class Reader:
    """Turns texts into tokens with the words and concepts of one base."""

    def __init__(self, vocabulary: Vocabulary, phrasebook: Phrasebook) -> None:
        self.vocabulary = vocabulary
        self.phrasebook = phrasebook
        self._read_word = lru_cache(maxsize=16_384)(self._reading_of)

    def read_base(self, words: Sequence[str]) -> Tokens:
        """Return the tokens of a text of the base, as it stands; the vocabulary holds all its words."""
        stems = tuple(map(self.vocabulary.stem_of.__getitem__, words))
        forms = tuple(map(self.vocabulary.form_of.__getitem__, words))
        return Tokens(stems, forms, self.phrasebook.features_in(stems))

    def read(self, query: str) -> Reading:
        """Return the reading of a query or clause, word by word, in the layout that it stands in."""
        raw = split_words(normalise(query))[:MAX_WORDS]
        transliterated = self._is_transliterated(raw)
        words = [self._read_word(word, transliterated) for word in raw]
        return self.assemble(words)

    def assemble(self, words: Sequence[Word]) -> Reading:
        """Return the reading of words that are read already, such as one clause of a longer message."""
        stems = tuple(word.stem for word in words)
        mentions = tuple(self.phrasebook.mentions(stems))
        unseen = frozenset(number for number, word in enumerate(words) if word.how == "unseen")
        forms = tuple(_form(word.read_as or word.text) for word in words)
        return Reading(
            tuple(words), Tokens(stems, forms, tuple(mention.feature for mention in mentions), unseen), mentions
        )

    def retype(self, query: str) -> tuple[str, bool]:
        """Return the query in the layout that its words are best known in, and whether that is another one."""
        if sum(letter.isalpha() for letter in query) < SHORTEST_RETYPED:
            return query, False
        known = self._known_share(query)
        if known >= 1 - LAYOUT_GAIN:
            return query, False
        best, best_share = query, known + LAYOUT_GAIN
        for reading in other_layouts(query):
            share = self._known_share(reading)
            if share > best_share:
                best, best_share = reading, share
        return best, best is not query

    def _known_share(self, text: str) -> float:
        words = split_words(normalise(text))[:40]
        total = sum(map(len, words))
        known = sum(len(word) for word in words if self.vocabulary.knows(word) or self.vocabulary.by_key(word))
        return known / total if total else 0.0

    def _is_transliterated(self, words: Sequence[str]) -> bool:
        latin = [word for word in words if not has_cyrillic(word) and not word.isdigit()]
        as_it_is = sum(len(word) for word in latin if self.vocabulary.knows(word))
        as_slavic = sum(len(word) for word in latin if self.vocabulary.by_transliteration(word, short=True))
        return as_slavic > TRANSLITERATED_LEAD * as_it_is

    def _reading_of(self, word: str, transliterated: bool) -> Word:  # noqa: C901, FBT001, PLR0911  (ways in turn)
        vocabulary = self.vocabulary
        if transliterated and not has_cyrillic(word):
            found = vocabulary.by_transliteration(word, short=True)
            if found is not None:
                return self._word(word, found, "transliterated")
        if word in vocabulary.small:
            return self._word(word, word, "stop word")
        if vocabulary.knows(word):
            return self._word(word, word, "known")
        found = vocabulary.by_key(word)
        if found is not None:
            return self._word(word, found, "known" if has_cyrillic(found) == has_cyrillic(word) else "transliterated")
        if not has_cyrillic(word) and (found := vocabulary.by_transliteration(word)) is not None:
            return self._word(word, found, "transliterated")
        if word.isdigit():
            return Word(word, "", "?" + word, "unseen")
        found = (
            (vocabulary.repair_transliteration(word) if transliterated else None)
            or vocabulary.repair(word)
            or vocabulary.repair_name(word)
        )
        if found is not None:
            return self._word(word, found, "repaired")
        for retyped in other_layouts(word):
            retyped_words = split_words(normalise(retyped))
            if len(retyped_words) == 1 and len(word) >= SHORTEST_RETYPED and vocabulary.knows(retyped_words[0]):
                return self._word(word, retyped_words[0], "layout")
        return Word(word, "", "?" + vocabulary.stem_unknown(word), "unseen")

    def _word(self, text: str, read_as: str, how: How) -> Word:
        return Word(text, read_as, self.vocabulary.stem_unknown(read_as), how)


def _form(word: str) -> str:
    return latin_key(word) if has_cyrillic(word) else word
