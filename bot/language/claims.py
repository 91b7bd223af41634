"""What a clause claims beside whom it names: an office, an accusation, or that something begins or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import ROLE, THESAURUS, Phrasebook, places_of
from bot.language.reading import Claimed
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.language.pack import Pack
    from bot.language.phrases import Mention
    from bot.language.reading import Word

SHORTEST_STEM = 6
"""Letters of a stem, `SLAVIC` included, from which a word that is looked out for is known in all its forms."""

_OFFICE, _OFFICE_BEFORE, _ACCUSATION, _PHASE, _ACT = "office", "office before", "accusation", "phase", "act"


class Claims:
    """The offices, accusations and phases of the packs, found in every form of their words."""

    def __init__(self, packs: Sequence[Pack], stem: Callable[[str], str]) -> None:
        """`stem` gives the stem of any word."""
        self._stem = stem
        kinds = (
            (kind, phrases)
            for pack in packs
            for kind, phrases in (
                (_OFFICE_BEFORE if pack.free_order else _OFFICE, pack.offices),
                (_ACCUSATION, pack.accusations),
                (_PHASE, pack.phases),
                (_ACT, pack.acts),
            )
        )
        self._phrases = Phrasebook(
            ([self._known_by(word) for word in words_of(phrase)], kind) for kind, phrases in kinds for phrase in phrases
        )

    def found_in(self, words: Sequence[Word], mentions: Sequence[Mention]) -> Claimed:
        """Return what the words of a clause claim.

        What stands in a name or a role is none: "head of the Office" may be how somebody is called.
        """
        named = places_of(one for one in mentions if one.concept[0] != THESAURUS)
        found = self._phrases.mentions([self._known_by(word.text) for word in words])
        beside = [one for one in found if named.isdisjoint(range(one.start, one.end))]
        kinds = [(at, one.concept) for one in beside for at in range(one.start, one.end)]
        offices = [at for at, kind in kinds if kind in (_OFFICE, _OFFICE_BEFORE)]
        names = places_of(one for one in mentions if one.concept[0] not in (THESAURUS, ROLE))
        return Claimed(
            frozenset(words[at].stem for at in _with_object(offices, words)),
            frozenset(words[at].stem for at in offices),
            frozenset(words[one.start].stem for one in beside if _whose(one) in names),
            frozenset(words[at].stem for at, kind in kinds if kind == _ACCUSATION),
            frozenset(words[at].stem for at, kind in kinds if kind == _PHASE),
            frozenset(words[at].stem for at, kind in kinds if kind == _ACT),
        )

    def _known_by(self, word: str) -> str:
        """Return the stem by which all forms of a word are found; short ones stand for themselves: "він", "винен"."""
        stem = self._stem(word)
        return stem if len(stem) >= SHORTEST_STEM else word


def _whose(found: Mention) -> int | None:
    """Return the place of whose an office is."""
    return {_OFFICE: found.start - 1, _OFFICE_BEFORE: found.end}.get(found.concept)


def _with_object(offices: Sequence[int], words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of offices, and of the word after each that says of what: "head of the *secret service*"."""
    for at in offices:
        yield at
        rest = range(at + 1, min(at + 3, len(words)))
        yield from [after for after in rest if words[after].how != "stop word"][:1]
