"""What a clause says beyond its likeness to a phrasing: whom it names, what it asks for, how much of it is known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from bot.language.phrases import ROLE, THESAURUS, places_of
from bot.language.reading import COMPARED, EXCEPTED, PLAIN, WE, YOU
from bot.retrieval.bearers import STRANGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bot.language.reading import Clause, Frame, Word
    from bot.retrieval.bearers import Bearers
    from bot.retrieval.constants import Constants
    from bot.retrieval.entry import Entry

UNWEIGHED = 0.5
"""Weight of a known word that stands in no question: in a text or the thesaurus only."""


GUESSED = frozenset({"repaired", "layout", "transliterated"})
"""Ways of reading that take a word for another."""


SURE = frozenset({"known", "transliterated"})
"""Ways of reading a word as one of the base."""

LONGEST_GUESS = 4
"""Words of a clause in which a word that is read as another must not be the only one."""


class Content(NamedTuple):
    """A content word that is known: its stem, the concepts over it, its weight (0 to 1)."""

    stem: str
    concepts: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a clause says, seen once for all entries."""

    asks: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    roles: frozenset[str]
    """Entities that are known by their role alone."""
    content: tuple[Content, ...]
    mass: float
    """Weight of the content in all."""
    unseen: float
    """Weight of the unseen content words among all content words, 0 to 1."""
    unseen_words: tuple[str, ...]
    phases: frozenset[str] = frozenset()
    """Stems of phases: what ends, leaves, is taken away."""
    office: frozenset[str] = frozenset()
    """Stems of an office, and the places and bodies named beside it, where it is asked who has it."""
    guessed: str = ""
    """The only content word, where it is read as another, names nothing and nothing is asked ("" if not so)."""

    numbers: frozenset[str] = frozenset()
    """Numbers in digits."""
    stranger: str = ""
    """An unseen word with a capital letter inside a sentence ("" if there is none): somebody or something else."""
    gaps_alone: float = 0.0
    """Weight of the words that only gaps hold among the content, 0 to 1: the document is silent about what they say."""
    somebody_else: str = ""
    """A word that makes a name another's ("Steve *Jobs*"), or a name or an office that no fact holds ("" if none)."""
    not_meant: frozenset[str] = frozenset()
    """Persons before, after or instead of whom somebody is asked for."""
    day: frozenset[str] = frozenset()
    """Stems of numbers and months, where nothing is asked and nobody named."""
    own: frozenset[str] = frozenset()
    """Words that make it about whoever writes or reads where nobody is named: "I quit my job", "your priorities"."""
    frame: Frame = PLAIN
    """How it asks."""
    acts: frozenset[str] = frozenset()
    """Stems of definite deeds."""
    accusations: frozenset[str] = frozenset()
    """Stems of what is grave to say of somebody."""
    unseen_mass: float = 0.0
    """Weight of the unseen words."""
    asked: bool = False
    """It asks something, or another clause of the message does."""
    dated: bool = False
    """It asks for the present."""
    doer: str = ""
    """The first content word, where it alone is unseen ("has the *coach* resigned"): somebody else; "" if not so."""

    @property
    def named(self) -> frozenset[str]:
        """Every entity that is named or known by its role."""
        return self.persons | self.places | self.bodies | self.roles


class Gatherer:
    """Gathers the evidence of clauses, with the entities and the weights of words of one base."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        kinds: Mapping[str, str],
        weights: Mapping[str, float],
        constants: Constants,
        *,
        bearers: Bearers,
        famous: AbstractSet[str] = frozenset(),
    ) -> None:
        """Take the kind of each entity, what each stem weighs (0 to 1), and what tells others from its persons."""
        self._bearers = bearers
        self._famous = famous
        self._kinds = kinds
        share = {id_: sum(id_ in entry.entities for entry in entries.values()) / len(entries) for id_ in kinds}
        self._everywhere = frozenset(id_ for id_, part in share.items() if part > constants.everywhere)
        """Entities that so many entries are about that naming them tells nothing."""
        self._weights = weights
        self._constants = constants
        told = [entry for entry in entries.values() if entry.kind != "gap"]
        self._told = frozenset(chain.from_iterable((*entry.stems, *entry.concepts) for entry in told))
        """Stems and concepts that a fact or a conflict holds."""
        self._speaks_to_reader = any(one.personal - {YOU, WE} for one in told)
        """"May I bring my dog": who writes is what the base is about."""
        self._unmentioned = frozenset(chain.from_iterable(one.unmentioned for one in entries.values())) - self._told

    def gather(self, clause: Clause, *, asked: bool = False) -> Evidence:
        """Return what the clause says; `asked` says that another one of the message asks."""
        words = clause.words
        over: list[set[str]] = [set() for _ in words]
        named: dict[str, set[str]] = {"person": set(), "place": set(), "body": set(), "role": set()}
        for mention in clause.mentions:
            for position in range(mention.start, mention.end):
                over[position].add(mention.feature)
            if mention.concept[0] == ROLE:
                named["role"].add(mention.feature)
            elif mention.concept[0] != THESAURUS and mention.feature not in self._everywhere:
                named[self._kinds[mention.feature]].add(mention.feature)
        known: list[Content] = []
        unseen = 0.0
        unseen_words = []
        for word, concepts in zip(words, over, strict=True):
            if word.how == "stop word":
                continue
            if word.how == "unseen":
                unseen += 1.0
                unseen_words.append(word.text)
                continue
            known.append(Content(word.stem, frozenset(concepts), self._weights.get(word.stem, UNWEIGHED)))
            if word.how == "repaired":
                unseen += self._constants.repaired
        known = _once(known)
        mass = sum(one.weight for one in known)
        by_name = any(mention.concept[0] not in (ROLE, THESAURUS) for mention in clause.mentions)
        asked = asked or clause.asks_something
        own = clause.personal & {YOU} if clause.asks or clause.marked else clause.personal - ({WE} if asked else set())
        silent = sum(one.weight for one in known if self._told.isdisjoint((one.stem, *one.concepts)))
        total = unseen + mass
        return Evidence(
            clause.asks,
            frozenset(named["person"]),
            frozenset(named["place"]),
            frozenset(named["body"]),
            frozenset(named["role"] - named["person"]),
            tuple(known),
            mass,
            unseen / total if total else 0.0,
            tuple(unseen_words),
            clause.claimed.phases,
            _office(clause, self._kinds, named["person"]) if "person" in clause.asks else frozenset(),
            "" if clause.asks else _guessed(words, over, self._kinds.keys()),
            frozenset(
                word.text
                for word, concepts in zip(words, over, strict=True)
                if word.text.isdigit() and (not concepts or "person" in clause.asks)
            ),
            next((word for word in unseen_words if word in clause.capitals), ""),
            silent / mass if mass else 0.0,
            self._somebody_else(clause),
            self._bearers.not_meant(clause),
            frozenset() if clause.asks or by_name else clause.day,
            frozenset() if by_name or self._speaks_to_reader else own,
            self._frame(clause),
            clause.claimed.acts,
            clause.claimed.accusations,
            unseen,
            asked,
            clause.dated,
            _doer(clause.words),
        )

    def _frame(self, clause: Clause) -> Frame:
        """Return how it asks; whose words are asked for is told of persons and bodies, where nothing else is asked."""
        frame = clause.frame
        named = any(self._kinds.get(one.feature) == "person" for one in clause.mentions)
        if "person" not in clause.asks:  # "all but the price", "what is best"
            frame = frame._replace(turned=frame.turned - {EXCEPTED, COMPARED})
        elif named:  # "who else but Ada"
            frame = frame._replace(turned=frame.turned - {EXCEPTED})
        if not frame.sayers:
            return frame
        sayers = {one for one in frame.sayers - self._everywhere if self._kinds.get(one) in ("person", "body")}
        return frame._replace(sayers=frozenset(sayers) if clause.asks <= {"manner"} else frozenset())

    def _somebody_else(self, clause: Clause) -> str:
        unmentioned = (word.text for word in clause.words if word.how in SURE and word.stem in self._unmentioned)
        famous = (word.text for word in clause.words if word.how in STRANGE and word.text in self._famous)
        found = self._bearers.other(clause) or next(unmentioned, "") or next(famous, "")
        if found or "person" in clause.asks or any(self._kinds.get(one.feature) == "person" for one in clause.mentions):
            return found  # whoever asks who has an office, is answered by what holds it
        told = places_of(one for one in clause.mentions if one.feature in self._told)
        untold = (word for at, word in enumerate(clause.words) if at not in told and word.stem not in self._told)
        return next((word.text for word in untold if word.stem in clause.claimed.titles), "")


def _office(clause: Clause, kinds: Mapping[str, str], persons: AbstractSet[str]) -> frozenset[str]:
    if persons:
        return clause.claimed.whose
    whose = {one.feature for one in clause.mentions if kinds.get(one.feature, "person") != "person"}
    return clause.claimed.offices | whose if clause.claimed.offices else frozenset()


def _doer(words: Sequence[Word]) -> str:
    content = [word for word in words if word.how != "stop word"]
    unseen = [word for word in content if word.how == "unseen"]
    return content[0].text if len(content) > 1 and unseen == content[:1] else ""


def _guessed(words: Sequence[Word], over: Sequence[AbstractSet[str]], entities: AbstractSet[str]) -> str:
    content = [(word, concepts) for word, concepts in zip(words, over, strict=True) if word.how != "stop word"]
    if len(words) > LONGEST_GUESS or len(content) != 1 or content[0][1] & entities or content[0][0].how not in GUESSED:
        return ""
    return content[0][0].text


def _once(content: Sequence[Content]) -> list[Content]:
    """Return the content words, of those under the same concepts the heaviest: "head librarian" says one thing."""
    kept: dict[frozenset[str] | int, Content] = {}
    for number, one in enumerate(content):
        key = one.concepts or number
        if key not in kept or kept[key].weight < one.weight:
            kept[key] = one
    return list(kept.values())
