"""What the evidence says for or against an entry: a table of small rules, and what each costs an entry's vote.

A rule says what it saw; what that costs stands in `Constants` under the rule's name. Rules without a price there are
vetoes: they forbid a fact as an answer, whatever its vote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.coverage import ADDED, Coverage
from bot.retrieval.remarks import Remark
from bot.retrieval.vote import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.language.reading import Clause
    from bot.retrieval.constants import Constants
    from bot.retrieval.coverage import Covered
    from bot.retrieval.entries import Entry
    from bot.retrieval.evidence import Evidence

DEFINITE = frozenset({"since", "hour", "number", "times", "age", "price", "person"})
"""What only a fact that gives it is an answer to; whoever a fact names it gives."""

ANYTHING = frozenset({"manner"})
"""What any fact may give."""


class Seen(NamedTuple):
    """What a rule saw.

    The vote is multiplied by the rule's price as many `times`, or by 1 - price * `share` (0 to 1); `veto` is the reason
    why the entry is no answer.
    """

    times: int = 0
    share: float = 0.0
    notes: tuple[str, ...] = ()
    veto: str = ""


Rule = Callable[["Evidence", "Entry"], Seen | None]


def _stranger(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.stranger or entry.kind == "gap":
        return None
    return Seen(1, notes=(Remark("stranger", name=evidence.stranger),))


def _somebody_else(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.somebody_else or entry.kind == "gap":
        return None
    return Seen(1, notes=(Remark("stranger", name=evidence.somebody_else),))


def _not_meant(evidence: Evidence, entry: Entry) -> Seen | None:
    return Seen(1) if entry.kind != "gap" and evidence.not_meant.intersection(entry.about[:1]) else None


def _day_alone(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.day or entry.kind == "gap":
        return None
    said = {one.stem for one in evidence.content}
    held = {one.stem for one in evidence.content if one.stem in entry.stems or one.concepts & entry.concepts}
    return Seen(1) if held <= evidence.day and (evidence.unseen or held != said) else None


def _own(evidence: Evidence, entry: Entry) -> Seen | None:
    return Seen(1, notes=(Remark("own"),)) if evidence.own and not evidence.own & entry.personal else None


def _unseen(evidence: Evidence, _entry: Entry) -> Seen | None:
    return Seen(share=evidence.unseen) if evidence.unseen else None


def _number(evidence: Evidence, entry: Entry) -> Seen | None:
    return _not_given(entry, (evidence.asks & DEFINITE) - entry.asks)


def _other_number(evidence: Evidence, entry: Entry) -> Seen | None:
    missing = sorted(evidence.numbers - entry.numbers)
    if not missing or entry.kind == "gap":
        return None
    return Seen(1, notes=(Remark("other_number", numbers=", ".join(missing), entry=entry.id),))


def _ask(evidence: Evidence, entry: Entry) -> Seen | None:
    return _not_given(entry, evidence.asks - DEFINITE - entry.asks - ANYTHING)


def _not_given(entry: Entry, asks: frozenset[str]) -> Seen | None:
    notes = tuple(Remark("ask", ask=ask, entry=entry.id) for ask in sorted(asks))
    return Seen(len(asks), notes=notes) if asks else None


def _nobody_named(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.persons or entry.kind != "fact" or evidence.persons & entry.subjects:
        return None
    return Seen(veto=Remark("names", names=", ".join(sorted(evidence.persons))))


def _other_person(evidence: Evidence, entry: Entry) -> Seen | None:
    missing = sorted(evidence.persons - entry.subjects)
    if not missing or entry.kind == "gap":
        return None
    return Seen(len(missing), notes=(Remark("other_person", names=", ".join(missing), entry=entry.id),))


def _not_about(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind != "gap" or not evidence.persons or evidence.persons & (set(entry.about) or entry.entities):
        return None
    return Seen(1)


def _no_place_named(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.places or entry.kind != "fact" or not entry.places or evidence.places & entry.entities:
        return None
    return Seen(veto=Remark("names", names=", ".join(sorted(evidence.places))))


def _other_role(evidence: Evidence, entry: Entry) -> Seen | None:
    missing = evidence.roles - entry.entities
    return Seen(len(missing)) if missing else None


def _elsewhere(evidence: Evidence, entry: Entry) -> Seen | None:
    if not evidence.mass:
        return None
    here = 0.0
    for stem, concepts, weight in evidence.content:
        if stem in entry.stems or not concepts.isdisjoint(entry.concepts):
            here += weight
    return Seen(share=1 - here / evidence.mass)


def _gaps_alone(evidence: Evidence, entry: Entry) -> Seen | None:
    return Seen(share=evidence.gaps_alone) if evidence.gaps_alone and entry.kind != "gap" else None


def _guessed(evidence: Evidence, _entry: Entry) -> Seen | None:
    if not evidence.guessed:
        return None
    return Seen(1, notes=(Remark("guessed", word=evidence.guessed),))


def _claim(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or not (evidence.claimed or evidence.office):
        return None
    meant = {one.stem for one in evidence.content if not one.concepts.isdisjoint(entry.concepts)}
    whole = {one.stem for one in evidence.content if one.concepts and one.concepts <= entry.offices}
    if evidence.claimed <= entry.stems | meant and evidence.office <= entry.offices | entry.entities | whole:
        return None
    return Seen(1, notes=(Remark("claim", entry=entry.id),))


RULES: Mapping[str, Rule] = {
    "guessed": _guessed,
    "claim": _claim,
    "stranger": _stranger,
    "somebody_else": _somebody_else,
    "not_meant": _not_meant,
    "day_alone": _day_alone,
    "own": _own,
    "unseen": _unseen,
    "number": _number,
    "ask": _ask,
    "other_number": _other_number,
    "nobody named": _nobody_named,
    "other_person": _other_person,
    "not_about": _not_about,
    "no place named": _no_place_named,
    "other_role": _other_role,
    "elsewhere": _elsewhere,
    "gaps_alone": _gaps_alone,
}
"""Every rule by its name, in the order in which they are told."""

SPEAKS_OF: Mapping[str, Callable[[Evidence], object]] = {
    "guessed": lambda evidence: evidence.guessed,
    "claim": lambda evidence: evidence.claimed or evidence.office,
    "stranger": lambda evidence: evidence.stranger,
    "somebody_else": lambda evidence: evidence.somebody_else,
    "not_meant": lambda evidence: evidence.not_meant,
    "day_alone": lambda evidence: evidence.day,
    "own": lambda evidence: evidence.own,
    "unseen": lambda evidence: evidence.unseen,
    "number": lambda evidence: evidence.asks & DEFINITE,
    "ask": lambda evidence: evidence.asks - DEFINITE - ANYTHING,
    "other_number": lambda evidence: evidence.numbers,
    "nobody named": lambda evidence: evidence.persons,
    "other_person": lambda evidence: evidence.persons,
    "not_about": lambda evidence: evidence.persons,
    "no place named": lambda evidence: evidence.places,
    "other_role": lambda evidence: evidence.roles,
    "elsewhere": lambda evidence: evidence.mass,
    "gaps_alone": lambda evidence: evidence.gaps_alone,
}
"""What of the evidence a rule is about: where there is none of it, the rule is silent whatever the entry, and is not
asked."""


class Scored(NamedTuple):
    """An entry with its vote and its score (0 to 1) after every rule; `vetoed_by` names a rule that forbids it."""

    ranked: Ranked
    entry: Entry
    score: float
    vetoed_by: str = ""
    notes: tuple[str, ...] = ()


class Weighed(NamedTuple):
    """A clause with the evidence in it and every entry near it, best first, vetoed ones at their place too."""

    clause: Clause
    evidence: Evidence
    scored: tuple[Scored, ...]

    @property
    def best(self) -> float:
        """The highest score that no rule forbids."""
        return max((one.score for one in self.scored if not one.vetoed_by), default=0.0)


class Scales:
    """Weighs the ranked entries of one base: votes for the words that they hold, then the rules."""

    def __init__(self, entries: Mapping[str, Entry], constants: Constants, rules: Mapping[str, Rule] = RULES) -> None:
        self._entries = entries
        self._in_order = tuple(entries.values())
        self._coverage = Coverage(entries)
        self._constants = constants
        self._rules = [(name, rule, getattr(constants, name, 1.0)) for name, rule in rules.items()]

    def weigh(self, ranked: Sequence[Ranked], evidence: Evidence) -> list[Scored]:
        """Return the entries with their scores, best first, vetoed ones at their place too."""
        rules = [(rule, price) for name, rule, price in self._rules if SPEAKS_OF.get(name, bool)(evidence)]
        scored = [self._score(one, evidence, rules) for one in self._covering(ranked, evidence)]
        return sorted(scored, key=lambda one: -one.score)

    def _covering(self, ranked: Sequence[Ranked], evidence: Evidence) -> Iterator[Ranked]:
        """Yield the ranked entries, and those that hold most of the query's words, with votes for the words held."""
        covering = self._coverage.of(evidence)
        for one in ranked:
            yield self._voted(one, covering.of(one.entry_id))
        for place in covering.most(ADDED, [one.entry_id for one in ranked]):
            entry = self._in_order[place]
            if entry.phrasing is not None:
                yield self._voted(Ranked(entry.id, 0.0, 0.0, entry.phrasing), covering.of(entry.id))

    def _voted(self, ranked: Ranked, covered: Covered) -> Ranked:
        if self._entries[ranked.entry_id].kind == "gap":
            return ranked  # it has no text to be searched, and its questions have voted
        thin = self._constants.thin / (self._constants.thin + self._entries[ranked.entry_id].phrasings)
        gain = self._constants.covered * thin * covered.share**2 * min(1.0, covered.mass)
        return Ranked(ranked.entry_id, ranked.vote + gain, ranked.similarity, ranked.phrasing)

    def _score(self, ranked: Ranked, evidence: Evidence, rules: Sequence[tuple[Rule, float]]) -> Scored:
        entry = self._entries[ranked.entry_id]
        score = ranked.vote
        notes: tuple[str, ...] = ()
        veto = ""
        for rule, price in rules:
            if (seen := rule(evidence, entry)) is None:
                continue
            if seen.share:
                score *= 1 - price * seen.share
            elif seen.times:
                score *= price**seen.times
                notes += seen.notes
            else:
                veto = veto or seen.veto
        return Scored(ranked, entry, max(0.0, min(1.0, score)), veto, notes)
