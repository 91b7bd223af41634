"""Reading a query once: every word is known, repaired, transliterated, retyped in another layout, or unseen."""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING
from weakref import proxy

from bot.language.claims import Claims
from bot.language.clauses import LONGEST, Signs, pieces_of, questions_of
from bot.language.reading import Clause, How, Reading, Tokens, Word
from bot.language.stems import SLAVIC
from bot.language.text import MAX_CHARACTERS, has_cyrillic, latin_key, remembered, words_of
from bot.language.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.language.dates import Dates
    from bot.language.keyboard import Keyboard
    from bot.language.phrases import Phrasebook
    from bot.language.talk import Talk
    from bot.language.vocabulary import Vocabulary


UNSEEN = "?"
"""Marks the stem of a word that the base does not have."""

SHORTEST_INFLECTED = 5
"""Letters of the shorter of two words, from which one is taken for a form of the other."""

SHORTEST_COMMON = 4
"""Letters of a stem by which a common word is known in another form: "світло" and "свідок" share three."""

LAYOUT_GAIN = 0.34
"""Share of the letters by which another layout must be better known before the whole query is retyped: one of which
two thirds are known stays as it is and is repaired word by word."""

EXACT = 0.001
"""Worth of a very word of the base over another form of it, so that of two layouts that are known equally well the
one is taken that gives words: "була" and not "была"."""

TRANSLITERATED_LEAD = 1.3
"""Times as many letters must be known as Cyrillic words before a whole Latin query is read so: short words are both."""

MOST_REPAIRED = 20
"""Strange words of one message for which near ones are looked for: of 3,390 labelled messages none has more than 18."""

MOST_JUDGED = 40
"""Words by which the layout of a message is told."""

LONGEST_JUDGED = 600
"""Characters in which these stand."""

MOST_QUESTIONS = 3
"""Questions of one message that are answered side by side: as many facts as a reply has."""

LONGEST_MONTH = 20
"""Characters behind a number in which the name of a month stands."""

LONGEST_GREETING = 120
"""Characters of a query that may be small talk in another layout; longer ones are asked."""

_LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w+", re.IGNORECASE)
"""Links, and mentions of people: neither asks anything."""
_NUMBER = re.compile(r"^[^\S\n]{0,3}(?:[№#][^\S\n]?)?\d{1,2}[).][^\S\n]{1,3}(?=\D)", re.MULTILINE)
"""The number of a question in a list: "1) who leads it"."""
_CAPITAL = re.compile(r"\b[A-ZА-ЯЁІЇЄҐ][\w'’]*")
_SENTENCE_END = (".", "!", "?", "…")


class Reader:
    """Reads queries with the words and concepts of one base and the small words of its languages."""

    def __init__(
        self, vocabulary: Vocabulary, phrasebook: Phrasebook, talk: Talk, keyboard: Keyboard, dates: Dates
    ) -> None:
        self.vocabulary = vocabulary
        self.talk = talk
        self._phrasebook = phrasebook
        self._keyboard = keyboard
        self._dates = dates
        self._claims = Claims(talk.packs, vocabulary.stem_unknown)
        me = proxy(self)  # else the reader of a base that was replaced would hold itself, and all its words, for good
        self._seen = {slavic: remembered(partial(Reader._at_sight, me, slavic)) for slavic in (False, True)}
        self.written = Written(vocabulary, talk, partial(Reader._is_strange, me))
        self._near = {slavic: remembered(partial(Reader._repaired, me, slavic)) for slavic in (False, True)}

    def read_base(self, words: Sequence[str]) -> Tokens:
        """Return the tokens of a text of the base, as it stands; the vocabulary holds all its words."""
        stems = tuple(map(self.vocabulary.stem_of.__getitem__, words))
        forms = tuple(map(self.vocabulary.form_of.__getitem__, words))
        return Tokens(stems, forms, self._phrasebook.features_in(stems))

    def read(self, query: str) -> Reading:
        """Return the reading of any string; what lies beyond `MAX_CHARACTERS` is not read."""
        text = _NUMBER.sub(self._unless_date, _LINK.sub(" ", query[:MAX_CHARACTERS]))
        words = words_of(text)
        dated = self.talk.is_dated(words)
        known = self._known_share(words)
        strange = known < 1 - LAYOUT_GAIN
        readings = self._keyboard.readings(text) if strange and len(text) <= LONGEST_GREETING else ()
        for meant_words in (words, *map(words_of, readings)):  # "ghbdsn" is "привіт"
            if smalltalk := self.talk.smalltalk_of(meant_words):
                return Reading(query, meant_words, smalltalk=smalltalk, dated=dated)
        if smalltalk := self._transliterated_smalltalk(words):
            return Reading(query, words, smalltalk=smalltalk, dated=dated)
        meant, retyped = self._retype(text, known) if strange else (text, False)
        meant = self.talk.untagged(self._dates.written_out(meant if retyped else self.written.out(meant)))
        pieces = pieces_of(meant, self._signs)
        pieces = [piece for piece in pieces if self._is_more_than_talk(piece.text)] or pieces
        repaired: set[str] = set()
        clauses = (self.read_clause(piece.text, marked=piece.asks, repaired=repaired) for piece in pieces)
        said: dict[tuple[Word, ...], Clause] = {}
        for clause in clauses:
            if clause.says_something and (clause.marked or clause.words not in said):
                said[clause.words] = clause
        return Reading(
            query, words, tuple(said.values()), questions=self._questions_in(meant), dated=dated, retyped=retyped
        )

    def _unless_date(self, number: re.Match[str]) -> str:
        """Return the number of a question in a list as nothing; "28. November" is a day."""
        behind = words_of(number.string[number.end() :][:LONGEST_MONTH])
        return number[0] if self.talk.months.intersection(behind[:1]) else ""

    @cached_property
    def _signs(self) -> Signs:
        """By what a message is cut; made for the first one."""
        telling = frozenset(self.vocabulary.stem_of) - self.vocabulary.small
        return Signs(self.talk.clause_breaks, telling, self.talk.question_words, self.talk.openers)

    def _questions_in(self, text: str) -> tuple[Clause, ...]:
        asked = [question for question in questions_of(text, self._signs) if self._is_more_than_talk(question)]
        several = 1 < len(asked) <= MOST_QUESTIONS
        return tuple(self.read_clause(question, marked=True) for question in asked) if several else ()

    def _is_more_than_talk(self, text: str) -> bool:
        """Say whether anything is left of a text without its greetings, thanks and fillers."""
        return bool(self.talk.without(words_of(text)))

    def read_clause(
        self, text: str, *, marked: bool = False, whole: bool = False, repaired: set[str] | None = None
    ) -> Clause:
        """Return one piece of text, read in the layout that it stands in; `whole` leaves greetings and fillers in.

        `repaired` are the words of the message for which near ones were looked for; those of this piece come to them.
        """
        raw = words_of(text)[-LONGEST:]  # what is asked stands at the end
        transliterated = self._is_transliterated(raw)
        repaired = set() if repaired is None else repaired
        words = [self._read_word(word, repaired, transliterated=transliterated) for word in raw]
        if not whole:
            around = (set(self.talk.without(said)) for said in (raw, [word.meant for word in words]))
            if kept := set.intersection(*around):
                words = [words[position] for position in sorted(kept)]
        stems = tuple(word.stem for word in words)
        mentions = tuple(self._phrasebook.mentions(stems))
        forms = tuple(latin_key(word) if has_cyrillic(word) else word for word in (word.meant for word in words))
        return Clause(
            text,
            tuple(words),
            Tokens(stems, forms, tuple(mention.feature for mention in mentions)),
            mentions,
            self.talk.asks_of([word.meant for word in words]),
            self.talk.frames.of(words, mentions),
            self._claims.found_in(words, mentions),
            frozenset(_capitals(text) if self.talk.capitals_tell else ()),
            marked,
            self.talk.is_dated(raw),
            frozenset(word.stem for word in words if word.text.isdigit() or word.meant in self.talk.months),
            frozenset(self.talk.personal_in([word.text for word in words])),
        )

    def _retype(self, text: str, known: float) -> tuple[str, bool]:
        """Return the text in the layout that its words are best known in, and whether that is another one.

        `known` is the share of its letters that are known as it stands.
        """
        best, best_share = None, known + LAYOUT_GAIN
        begins = text[:LONGEST_JUDGED]
        for table in self._keyboard.tables(begins):
            share = self._known_share(words_of(begins.translate(table)))
            if share > best_share:
                best, best_share = table, share
        return (text, False) if best is None else (text.translate(best), True)

    def _transliterated_smalltalk(self, words: Sequence[str]) -> str:
        """Return the kind of small talk that words are in Latin letters, unless the base has one: "pryvit"."""
        if sum(map(len, words)) > LONGEST_GREETING:
            return ""
        if any(has_cyrillic(word) or self.vocabulary.knows(word) for word in words):
            return ""
        return self.talk.transliterated_smalltalk_of(words)

    def _known_share(self, words: Sequence[str]) -> float:
        """Return the share of the letters in words of the base; the very word is worth a little more than a form."""
        words = words[:MOST_JUDGED]
        total = sum(map(len, words))
        known = sum(len(word) for word in words if self.vocabulary.knows(word) or self.vocabulary.by_key(word))
        exact = sum(len(word) for word in words if word in self.vocabulary.stem_of)
        return (known + EXACT * exact) / total if total else 0.0

    def _is_transliterated(self, words: Sequence[str]) -> bool:
        # One letter may be any word of one letter; only beside Cyrillic words it is likely to be one of theirs.
        shortest = 1 if any(map(has_cyrillic, words)) else 2
        latin = [word for word in words if len(word) >= shortest and not has_cyrillic(word) and not word.isdigit()]
        as_it_is = sum(len(word) for word in latin if self.vocabulary.knows(word) or word in self.talk.everyday)
        as_slavic = sum(len(word) for word in latin if self.vocabulary.by_transliteration(word, short=True))
        return as_slavic > TRANSLITERATED_LEAD * as_it_is

    def _read_word(self, word: str, repaired: set[str], *, transliterated: bool) -> Word:
        """Return the reading of a word; near ones are looked for only while `repaired` are not too many."""
        read = self._seen[transliterated](word)
        if read.how == "unseen" and not word.isdigit() and word not in self.talk.everyday:
            if word not in repaired and len(repaired) >= MOST_REPAIRED:
                return read
            repaired.add(word)
            return self._near[transliterated](word)
        return read

    def _at_sight(self, transliterated: bool, word: str) -> Word:  # noqa: FBT001, PLR0911  (ways in turn)
        """Return the reading of a word as it stands: in any form and either script, but not misspelt."""
        vocabulary = self.vocabulary
        if transliterated and not has_cyrillic(word):
            found = vocabulary.by_transliteration(word, short=True)
            if found is not None:
                return self._word(word, found, "transliterated")
        if word in vocabulary.small:
            return self._word(word, word, "stop word")
        if word in vocabulary.stem_of:
            return self._word(word, word, "known")
        if word in self.talk.everyday:
            return self._everyday(word)
        if vocabulary.knows(word):
            return self._word(word, word, "known")
        found = vocabulary.by_key(word)
        if found is not None:
            return self._word(word, found, "known" if has_cyrillic(found) == has_cyrillic(word) else "transliterated")
        if not has_cyrillic(word) and (found := vocabulary.by_transliteration(word)) is not None:
            return self._word(word, found, "transliterated")
        return Word(word, "", UNSEEN + (word if word.isdigit() else vocabulary.stem_unknown(word)), "unseen")

    def _repaired(self, transliterated: bool, word: str) -> Word:  # noqa: FBT001
        """Return the reading of a word that is strange at sight: of a near one, or in another layout."""
        vocabulary = self.vocabulary
        found = (
            (vocabulary.repair_transliteration(word) if transliterated else None)
            or vocabulary.repair(word)
            or vocabulary.repair_name(word)
        )
        if found is not None:
            return self._word(word, found, "repaired")
        for retyped in self._keyboard.readings(word):
            retyped_words = words_of(retyped)
            if len(retyped_words) == 1 and retyped_words[0] in vocabulary.stem_of:
                return self._word(word, retyped_words[0], "layout")
        return self._seen[transliterated](word)

    def _everyday(self, word: str) -> Word:
        """Return the reading of a common word that the base does not have: in another form at most."""
        stem = self.vocabulary.stem_unknown(word)
        if len(stem.removeprefix(SLAVIC)) >= SHORTEST_COMMON and self.vocabulary.knows(word):
            return self._word(word, word, "known")
        found = self.vocabulary.repair(word)
        if found is not None and _inflected(word, found):
            return self._word(word, found, "repaired")
        return Word(word, "", UNSEEN + stem, "unseen")

    def _is_strange(self, word: str) -> bool:
        """Say whether a word is neither of the base nor near one of it, nor common."""
        found = self._seen[False](word).how == "unseen" and self._near[False](word).how == "unseen"
        return found and word not in self.talk.everyday

    def _word(self, text: str, read_as: str, how: How) -> Word:
        return Word(text, read_as, self.vocabulary.stem_unknown(read_as), how)


def _inflected(word: str, other: str) -> bool:
    """Say whether one word may be a form of another: "broken" of "broke", but not "тест" of "тесть"."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= SHORTEST_INFLECTED and longer.startswith(shorter)


def _capitals(text: str) -> Iterator[str]:
    """Yield the words with a capital letter, but for those that begin the text or a sentence in it."""
    begins = True
    for part in text.split():
        for found in _CAPITAL.finditer(part):
            if found.start() or not begins:
                yield from words_of(found.group())
        begins = part.endswith(_SENTENCE_END)
