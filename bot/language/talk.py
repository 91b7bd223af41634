"""What is said around a question: small talk, fillers, and the small words that ask for a time, a place, a person."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.language.phrases import Phrasebook
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.language.pack import Pack

LONGEST_PHRASE = 8
"""Words of the longest phrase that is looked for."""

_KINDS = ("about-bot", "overview", "thanks", "farewell", "greeting")
"""Kinds of small talk; the one that says most comes first."""


class Talk:
    """The small words of some languages together: people mix them."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = packs
        smalltalk = [
            (phrase, kind.replace("_", "-"))
            for pack in packs
            for kind in type(pack.smalltalk).model_fields
            for phrase in sorted(getattr(pack.smalltalk, kind))
        ]
        self._smalltalk: dict[tuple[str, ...], str] = {}
        for phrase, kind in smalltalk:
            self._smalltalk.setdefault(words_of(phrase), kind)
        self._fillers = dict.fromkeys((words_of(phrase) for pack in packs for phrase in pack.fillers), "filler")
        self._dated = dict.fromkeys((words_of(phrase) for pack in packs for phrase in pack.dated), "dated")
        self._anywhere = _words_in(pack.smalltalk_anywhere for pack in packs)
        self._address = _words_in(pack.address for pack in packs)
        self.offices = [words_of(phrase) for pack in packs for phrase in pack.offices]
        self.accusations = [words_of(phrase) for pack in packs for phrase in pack.accusations]
        self.beside_names = _words_in(pack.beside_names for pack in packs)
        self.clause_breaks = _words_in(pack.clause_breaks for pack in packs)
        asks = [
            (phrase, ask)
            for pack in packs
            for ask in type(pack.asks).model_fields
            for phrase in sorted(getattr(pack.asks, ask))
        ]
        self._asks = Phrasebook((words_of(phrase), ask) for phrase, ask in asks)
        self.question_words = frozenset(phrase for phrase, _ in asks if " " not in phrase)
        """Single words that ask for something."""

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Common words, made for the first word that the base does not have: none is a misspelling."""
        said = (phrase for pack in self._packs for kind in dict(pack.smalltalk).values() for phrase in kind)
        return _words_in((*(pack.everyday for pack in self._packs), said))

    def smalltalk_of(self, words: Sequence[str]) -> str:
        """Return the kind of small talk that these normalised words are through and through, "" if more is said.

        Several phrases may follow each other ("hi, how are you?"); what says most wins, in the order of
        `_KINDS`.
        """
        kinds: set[str] = set()
        position = 0
        while position < len(words):
            length = _longest(self._smalltalk, words, position)
            if length:
                kinds.add(self._smalltalk[tuple(words[position : position + length])])
                position += length
            elif kinds and words[position] in self._address:
                position += 1
            else:
                return ""
        return next((kind for kind in _KINDS if kind in kinds), "")

    def without(self, words: Sequence[str]) -> list[int]:
        """Return the positions of the words that are left when greetings, thanks and fillers are taken out.

        A phrase that also asks something ("who are you") is left in: taking it out could take out the question.
        """
        kept: list[int] = []
        position = 0
        while position < len(words):
            length = _longest(self._fillers, words, position)
            talk = _longest(self._smalltalk, words, position)
            if talk and self._smalltalk[tuple(words[position : position + talk])] in {"about-bot", "overview"}:
                talk = 0
            if talk == 1 and words[position] not in self._anywhere:
                talk = 0
            length = max(length, talk)
            if not length:
                kept.append(position)
            position += length or 1
        return kept

    def is_dated(self, words: Sequence[str]) -> bool:
        """Say whether the words ask for the present: now, today, still, latest."""
        return any(_longest(self._dated, words, position) for position in range(len(words)))

    def asks_of(self, words: Sequence[str]) -> frozenset[str]:
        """Return what a question in these (normalised) words asks for; empty for a statement or bare keywords.

        "manner" is left out where something more definite is asked: "how many" is a number.
        """
        found = self._asks.found_in(words)
        if len(found) > 1:
            found.discard("manner")
        return frozenset(found)


def _words_in(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for group in groups for written in group for word in words_of(written))


def _longest(table: dict[tuple[str, ...], str], words: Sequence[str], position: int) -> int:
    for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
        if tuple(words[position : position + length]) in table:
            return length
    return 0
