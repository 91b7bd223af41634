"""From votes to scores: what the query says beyond its likeness to a phrasing speaks for or against each entry."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.asks import asks_of
from bot.retrieval.concepts import ROLE, THESAURUS
from bot.retrieval.coverage import ADDED, NOTHING, Coverage
from bot.retrieval.engine import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.retrieval.calibration import Calibration
    from bot.retrieval.coverage import Covered
    from bot.retrieval.reader import Reading
    from bot.retrieval.story import Entry


DEFINITE = frozenset({"number", "times", "age", "price"})
"""What only a fact that gives it is an answer to."""

VETO = True
"""Whether names rule facts out; off only in the ablation that says what it is worth."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its vote and its score (0 to 1) after every rule; `vetoed_by` names a rule that forbids it."""

    ranked: Ranked
    entry: Entry
    score: float
    vetoed_by: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a query says, seen once for all entries."""

    asks: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    roles: frozenset[str]
    content: tuple[tuple[str, frozenset[str], float], ...]
    """Content words that are known: stem, the concepts over it, weight."""
    unseen: float
    """Weight of the unseen content words among all content words, 0 to 1."""
    unseen_words: tuple[str, ...]
    stranger_capital: bool = False
    stranger: str = ""
    """An unseen word with a capital letter beside a name: somebody or something else of that name."""

    somebody: str = ""
    """An unseen word with a capital letter, where nobody is named: somebody else."""

    @property
    def mass(self) -> float:
        """Weight of the known content words."""
        return sum(weight for _, _, weight in self.content)

    @property
    def named(self) -> frozenset[str]:
        """Every entity that is named or known by its role."""
        return self.persons | self.places | self.bodies | self.roles


class Scorer:
    """Scores the ranked entries of one base."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        kinds: Mapping[str, str],
        weights: Mapping[str, float],
        constants: Calibration,
    ) -> None:
        self.entries = entries
        self._kinds = kinds
        share = {id_: sum(id_ in entry.entities for entry in entries.values()) / len(entries) for id_ in kinds}
        self._everywhere = frozenset(id_ for id_, part in share.items() if part > constants.everywhere)
        """Entities that so many entries are about that naming them tells nothing."""
        self._weights = weights
        self._coverage = Coverage(entries)
        self.constants = constants

    def with_constants(self, constants: Calibration) -> Scorer:
        """Return a scorer of the same base with other constants."""
        return Scorer(self.entries, self._kinds, self._weights, constants)

    def evidence(self, reading: Reading, capitals: frozenset[str]) -> Evidence:
        """Return what the reading says; `capitals` are its normalised words that were written with a capital letter."""
        words = reading.words
        over: list[set[str]] = [set() for _ in words]
        named: dict[str, set[str]] = {"person": set(), "place": set(), "body": set(), "role": set()}
        for mention in reading.mentions:
            for position in range(mention.start, mention.end):
                over[position].add(mention.feature)
            if mention.concept[0] == ROLE:
                named["role"].add(mention.feature)
            elif mention.concept[0] != THESAURUS and mention.feature not in self._everywhere:
                named[self._kinds[mention.feature]].add(mention.feature)
        known: list[tuple[str, frozenset[str], float]] = []
        unseen = 0.0
        unseen_words = []
        for word, concepts in zip(words, over, strict=True):
            if word.how == "stop word":
                continue
            if word.how == "unseen":
                unseen += self.constants.unseen_name if word.text in capitals else 1.0
                unseen_words.append(word.text)
            else:
                known.append((word.stem, frozenset(concepts), self._weights.get(word.stem, 0.5)))
                if word.how == "repaired":
                    doubt = word.text in capitals and self._kinds.keys().isdisjoint(concepts)
                    unseen += self.constants.repaired_capital if doubt else self.constants.repaired
        known = _once(known)
        total = unseen + sum(weight for _, _, weight in known)
        return Evidence(
            asks_of([word.read_as or word.text for word in words]),
            frozenset(named["person"]),
            frozenset(named["place"]),
            frozenset(named["body"]),
            frozenset(named["role"] - named["person"]),
            tuple(known),
            unseen / total if total else 0.0,
            tuple(unseen_words),
            *_stranger(reading, capitals),
            somebody="" if named["person"] else _somebody(reading, capitals),
        )

    def score(self, ranked: Sequence[Ranked], evidence: Evidence) -> list[Scored]:
        """Return the entries with their scores, best first, vetoed ones at their place too."""
        scored = [self._score(one, evidence) for one in self._covering(ranked, evidence)]
        return sorted(scored, key=lambda one: -one.score)

    def _covering(self, ranked: Sequence[Ranked], evidence: Evidence) -> Iterator[Ranked]:
        """Yield the ranked entries, and those that hold most of the query's words, with votes for the words held."""
        covered = self._coverage.of(evidence)
        for one in ranked:
            yield self._voted(one, covered.pop(one.entry_id, NOTHING))
        best = sorted(covered, key=lambda entry_id: -covered[entry_id].share)[:ADDED]
        for entry_id in best:
            if (phrasing := self.entries[entry_id].phrasing) is not None:
                yield self._voted(Ranked(entry_id, 0.0, 0.0, phrasing), covered[entry_id])

    def _voted(self, ranked: Ranked, covered: Covered) -> Ranked:
        if self.entries[ranked.entry_id].kind == "gap":
            return ranked  # it has no text to be searched, and its questions have voted
        thin = self.constants.thin / (self.constants.thin + self.entries[ranked.entry_id].phrasings)
        gain = self.constants.covered * thin * covered.share**2 * min(1.0, covered.mass)
        return dataclasses.replace(ranked, vote=ranked.vote + gain)

    def _score(self, ranked: Ranked, evidence: Evidence) -> Scored:
        constants = self.constants
        entry = self.entries[ranked.entry_id]
        score = ranked.vote
        notes: list[str] = []
        veto = ""
        if evidence.stranger and entry.kind != "gap":
            score *= constants.stranger if evidence.stranger_capital else constants.beside
            notes.append(f"{evidence.stranger} beside a name that the base knows: somebody or something else")
        if evidence.unseen:
            score *= 1 - constants.unseen * evidence.unseen
        for ask in sorted(evidence.asks - entry.asks - {"manner", "person"}):
            score *= constants.number if ask in DEFINITE else constants.ask
            notes.append(f"the question asks for a {ask}, which {entry.id} does not give")
        if evidence.somebody and entry.kind == "fact" and entry.persons:
            score *= constants.somebody
            notes.append(f"{evidence.somebody} may be somebody whom the base does not know")
        missing = evidence.persons - entry.entities
        if VETO and missing and missing == evidence.persons and entry.kind == "fact":
            veto = "names: " + ", ".join(sorted(missing))
        score *= constants.other_name ** len(missing)
        elsewhere = evidence.places - entry.entities
        if elsewhere:
            if VETO and entry.kind == "fact" and entry.places and not evidence.places & entry.entities:
                veto = veto or "names: " + ", ".join(sorted(elsewhere))
            score *= constants.other_place
        if evidence.roles:
            score *= constants.other_role ** len(evidence.roles - entry.entities)
        total = sum(weight for _, _, weight in evidence.content)
        if total:
            here = sum(
                weight
                for stem, concepts, weight in evidence.content
                if stem in entry.stems or any(c in entry.stems or c in entry.entities for c in concepts)
            )
            score *= 1 - constants.elsewhere * (1 - here / total)
        return Scored(ranked, entry, max(0.0, min(1.0, score)), veto, tuple(notes))


def _somebody(reading: Reading, capitals: frozenset[str]) -> str:
    """Return the first unseen word with a capital letter, "" if there is none."""
    return next((word.text for word in reading.words if word.how == "unseen" and word.text in capitals), "")


def _once(content: list[tuple[str, frozenset[str], float]]) -> list[tuple[str, frozenset[str], float]]:
    """Return the content words, of those under the same concepts the heaviest: "head librarian" says one thing."""
    kept: dict[frozenset[str] | int, tuple[str, frozenset[str], float]] = {}
    for number, one in enumerate(content):
        key = one[1] or number
        if key not in kept or kept[key][2] < one[2]:
            kept[key] = one
    return list(kept.values())


def _stranger(reading: Reading, capitals: frozenset[str]) -> tuple[bool, str]:
    """Return an unseen word that stands directly beside a name, ("" if none) after whether it has a capital letter."""
    named = {
        position
        for mention in reading.mentions
        if mention.concept[0] not in (ROLE, THESAURUS)
        for position in range(mention.start, mention.end)
    }
    beside = ""
    for position, word in enumerate(reading.words):
        if word.how == "unseen" and {position - 1, position + 1} & named:
            if word.text in capitals or position == 0:
                return True, word.text
            beside = word.text
    return False, beside
