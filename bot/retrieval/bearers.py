"""Names that somebody else bears: "Steve Jobs" is no Steve Witkoff, "who is Charles Kushner" asks for no Jared."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.language.phrases import ROLE, THESAURUS
from bot.language.text import latin_key, words_of
from bot.retrieval.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.knowledge.model import Knowledge
    from bot.language.reading import Clause, How, Word
    from bot.language.talk import Talk

LIKE = 70.0
"""Likeness of two keys, 0 to 100, from which a strange word beside a name is the rest of that name, misspelt: "jaerd"
and "jared" have 75, "jobs" and "witkoff" 40."""

UNSEEN: frozenset[How] = frozenset({"unseen"})
STRANGE: frozenset[How] = UNSEEN | {"repaired"}
ANY: frozenset[How] = STRANGE | {"known", "layout", "transliterated"}
"""Ways of reading a word beside a name by which it may be another name: the less else is asked, the more."""

PARTS = 2
"""Words of a name that is all that is asked for."""

SHORTEST = 3
"""Letters of a given name: "who si Kushner" has none."""


class Bearers:
    """The names of a base's persons, by whose parts others are told from them."""

    def __init__(self, knowledge: Knowledge, stem_of: Mapping[str, str], talk: Talk) -> None:
        self._talk = talk
        self._introducing = talk.beside_names - talk.question_words
        self._persons: dict[str, set[str]] = {}
        self._of_given: dict[str, set[str]] = defaultdict(set)
        sided = [(entity.id, entity.side) for entity in knowledge.entities if entity.side]
        self._side = {side: side for _, side in sided} | dict(sided)
        naming = Naming(talk.packs)
        for person in knowledge.entities:
            if person.kind != "person":
                continue
            names = [words_of(name) for name in (*naming.names(person), *naming.heard_names(person))]
            self._persons[person.id] = {latin_key(word) for name in names for word in name}
            for name in filter(_is_proper, person.name.values()):
                for word in words_of(name)[:-1]:
                    self._of_given[stem_of[word]].add(person.id)

    def other(self, clause: Clause) -> str:
        """Return the word of a clause that makes a name of the base somebody else's, "" if there is none.

        That is a strange word after a given name, or any word where that is all that "who is ..." asks for; and there
        a strange word before a name, or a place of another side beside an office ("Secretary of State of *Ukraine*").
        """
        return next(chain(self._others(clause), self._other_sides(clause)), "")

    def not_meant(self, clause: Clause) -> frozenset[str]:
        """Return the persons that "who ..." does not ask for, but for who came before, after or instead of them."""
        if "person" not in clause.asks:
            return frozenset()
        words = clause.words
        return frozenset(
            one.feature
            for one in clause.mentions
            if one.feature in self._persons and one.start and words[one.start - 1].text in self._talk.others
            if one.end == len(words) or words[one.end].how == "stop word"
        )

    def _other_sides(self, clause: Clause) -> Iterator[str]:
        mentions = clause.mentions if "person" in clause.asks else ()
        for office, place in chain(pairwise(mentions), pairwise(reversed(mentions))):
            if office.concept[0] != ROLE or place.feature in self._persons:
                continue
            sides = {self._side.get(office.feature), self._side.get(place.feature)}
            between = clause.words[min(office.end, place.end) : max(office.start, place.start)]
            if len(sides - {None}) > 1 and all(word.text in self._talk.joins for word in between):
                yield clause.words[place.start].text

    def _others(self, clause: Clause) -> Iterator[str]:
        words = clause.words
        asked = "person" in clause.asks
        alone = asked and sum(word.how != "stop word" for word in words) == PARTS
        named = [one for one in clause.mentions if one.concept[0] not in (ROLE, THESAURUS)]
        whole = {place for one in named if one.end - one.start > 1 for place in range(one.start, one.end)}
        for at, (word, after) in enumerate(pairwise(words)):
            persons = self._of_given.get(word.stem)
            if not persons or at in whole or (clause.capitals and not alone and after.text not in clause.capitals):
                continue
            goes_on = any(
                self._is_part(next_one, persons) for next_one in words[at + 2 : at + 3]
            )  # "Marco Antonio Rubio"
            if not goes_on and self._is_other(after, persons, ANY if alone else UNSEEN):
                yield after.text
        for one in named if asked else ():
            before = words[one.start - 1] if one.start and one.start not in whole else None
            if before is None or one.feature not in self._persons or len(before.text) < SHORTEST:
                continue
            introduced = words[one.start - 2].text in self._introducing if one.start > 1 else alone
            persons = {one.feature}
            if introduced and self._is_other(before, persons, STRANGE if alone else UNSEEN):
                yield before.text

    def _is_other(self, word: Word, persons: set[str], read: frozenset[How]) -> bool:
        """Say whether a word that was read in one of these ways is no part of these persons' names.

        A common word is none, unless it may be read in any way.
        """
        if word.how not in read or word.text.isdigit() or word.text in self._talk.beside_names:
            return False
        if read != ANY and word.text in self._talk.everyday:
            return False
        return not self._is_part(word, persons)

    def _is_part(self, word: Word, persons: set[str]) -> bool:
        """Say whether a word is like a part of these persons' names."""
        key = latin_key(word.meant)
        return any(fuzz.ratio(key, part) >= LIKE for person in persons for part in self._persons[person])


def _is_proper(name: str) -> bool:
    """Say whether a name is of capital words alone: "Steve Witkoff", but not "the US official"."""
    return all(word[0].isupper() for word in name.split())
