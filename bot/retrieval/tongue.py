"""Which of the story's languages a query is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.retrieval.languages import hints_for
from bot.retrieval.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.engine import Phrasing
    from bot.retrieval.reader import Word

_TELLING = {"uk": re.compile("[іїєґ]"), "ru": re.compile("[ыэъё]")}
"""Letters that only one of the two languages has; one of them in a word is worth two common words."""

TELLING_WEIGHT = 2.0


class Tongue:
    """Tells the language of a query by its words and letters."""

    def __init__(self, languages: Sequence[str], phrasings: Sequence[Phrasing], words: Sequence[Sequence[str]]) -> None:
        self.languages = tuple(languages)
        self._words: dict[str, set[str]] = {}
        for language in languages:
            hints = hints_for(language)
            self._words[language] = {word for text in hints.stop_words for word in words_of(text)}
        for phrasing, of_text in zip(phrasings, words, strict=True):
            if phrasing.language in self._words:
                self._words[phrasing.language].update(of_text)

    def of(self, words: Sequence[Word], matched: str = "") -> str | None:
        """Return the language of most of the words; `matched`, that of the phrasing found, decides a tie.

        None if no word tells anything and nothing matched.
        """
        scores = dict.fromkeys(self.languages, 0.0)
        for word in words:
            text = word.read_as or word.text
            for language in self.languages:
                scores[language] += text in self._words[language]
                telling = _TELLING.get(language)
                if telling is not None and telling.search(word.text):
                    scores[language] += TELLING_WEIGHT
        best = max(scores.values(), default=0.0)
        if best == 0:
            return matched or None
        among = [language for language in self.languages if scores[language] == best]
        return matched if matched in among else among[0]
