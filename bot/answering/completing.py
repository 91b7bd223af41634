"""A question that is still being typed: what its last word may become, and which questions of the base begin so."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.model import Conflict, Fact, Gap, Knowledge
    from bot.language.pack import Pack

WORDS = 3
"""Words that an unfinished one is taken for: each costs a look-up in the base."""


class Completion:
    """Completes by the words of a base's questions and the names in it.

    `asked_by` has the questions as they are printed, each with its entry and its language (`Showcase.asked_by`).
    """

    def __init__(self, knowledge: Knowledge, asked_by: Mapping[str, tuple[str, str]], packs: Iterable[Pack]) -> None:
        self._printed = tuple((words_of(question), *entry) for question, entry in asked_by.items())
        self._small = {word for pack in packs for phrase in pack.stop_words for word in words_of(phrase)}
        entries: tuple[Fact | Gap | Conflict, ...] = (*knowledge.facts, *knowledge.gaps, *knowledge.conflicts)
        asked = (text for entry in entries for text in entry.questions.values())
        names = (name for entity in knowledge.entities for name in entity.name.values())
        found = Counter(word for text in chain(asked, names) for word in set(words_of(text)) - self._small)
        self._words = {word: None for word, _ in found.most_common()}

    def readings(self, query: str) -> tuple[str, ...]:
        """Return the query with its last word as it may go on, the commonest first; where it cannot, without that word.

        () where the last word is finished: something follows it, or the base has that very word.
        """
        words = query.split()
        if not words or not query[-1].isalpha() or self._is_whole(words[-1]):
            return ()
        *before, begun = words
        whole = " ".join(before)
        return tuple(f"{whole} {word}".strip() for word in self._longer(begun)) or ((whole,) if whole else ())

    def entries(self, query: str) -> tuple[tuple[str, str], ...]:
        """Return entries whose printed question has all words of the query, the last one as it begins.

        Each with the language of that question, in the order of the base.
        """
        words = words_of(query)
        if not words or not query[-1].isalpha():
            return ()
        *before, begun = words
        return tuple(
            (entry_id, language)
            for printed, entry_id, language in self._printed
            if set(before) <= set(printed) and any(word.startswith(begun) for word in printed)
        )

    def _is_whole(self, word: str) -> bool:
        return any(part in self._words or part in self._small for part in words_of(word)[-1:])

    def _longer(self, begun: str) -> list[str]:
        """Return words that begin so, none of which another one begins with."""
        (key,) = words_of(begun)[-1:] or ("",)
        found = list[str]()
        for word in self._words if key else ():
            if word.startswith(key) and not any(word.startswith(one) for one in found):
                found.append(word)
                if len(found) == WORDS:
                    break
        return found
