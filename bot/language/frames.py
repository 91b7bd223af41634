"""How a clause asks: for what is not so, for what would be, for what somebody said, for how many of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.pack import merged
from bot.language.phrases import THESAURUS, Phrasebook
from bot.language.reading import COMPARED, EXCEPTED, NEGATED, SUPPOSED, Frame
from bot.language.text import single_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.language.pack import Pack
    from bot.language.phrases import Mention
    from bot.language.reading import Word

NEAR = 3
"""Words between "what" and a negation before a verb of saying: "what did Rubio *not* say"."""

BESIDE = 2
"""Words that may stand between who says something and the verb."""

FIRST = 3
"""Words with which a condition begins: "ok but *if*"."""


class Frames:
    """Reads how clauses ask, by the small words of some languages together."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        mixed, free = merged(packs), merged(pack for pack in packs if pack.free_order)
        self._negations = single_words(mixed.negations)
        self._tells = single_words(mixed.tells)
        self._about = single_words(mixed.about)
        self._tells_before = single_words(free.tells)
        self._asking = single_words((*mixed.asks.person, *mixed.asks.time, *mixed.asks.owner))
        self._asking_beside = single_words(free.asks.phrases)
        self._questions = single_words(mixed.asks.phrases)
        self._opens = single_words((*mixed.replies.opens, *mixed.replies.requests))
        self._inverts = single_words(mixed.replies.inverts)
        self._what = single_words(mixed.what)
        turns = ((SUPPOSED, mixed.suppositions), (EXCEPTED, mixed.exceptions), (COMPARED, mixed.comparisons))
        self._turns = Phrasebook((words_of(phrase), kind) for kind, phrases in turns for phrase in phrases)
        self._conditions = single_words(mixed.conditions)
        self._counts = Phrasebook((words_of(phrase), "") for phrase in mixed.counts)
        self._links = single_words(mixed.replies.links)
        self._articles = single_words(mixed.articles)

    def turned_in(self, words: Sequence[str]) -> Iterator[str]:
        """Yield how (normalised) words turn a question round."""
        yield from self._turns.found_in(words)
        if not self._conditions.isdisjoint(words[:FIRST]) and not self._asks(words):
            yield SUPPOSED
        if self._negations.isdisjoint(words):
            return
        for at in (at for at, word in enumerate(words) if word in self._negations):
            before, after = words[max(0, at - NEAR) : at], words[at + 1 : at + 1 + BESIDE]
            if not (self._what.isdisjoint(before) or self._tells.isdisjoint(after)):
                yield NEGATED
            for back, word in enumerate(before[:-3:-1]):
                near = back == 0 or word not in self._asking_beside  # elsewhere "did" stands between
                if near and word in self._asking and self._questions.isdisjoint(words[at - back :]):
                    yield NEGATED  # but "who does not know: where is it" asks where

    def _asks(self, words: Sequence[str]) -> bool:
        """Say whether the words ask for more than yes or no; "then what" asks for no thing."""
        return not (self._questions.isdisjoint(words) and self._what.isdisjoint(words[:-1]))

    def of(self, words: Sequence[Word], mentions: Sequence[Mention]) -> Frame:
        """Return how a clause of these words asks."""
        texts = [word.text for word in words]
        says = next((at for at, word in enumerate(texts) if word in self._tells), len(texts))
        sayers = frozenset(self._sayers(texts, says, mentions))
        of_something = sayers and not self._about.isdisjoint(texts[says + 1 :])
        return Frame(
            frozenset(self.turned_in(texts)),
            sayers,
            words[says].stem if of_something else "",
            self._opens.isdisjoint(texts) and (not texts or texts[0] not in self._inverts),
            not self._what.isdisjoint(texts),
            *self._counted(words, texts),
        )

    def _sayers(self, words: Sequence[str], says: int, mentions: Sequence[Mention]) -> Iterator[str]:
        """Yield who stands before the verb of saying, without a preposition; else, in a free order, after it."""
        if says == len(words) or self._what.isdisjoint(words):
            return
        named = [one for one in mentions if one.concept[0] != THESAURUS]
        free = [one for one in named if not self._linked(words[: one.start])]
        before = [one.feature for one in free if says - BESIDE <= one.end <= says]
        after = [one.feature for one in free if one.start > says and words[says] in self._tells_before]
        yield from before or after[:1]

    def _linked(self, before: Sequence[str]) -> bool:
        """Say whether a preposition ends some words, with or without an article behind it."""
        bare = next((word for word in reversed(before) if word not in self._articles), "")
        return bare in self._links

    def _counted(self, words: Sequence[Word], texts: Sequence[str]) -> tuple[str, str]:
        for count in self._counts.mentions(texts):
            for word in words[count.end : count.end + 2]:
                if word.how != "stop word":
                    return word.stem, word.text
        return "", ""
