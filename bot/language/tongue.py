"""Which of the story's languages a query is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.language.pack import Pack
    from bot.language.reading import Word

TELLING_WEIGHT = 2.0
"""Common words that a word with a letter which only one of the languages has is worth."""


class Tongue:
    """Tells the language of a query by its words and letters."""

    def __init__(self, packs: Sequence[Pack], texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Take the packs of the languages, and texts of the base: the language of each and its words."""
        self.languages = tuple(pack.language for pack in packs)
        self._telling = {pack.language: re.compile(f"[{re.escape(pack.letters)}]") for pack in packs if pack.letters}
        self._words: dict[str, set[str]] = {
            pack.language: {word for text in pack.stop_words for word in words_of(text)} for pack in packs
        }
        for language, words in texts:
            if language in self._words:
                self._words[language].update(words)

    def of(self, words: Sequence[Word], matched: str = "") -> str | None:
        """Return the language of most of the words; `matched`, that of the phrasing found, decides a tie.

        None if no word tells anything and nothing matched.
        """
        scores = dict.fromkeys(self.languages, 0.0)
        for word in words:
            text = word.read_as or word.text
            for language in self.languages:
                scores[language] += text in self._words[language]
                telling = self._telling.get(language)
                if telling is not None and telling.search(word.text):
                    scores[language] += TELLING_WEIGHT
        best = max(scores.values(), default=0.0)
        if best == 0:
            return matched or None
        among = [language for language in self.languages if scores[language] == best]
        return matched if matched in among else among[0]
