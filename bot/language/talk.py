"""What is said around a question: small talk, fillers, and the small words that ask for a time, a place, a person."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from bot.language.frames import Frames
from bot.language.pack import merged
from bot.language.phrases import Phrasebook, places_of
from bot.language.reading import WE, YOU
from bot.language.text import has_cyrillic, latin_key, single_words, split, words_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.language.pack import Pack

_KINDS = ("privacy", "about-bot", "overview", "thanks", "farewell", "greeting")
"""Kinds of small talk; the one that says most comes first."""

_ASKED = ("privacy", "overview")
"""Kinds that ask something, and may be asked with more words."""

_AROUND = ("thanks", "farewell", "greeting")
"""Kinds that may be taken out of a question: "who are you" could be the question itself."""

_TAG = r"[^\W\d_][^,.!?…\n]{0,39}?"
_AFTER = re.compile(r"(?<=[^\s.!?…])\s?([.!?…]{1,9})\s{1,9}([^\W\d_][^.!?…\n]{0,39}?)\s{0,9}([.!?…]{1,9}|(?=\n)|$)")
"""What ends a sentence, the sentence after it, and what ends that."""
_BEHIND = re.compile(rf"(?<=\S)(?:,|\s[-–—])\s{{1,9}}({_TAG})\s{{0,9}}([.!?…]{{1,9}}|(?=\n)|$)")
"""The last words of a sentence behind a comma or a dash, and what ends it."""
_BEFORE = re.compile(rf"^\s{{0,9}}({_TAG})([,:])\s{{1,9}}([^.!?…\n]+)([.!?…]*)")
"""The first words of a message before a comma or a colon, the rest of the sentence, and what ends it."""

LONG_TAG = 3
"""Words from which a tag before a sentence makes a question of it: "no way, he left" does not."""


class Talk:
    """The small words of some languages together: people mix them."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.packs = packs
        mixed = self._mixed = merged(packs)
        self.frames = Frames(packs)
        """How clauses ask."""
        self.spellings = {
            spelling: word
            for pack in reversed(packs)
            for word, spellings in pack.spellings.items()
            for spelling in words_in(spellings)
        }
        """The words that chat spellings stand for."""
        self._phrases = {
            words_of(phrase): kind.replace("_", "-")
            for pack in reversed(packs)  # of two languages the first says what a phrase is
            for kind, phrases in reversed(list(pack.smalltalk))
            for phrase in phrases
        }
        anywhere = words_in(mixed.smalltalk_anywhere)
        self._smalltalk = Phrasebook(self._phrases.items())
        around = [
            words
            for words, kind in self._phrases.items()
            if kind in _AROUND and (len(words) > 1 or anywhere.issuperset(words))
        ]
        self._around = Phrasebook((words, "around") for words in (*around, *map(words_of, mixed.fillers)))
        self._tags = split(mixed.tags)
        self._asides = split(mixed.asides)
        self._dated = Phrasebook((words_of(phrase), "dated") for phrase in mixed.dated)
        self._address = words_in(mixed.address)
        self.capital_nouns = frozenset(pack.language for pack in packs if pack.capital_nouns)
        """Languages in which a capital letter tells no name."""
        self.capitals_tell = len(self.capital_nouns) < len(packs)
        self.beside_names = words_in(mixed.beside_names)
        self.joins = words_in((*mixed.joins, *mixed.articles))
        """What may stand between an office and the place that it is of."""
        self._personal = Phrasebook(
            (words_of(phrase), concept)
            for concept, phrases in ((YOU, mixed.personal), ("", mixed.bots_own))
            for phrase in phrases
        )
        self._requests = Phrasebook((words_of(phrase), "request") for phrase in mixed.replies.requests)
        self.famous = words_in(mixed.famous)
        self.pronouns = words_in(mixed.replies.pronouns)
        self.months = words_in(chain.from_iterable(mixed.months))
        self.others = words_in(mixed.others)
        self._first_person = words_in(mixed.first_person)
        self._we = words_in(mixed.we)
        self.clause_breaks = words_in(mixed.clause_breaks)
        self._asks = Phrasebook((words_of(phrase), ask) for ask, phrases in mixed.asks for phrase in phrases)
        self.question_words = single_words(mixed.asks.phrases)
        """Single words that ask for something."""
        self.openers = self.question_words | single_words(mixed.replies.opens)
        """Single words that may begin a question."""

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Common words, made for the first word that the base does not have: none is a misspelling."""
        return words_in((*self._mixed.everyday, *self._mixed.smalltalk.phrases, *self._mixed.acts))

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
        """Return a text without what stands around a question and asks nothing: "he left, right?", "Who left? Briefly".

        A tag makes a question of what it stands behind; what is said aside ("again", "in your article") does not.
        """
        for around, without in ((_AFTER, self._after), (_BEHIND, self._behind), (_BEFORE, self._before)):
            text = around.sub(without, text)
        return text

    def _after(self, found: re.Match[str]) -> str:
        words = words_of(found[2])
        if "?" in found[1] and (words in self._tags or words in self._asides):
            return found[1]
        return "?" if "?" in found[3] and words in self._tags else found[0]

    def _behind(self, found: re.Match[str]) -> str:
        words = words_of(found[1])
        return "?" if words in self._tags or ("?" in found[2] and words in self._asides) else found[0]

    def _before(self, found: re.Match[str]) -> str:
        words = words_of(found[1])
        if "?" in found[4]:
            return f"{found[3]}?" if words in self._tags or words in self._asides else found[0]
        asks = found[2] == ":" or not self.openers.isdisjoint(words_of(found[3])[:1])
        if words in self._asides and asks:
            return f"{found[3]}{found[4]}"
        makes_question = words in self._tags and len(words) >= LONG_TAG and found[2] == ","
        return f"{found[3]}?" if makes_question else found[0]

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
