"""What a clause claims beside whom it names: an office, an accusation, or that something begins or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import ROLE, THESAURUS, Phrasebook, places_of
from bot.language.reading import Claimed
from bot.language.text import has_cyrillic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from bot.language.phrases import Mention
    from bot.language.reading import Word
    from bot.language.talk import Talk

SHORTEST_MARK = 6
"""Letters of a stem, its mark included, from which a word that is looked out for is known in all its forms."""

_OFFICE, _ACCUSATION, _PHASE, _ACT = "office", "accusation", "phase", "act"


class Claims:
    """The offices, accusations and phases of the packs, found in every form of their words."""

    def __init__(self, talk: Talk, stem: Callable[[str], str]) -> None:
        """`stem` gives the stem of any word."""
        self._stem = stem
        kinds = ((_OFFICE, talk.offices), (_ACCUSATION, talk.accusations), (_PHASE, talk.phases), (_ACT, talk.acts))
        self._phrases = Phrasebook((list(map(self._mark, term)), kind) for kind, terms in kinds for term in terms)

    def found_in(self, words: Sequence[Word], mentions: Sequence[Mention]) -> Claimed:
        """Return what the words of a clause claim.

        What stands in a name or a role is none: "head of the Office" may be how somebody is called.
        """
        named = places_of(one for one in mentions if one.concept[0] != THESAURUS)
        found = self._phrases.mentions([self._mark(word.text) for word in words])
        beside = [one for one in found if named.isdisjoint(range(one.start, one.end))]
        kinds = [(at, one.concept) for one in beside for at in range(one.start, one.end)]
        offices = [at for at, kind in kinds if kind == _OFFICE]
        names = places_of(one for one in mentions if one.concept[0] not in (THESAURUS, ROLE))
        return Claimed(
            frozenset(words[at].stem for at in _with_object(offices, words)),
            frozenset(words[at].stem for at in offices),
            frozenset(
                words[one.start].stem for one in beside if one.concept == _OFFICE and _is_whose(one, names, words)
            ),
            frozenset(words[at].stem for at, kind in kinds if kind == _ACCUSATION),
            frozenset(words[at].stem for at, kind in kinds if kind == _PHASE),
            frozenset(words[at].stem for at, kind in kinds if kind == _ACT),
        )

    def _mark(self, word: str) -> str:
        """Return the stem by which all forms of a word are found; short ones stand for themselves: "він", "винен"."""
        stem = self._stem(word)
        return stem if len(stem) >= SHORTEST_MARK else word


def _is_whose(office: Mention, names: AbstractSet[int], words: Sequence[Word]) -> bool:
    """Say whether a name stands beside an office as whose it is: before it, in Cyrillic letters after it."""
    return (office.end if has_cyrillic(words[office.start].text) else office.start - 1) in names


def _with_object(offices: Sequence[int], words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of offices, and of the word after each that says of what: "head of the *secret service*"."""
    for at in offices:
        yield at
        rest = range(at + 1, min(at + 3, len(words)))
        yield from [after for after in rest if words[after].how != "stop word"][:1]
