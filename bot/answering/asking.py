"""Does a reply to the bot ask anything? In a group "haha nice" and "what a thief" are comments, and get silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.pack import merged
from bot.language.text import split, words_of
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.language.pack import Pack
    from bot.retrieval.match import Match, WordReading

Words = tuple[str, ...]

QUESTION_MARKS = frozenset("?\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}")

LONGEST_SUBJECT = 3
"""Content words of a bare subject ("talks in Miami"); more of them are a sentence, and a statement."""

SURE_SUBJECT = 0.305
"""Score (0 to 1) from which a bare subject counts: most comments on somebody who is named lie below it."""

LEAST_INVERTED = 2
"""Words after a verb that opens a question: "was it Miami", but not "was fun"."""

LATE = 1
"""Words before which a question word may stand that is a conjunction further in: "Песков что сказал"."""

_BREAK = re.compile(r"[.,!…;:()\n\u2013\u2014]+")
_SUBJECT = frozenset({"known", "name", "concept", "transliterated", "layout"})
"""How the words of a bare subject are read: a repaired or unseen one may mean anything."""
_READ_AS = frozenset({"repaired", "layout", "transliterated"})
_UNKNOWN = frozenset({Decision.NOT_IN_SOURCE, Decision.OFF_TOPIC, Decision.UNCLEAR})


class Asking:
    """Tells questions from comments by the small words of some languages."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        mixed = merged(packs)
        self._asks = split(mixed.asks.phrases)
        self._manner = split(mixed.asks.manner)
        self._opens = split(mixed.replies.opens)
        self._requests = split(mixed.replies.requests)
        self._exclaims = split(mixed.replies.exclaims)
        self._inverts = split(mixed.replies.inverts)
        self._before = split((*mixed.fillers, *mixed.replies.lead_ins))
        self._links = split(mixed.replies.links)
        self._small = split(mixed.stop_words)
        self._complete = all(pack.replies.opens for pack in packs)

    def asks(self, match: Match) -> bool:
        """Tell whether a query asks something: in form, as a question of the base, or as a bare subject of it.

        Where nobody has written down a language's small words, whatever is answered counts as a question.
        """
        if QUESTION_MARKS & set(match.query):
            return True
        if match.smalltalk:
            return match.smalltalk in {"about-bot", "privacy"}
        if any(self._is_question(words_of(part), match) for part in _BREAK.split(match.query)):
            return True
        words = words_of(match.query)
        if words and any(words == words_of(candidate.phrasing) for candidate in match.candidates):
            return True
        if match.decision is not Decision.ANSWER and match.gap is None:
            return False
        return not self._complete or self._asks_further_in(match) or self._is_subject(match)

    def says_nothing(self, match: Match) -> bool:
        """Tell whether there is nothing to look up: small words alone, a greeting, a bare request ("ответь")."""
        if match.decision is Decision.SMALLTALK:
            return match.smalltalk == "greeting"
        if match.decision is Decision.UNCLEAR and not match.explanation.words:
            return True
        rest = words_of(match.query)
        while rest:
            passed = max(longest(each, rest) for each in (self._requests, self._before, self._small))
            if not passed:
                return False
            rest = rest[passed:]
        return True

    def _is_question(self, words: Words, match: Match) -> bool:
        """Tell whether a question word, a request or a verb in the first place opens a clause.

        Only what may stand before is passed over: "and when did he go", but not "I know when he went".
        """
        position = 0
        while position < len(words):
            rest = words[position:]
            if longest(self._exclaims, rest):
                return False
            if longest(self._requests, rest):
                return True
            if asked := max(longest(self._asks, rest), longest(self._opens, rest)):
                return not self._only_exclaims(rest[:asked], rest[asked:], match)
            if longest(self._inverts, rest):
                return len(rest) > LEAST_INVERTED and match.decision is not Decision.UNCLEAR
            passed = longest(self._before, rest)
            if not passed:
                return False
            position += passed
        return False

    def _only_exclaims(self, asked: Words, rest: Words, match: Match) -> bool:
        """Tell whether nothing follows ("та невже"), or one word that makes it a cry: "how sad", "який жах"."""
        if len(rest) != 1:
            return not rest and asked not in self._asks
        unseen = {word.word for word in match.explanation.words if word.how in ("unseen", "repaired")}
        return asked in self._manner or (asked in self._opens and rest[0] in unseen)

    def _asks_further_in(self, match: Match) -> bool:
        """Tell whether a question word follows its subject, as in "Кушнер кто такой" and "Geneva was when"."""
        typed = words_of(match.query)
        if any(longest(self._exclaims, typed[place:]) for place in range(len(typed))):
            return False
        read = match.explanation.words
        words = tuple(map(_meant, read))
        # The first word has been judged as it was typed.
        first = 1 if read and read[0].word == typed[0] and read[0].how not in _READ_AS else 0
        return any(
            longest(self._asks, words[place:]) or (place <= LATE and longest(self._opens, words[place:]))
            for place in range(first, len(words))
        )

    def _is_subject(self, match: Match) -> bool:
        """Tell whether a few words of the base name something, and nothing is said of it."""
        words = match.explanation.words
        content = [word for word in words if word.how != "stop word"]
        return (
            match.decision is Decision.ANSWER
            and match.score >= SURE_SUBJECT
            and len(content) <= LONGEST_SUBJECT
            and (len(content) > 1 or any(word.how == "name" for word in content))
            and all(word.how in _SUBJECT for word in content)
            and all((word.word,) in self._links for word in words if word.how == "stop word")
        )


def _meant(word: WordReading) -> str:
    """Return the word that was typed, or that it was read as where it was misspelt or typed in other letters."""
    return word.meaning if word.meaning and word.how in _READ_AS else word.word


def is_unknown(match: Match) -> bool:
    """Tell whether a query is about something else, or says nothing: where others talk it is most likely to them."""
    return match.decision in _UNKNOWN and match.gap is None and match.confidence < match.threshold


def longest(phrases: Collection[Words], words: Words) -> int:
    """Return how many of the first words are one of the phrases, the longest that is; 0 for none."""
    lengths = range(len(words), 0, -1)
    return next((length for length in lengths if words[:length] in phrases), 0)
