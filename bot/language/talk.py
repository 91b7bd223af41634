"""What is said around a question: small talk, fillers, and the small words that ask for a time, a place, a person."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from bot.language.frames import Frames
from bot.language.phrases import Phrasebook, places_of
from bot.language.reading import WE, YOU
from bot.language.text import has_cyrillic, latin_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.language.pack import Pack

_KINDS = ("privacy", "about-bot", "overview", "thanks", "farewell", "greeting")
"""Kinds of small talk; the one that says most comes first."""

_ASKED = ("privacy", "overview")
"""Kinds that ask something, and may be asked with more words."""

_AROUND = ("thanks", "farewell", "greeting")
"""Kinds that may be taken out of a question: "who are you" could be the question itself."""

_TAIL = re.compile(
    r"(?<=\w)(?:(?:,|\s[-–—])\s+({0})\s*(?:[.!?…]+|(?=\n)|$)|[.!?…]+\s+({0})\s*[.!…]*\?[.!?…]*)".format(
        r"[^\W\d_][^,.!?…\n]{0,24}?"
    )
)
"""The last words of a sentence behind a comma or a dash, or a sentence that follows it and asks."""


class Talk:
    """The small words of some languages together: people mix them."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = packs
        self.frames = Frames(packs)
        """How clauses ask."""
        self.spellings = {
            spelling: word
            for pack in reversed(packs)
            for word, spellings in pack.spellings.items()
            for spelling in _words_in([spellings])
        }
        """The words that chat spellings stand for."""
        smalltalk = {
            words_of(phrase): kind.replace("_", "-")
            for pack in reversed(packs)  # of two languages the first says what a phrase is
            for kind in reversed(type(pack.smalltalk).model_fields)
            for phrase in getattr(pack.smalltalk, kind)
        }
        anywhere = _words_in(pack.smalltalk_anywhere for pack in packs)
        self._phrases = smalltalk
        self._smalltalk = Phrasebook(smalltalk.items())
        around = [
            words
            for words, kind in smalltalk.items()
            if kind in _AROUND and (len(words) > 1 or anywhere.issuperset(words))
        ]
        fillers = [words_of(phrase) for pack in packs for phrase in pack.fillers]
        self._around = Phrasebook((words, "around") for words in (*around, *fillers))
        self._tags = frozenset(words_of(phrase) for pack in packs for phrase in pack.tags)
        self._dated = Phrasebook((words_of(phrase), "dated") for pack in packs for phrase in pack.dated)
        self._address = _words_in(pack.address for pack in packs)
        self.offices = [words_of(phrase) for pack in packs for phrase in pack.offices]
        self.accusations = [words_of(phrase) for pack in packs for phrase in pack.accusations]
        self.phases = [words_of(phrase) for pack in packs for phrase in pack.phases]
        self.acts = [words_of(phrase) for pack in packs for phrase in pack.acts]
        self.capital_nouns = frozenset(pack.language for pack in packs if pack.capital_nouns)
        """Languages in which a capital letter tells no name."""
        self.capitals_tell = len(self.capital_nouns) < len(packs)
        self.beside_names = _words_in(pack.beside_names for pack in packs)
        self._personal = Phrasebook(
            (words_of(phrase), concept)
            for pack in packs
            for concept, phrases in ((YOU, pack.personal), ("", pack.bots_own))
            for phrase in phrases
        )
        self._requests = Phrasebook((words_of(one), "request") for pack in packs for one in pack.replies.requests)
        self.famous = _words_in(pack.famous for pack in packs)
        self.pronouns = _words_in(pack.replies.pronouns for pack in packs)
        self.months = _words_in(forms for pack in packs for forms in pack.months)
        self.others = _words_in(pack.others for pack in packs)
        self._first_person = _words_in(pack.first_person for pack in packs)
        self._we = _words_in(pack.we for pack in packs)
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
        self.openers = self.question_words | {
            phrase for pack in packs for phrase in pack.replies.opens if " " not in phrase
        }
        """Single words that may begin a question."""

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Common words, made for the first word that the base does not have: none is a misspelling."""
        said = (phrase for pack in self._packs for kind in dict(pack.smalltalk).values() for phrase in kind)
        acts = (phrase for pack in self._packs for phrase in pack.acts)
        return _words_in((*(pack.everyday for pack in self._packs), said, acts))

    def smalltalk_of(self, words: Sequence[str]) -> str:
        """Return the kind of small talk that these normalised words are through and through, "" if more is said.

        Several phrases may follow each other ("hi, how are you?"); what says most wins, in the order of
        `_KINDS`.
        """
        return self._kind(self._smalltalk, self._address, words) or self._asked_of_bot(words)

    def _asked_of_bot(self, words: Sequence[str]) -> str:
        """Return a kind that is asked, of one with fillers around it, or with whom it is put to before it."""
        around = places_of(self._around.mentions(words))
        kept = [word for position, word in enumerate(words) if position not in around]
        for some in (kept, words):  # a filler may stand in the phrase, or be one: "tl;dr"
            asked = [one for one in self._smalltalk.mentions(some) if one.concept in _ASKED]
            said = places_of(asked)
            beside = self._address if some is kept else self._address.union(words[position] for position in around)
            if said and all(position in said or word in beside for position, word in enumerate(some)):
                return min((one.concept for one in asked), key=_ASKED.index)
        return ""

    def transliterated_smalltalk_of(self, words: Sequence[str]) -> str:
        """Return the kind of small talk that words in Latin letters are when read as Cyrillic ones: "spasibo"."""
        return self._kind(*self._keyed, list(map(latin_key, words)))

    @cached_property
    def _keyed(self) -> tuple[Phrasebook, frozenset[str]]:
        """Small talk in Cyrillic letters, and what may stand beside it, by key; made for the first message in Latin."""
        phrases = {words: kind for words, kind in self._phrases.items() if any(map(has_cyrillic, words))}
        return (
            Phrasebook((list(map(latin_key, words)), kind) for words, kind in phrases.items()),
            frozenset(map(latin_key, self._address)),
        )

    @staticmethod
    def _kind(phrases: Phrasebook, address: frozenset[str], words: Sequence[str]) -> str:
        found = phrases.mentions(words)
        said = places_of(found)
        rest = [position for position in range(len(words)) if position not in said]
        if not found or any(position < found[0].start or words[position] not in address for position in rest):
            return ""
        return min((one.concept for one in found), key=_KINDS.index)

    def without(self, words: Sequence[str]) -> list[int]:
        """Return the positions of the words that are left when greetings, thanks and fillers are taken out.

        A phrase that also asks something ("who are you") is left in: taking it out could take out the question.
        """
        taken = places_of(self._around.mentions(words))
        return [position for position in range(len(words)) if position not in taken]

    def untagged(self, text: str) -> str:
        """Return a text with a question mark for what only makes a question of a sentence: "he left, right?"."""
        return _TAIL.sub(lambda found: "?" if words_of(found[1] or found[2]) in self._tags else found[0], text)

    def is_dated(self, words: Sequence[str]) -> bool:
        """Say whether the words ask for the present: now, today, still, latest."""
        return bool(self._dated.found_in(words))

    def personal_in(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the words by which somebody speaks of himself, `WE` where of several, `YOU` where to somebody.

        None of the former where something is requested: "tell me" is not about who writes.
        """
        first = self._first_person.intersection(words)
        if first and not self._requests.found_in(words):
            yield from first
        if not self._we.isdisjoint(words):
            yield WE
        yield from filter(None, {one.concept for one in self._personal.mentions(words)})

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
