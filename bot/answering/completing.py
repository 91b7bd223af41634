"""A question that is still being typed: what its last word may become, and which questions of the base begin so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.language.pack import merged
from bot.language.text import words_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.model import Knowledge
    from bot.language.pack import Pack

WORDS = 3
"""Words that an unfinished one is taken for: each costs a look-up in the base."""


class Completion:
    """Completes by the words of a base's questions and the names in it.

    `asked_by` has the questions as they are printed, each with its entry and its language (`Showcase.asked_by`).
    """

    def __init__(self, knowledge: Knowledge, asked_by: Mapping[str, tuple[str, str]], packs: Iterable[Pack]) -> None:
        self._printed = tuple((words_of(question), *entry) for question, entry in asked_by.items())
        self._small = words_in(merged(packs).stop_words)
        found: dict[str, Counter[str]] = {language: Counter() for language in knowledge.story.languages}
        self._names = {language: dict[str, None]() for language in found}
        for entity in knowledge.entities:
            for language, name in entity.name.items():
                self._names[language].update(dict.fromkeys(words_of(name)))
        for entry in knowledge.entries:
            for language, text in entry.questions.items():
                found[language].update(word for word in dict.fromkeys(words_of(text)) if word not in self._small)
        self._words = {code: self._names[code] | dict(words.most_common()) for code, words in found.items()}

    def readings(self, query: str, language: str) -> tuple[str, ...]:
        """Return the query with its last word as it may go on, names first, then common words.

        They are words of `language`, where it has any that begin so. () where the last word is finished: something
        follows it, or none begins so. A word that the base has as it stands may still become a name.
        """
        words = query.split()
        if not words or not query[-1].isalpha():
            return ()
        before = " ".join(words[:-1])
        (key,) = words_of(words[-1])[-1:] or ("",)
        known = self._names if self.is_whole(words[-1]) else self._words
        others = (known[each] for each in known if each != language)
        longer = next(filter(None, (_longer(key, each) for each in (known.get(language, {}), *others))), [])
        return tuple(f"{before} {word}".strip() for word in longer)

    def entries(self, query: str, language: str) -> tuple[str, ...]:
        """Return entries whose question, as printed in `language`, has all words of the query, the last one begun."""
        words = words_of(query)
        if not words or not query[-1].isalpha():
            return ()
        *before, begun = words
        return tuple(
            entry_id
            for printed, entry_id, printed_in in self._printed
            if printed_in == language and set(before) <= set(printed) and any(one.startswith(begun) for one in printed)
        )

    def is_whole(self, word: str) -> bool:
        """Tell whether the base, or a language, has a word as it stands."""
        (key,) = words_of(word)[-1:] or ("",)
        return key in self._small or any(key in words for words in self._words.values())


def _longer(key: str, words: Iterable[str]) -> list[str]:
    """Return the first words that begin so, none of which another one begins with."""
    found = list[str]()
    for word in words if key else ():
        if word.startswith(key) and word != key and not any(word.startswith(one) for one in found):
            found.append(word)
            if len(found) == WORDS:
                break
    return found
