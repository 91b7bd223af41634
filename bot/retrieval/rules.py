"""What the evidence says for or against an entry: a table of small rules, and what each costs an entry's vote.

A rule says what it saw; what that costs stands in `Constants` under the rule's name. Vetoes have no price: they forbid
an answer, whatever its vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.retrieval.entry import Entry
    from bot.retrieval.evidence import Content, Evidence
    from bot.retrieval.match import EntryKind

DEFINITE = frozenset({"since", "hour", "number", "times", "age", "price", "person"})
"""What only a fact that gives it is an answer to; whoever a fact names it gives."""

ANYTHING = frozenset({"manner"})
"""What any fact may give."""

MANY = 40
"""Questions of an entry, expanded, from which a word that it does not hold tells something: few questions leave words
out that mean the same."""


class Seen(NamedTuple):
    """What a rule saw.

    The vote is multiplied by the rule's price as many `times`, or by 1 - price * `share` (0 to 1); `veto` is the reason
    why the entry is no answer.
    """

    times: int = 0
    share: float = 0.0
    notes: tuple[str, ...] = ()
    veto: str = ""


ALL: frozenset[EntryKind] = frozenset({"fact", "gap", "conflict"})
TOLD: frozenset[EntryKind] = frozenset({"fact", "conflict"})
FACTS: frozenset[EntryKind] = frozenset({"fact"})
GAPS: frozenset[EntryKind] = frozenset({"gap"})


class Rule(NamedTuple):
    """A small function of evidence and an entry, asked of entries of some kinds where it has anything to see."""

    about: Callable[[Evidence], object]
    """What of the evidence it is about: where there is none of it, the rule is not asked, whatever the entry."""
    sees: Callable[[Evidence, Entry], Seen | None]
    kinds: frozenset[EntryKind] = ALL
    vetoes: bool = False
    """It has no price."""


def _stranger(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(1, notes=(Remark("stranger", name=evidence.stranger),))


def _somebody_else(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(1, notes=(Remark("stranger", name=evidence.somebody_else),))


def _not_meant(evidence: Evidence, entry: Entry) -> Seen | None:
    return Seen(1) if evidence.not_meant.intersection(entry.about[:1]) else None


def _day_alone(evidence: Evidence, entry: Entry) -> Seen | None:
    said = {one.stem for one in evidence.content}
    held = {one.stem for one in evidence.content if one.stem in entry.stems or one.concepts & entry.concepts}
    return Seen(1) if held <= evidence.day and (evidence.unseen or held != said) else None


def _own(evidence: Evidence, entry: Entry) -> Seen | None:
    return None if evidence.own & entry.personal else Seen(1, notes=(Remark("own"),))


def _unseen(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(share=evidence.unseen)


def _number(evidence: Evidence, entry: Entry) -> Seen | None:
    return _not_given(entry, (evidence.asks & DEFINITE) - entry.asks)


def _other_number(evidence: Evidence, entry: Entry) -> Seen | None:
    missing = sorted(evidence.numbers - entry.numbers)
    return Seen(1, notes=(Remark("other_number", numbers=", ".join(missing), entry=entry.id),)) if missing else None


def _ask(evidence: Evidence, entry: Entry) -> Seen | None:
    return _not_given(entry, evidence.asks - DEFINITE - entry.asks - ANYTHING)


def _not_given(entry: Entry, asks: frozenset[str]) -> Seen | None:
    notes = tuple(Remark("ask", ask=ask, entry=entry.id) for ask in sorted(asks))
    return Seen(len(asks), notes=notes) if asks else None


def _nobody_named(evidence: Evidence, entry: Entry) -> Seen | None:
    return None if evidence.persons & entry.subjects else _veto_of(evidence.persons)


def _no_place_named(evidence: Evidence, entry: Entry) -> Seen | None:
    return None if not entry.places or evidence.places & entry.entities else _veto_of(evidence.places)


def _veto_of(names: frozenset[str]) -> Seen:
    return Seen(veto=Remark("names", names=", ".join(sorted(names))))


def _other_person(evidence: Evidence, entry: Entry) -> Seen | None:
    return _of_others(evidence.persons - entry.subjects, entry)


def _other_body(evidence: Evidence, entry: Entry) -> Seen | None:
    return _of_others(evidence.bodies - entry.subjects - entry.entities, entry)


def _of_others(missing: frozenset[str], entry: Entry) -> Seen | None:
    if not missing:
        return None
    return Seen(len(missing), notes=(Remark("other_person", names=", ".join(sorted(missing)), entry=entry.id),))


def _not_about(evidence: Evidence, entry: Entry) -> Seen | None:
    return None if evidence.persons & (set(entry.about) or entry.entities) else Seen(1)


def _other_role(evidence: Evidence, entry: Entry) -> Seen | None:
    missing = evidence.roles - entry.entities
    return Seen(len(missing)) if missing else None


def _elsewhere(evidence: Evidence, entry: Entry) -> Seen:
    here = 0.0
    for stem, concepts, weight in evidence.content:
        if stem in entry.stems or not concepts.isdisjoint(entry.concepts):
            here += weight
    return Seen(share=1 - here / evidence.mass)


def _turned(evidence: Evidence, entry: Entry) -> Seen | None:
    return None if evidence.frame.turned <= entry.turned else Seen(1, notes=(Remark("turned", entry=entry.id),))


def _other_speaker(evidence: Evidence, entry: Entry) -> Seen | None:
    if evidence.frame.sayers & entry.speakers:
        return None
    return Seen(1, notes=(Remark("other_speaker", names=", ".join(sorted(evidence.frame.sayers)), entry=entry.id),))


def _other_topic(evidence: Evidence, entry: Entry) -> Seen | None:
    frame = evidence.frame
    topics = [one for one in evidence.content if one.stem != frame.tells and one.concepts.isdisjoint(frame.sayers)]
    if not topics or any(entry.holds(one.stem, one.concepts) for one in topics):
        return None
    return Seen(1, notes=(Remark("other_topic", names=", ".join(sorted(frame.sayers)), entry=entry.id),))


def _other_count(evidence: Evidence, entry: Entry) -> Seen | None:
    counted = evidence.frame.counted
    held = any(one.stem == counted and entry.holds(one.stem, one.concepts) for one in evidence.content)
    if held or counted in entry.stems:
        return None
    return Seen(1, notes=(Remark("other_count", word=evidence.frame.counted_word, entry=entry.id),))


def _gaps_alone(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(share=evidence.gaps_alone)


def _guessed(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(1, notes=(Remark("guessed", word=evidence.guessed),))


def _claim(evidence: Evidence, entry: Entry) -> Seen | None:
    meant = {one.stem for one in evidence.content if not one.concepts.isdisjoint(entry.concepts)}
    whole = {one.stem for one in evidence.content if one.concepts and one.concepts <= entry.offices}
    said = entry.told if _is_said_outright(evidence) else entry.stems | meant
    if (
        evidence.phases <= entry.stems | meant
        and evidence.accusations <= said
        and evidence.office <= entry.offices | entry.entities | whole
    ):
        return None
    return Seen(1, notes=(Remark("claim", entry=entry.id),))


def _act(evidence: Evidence, entry: Entry) -> Seen | None:
    if evidence.acts <= (entry.told if _is_said_outright(evidence) else entry.stems):
        return None
    return Seen(1, notes=(Remark("claim", entry=entry.id),))


def _is_said_outright(evidence: Evidence) -> bool:
    """Say whether what is claimed is asked of nobody ("who is the thief") or told: an answer would sound like it."""
    return "person" in evidence.asks or not evidence.asked


def _why(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.explains or not all(_is_so(one, entry) for one in evidence.content):
        return None
    return Seen(1, notes=(Remark("ask", ask="reason", entry=entry.id),))


def _is_so(one: Content, entry: Entry) -> bool:
    """Say whether a fact tells a word, or is asked for in it, but not why it were so: "why is it in *Geneva* again"."""
    if entry.tells(one.stem, one.concepts):
        return True
    return entry.holds(one.stem, one.concepts) and entry.premises.isdisjoint((one.stem, *one.concepts))


def _one_word(evidence: Evidence, entry: Entry) -> Seen | None:
    word = evidence.content[0]
    return None if entry.tells(word.stem, word.concepts) else Seen(1)


def _statement(evidence: Evidence, entry: Entry) -> Seen | None:
    held = sum(one.weight for one in evidence.content if entry.holds(one.stem, one.concepts))
    total = evidence.unseen_mass + evidence.mass
    return Seen(share=1 - held / total) if held < total and entry.phrasings >= MANY else None


def _nothing_held(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.phrasings < MANY:
        return None
    said = [one for one in evidence.content if one.concepts.isdisjoint(evidence.named)]
    if not (said or evidence.unseen_mass) or any(entry.holds(one.stem, one.concepts) for one in said):
        return None
    return Seen(1)


def _doer(evidence: Evidence, _entry: Entry) -> Seen:
    return Seen(1, notes=(Remark("stranger", name=evidence.doer),))


RULES: Mapping[str, Rule] = {
    "guessed": Rule(lambda evidence: evidence.guessed, _guessed),
    "claim": Rule(lambda evidence: evidence.phases or evidence.accusations or evidence.office, _claim, TOLD),
    "stranger": Rule(lambda evidence: evidence.stranger, _stranger, TOLD),
    "somebody_else": Rule(lambda evidence: evidence.somebody_else, _somebody_else, TOLD),
    "not_meant": Rule(lambda evidence: evidence.not_meant, _not_meant, TOLD),
    "day_alone": Rule(lambda evidence: evidence.day, _day_alone, TOLD),
    "own": Rule(lambda evidence: evidence.own, _own),
    "unseen": Rule(lambda evidence: evidence.unseen, _unseen),
    "number": Rule(lambda evidence: evidence.asks & DEFINITE, _number),
    "ask": Rule(lambda evidence: evidence.asks - DEFINITE - ANYTHING, _ask),
    "other_number": Rule(lambda evidence: evidence.numbers, _other_number, TOLD),
    "nobody named": Rule(lambda evidence: evidence.persons, _nobody_named, FACTS, vetoes=True),
    "other_person": Rule(lambda evidence: evidence.persons, _other_person, TOLD),
    "other_body": Rule(lambda evidence: evidence.bodies, _other_body, TOLD),
    "not_about": Rule(lambda evidence: evidence.persons, _not_about, GAPS),
    "no place named": Rule(lambda evidence: evidence.places, _no_place_named, FACTS, vetoes=True),
    "other_role": Rule(lambda evidence: evidence.roles, _other_role),
    "elsewhere": Rule(lambda evidence: evidence.mass, _elsewhere),
    "gaps_alone": Rule(lambda evidence: evidence.gaps_alone, _gaps_alone, TOLD),
    # "which peace does he promise" asks what he says of it
    "act": Rule(
        lambda evidence: evidence.acts and evidence.asks <= {"person"} and not evidence.frame.asks_what, _act, TOLD
    ),
    # where it is dated, it may have to be put right: "why is he still there"
    "why": Rule(
        lambda evidence: "reason" in evidence.asks and not (evidence.unseen_mass or evidence.dated), _why, FACTS
    ),
    "one_word": Rule(
        lambda evidence: len(evidence.content) == 1 and not (evidence.asked or evidence.named or evidence.unseen_mass),
        _one_word,
        TOLD,
    ),
    "statement": Rule(lambda evidence: not (evidence.asked or evidence.persons or evidence.roles), _statement, TOLD),
    "nothing_held": Rule(
        lambda evidence: evidence.persons and not (evidence.asks or evidence.frame.asks_what), _nothing_held, TOLD
    ),
    "doer": Rule(
        lambda evidence: (
            evidence.doer and not (evidence.asks or evidence.frame.asks_what or evidence.persons or evidence.roles)
        ),
        _doer,
        TOLD,
    ),
    "turned": Rule(lambda evidence: evidence.frame.turned, _turned, TOLD),
    "other_speaker": Rule(lambda evidence: evidence.frame.sayers, _other_speaker, TOLD),
    "other_topic": Rule(lambda evidence: evidence.frame.sayers and evidence.frame.tells, _other_topic, TOLD),
    "other_count": Rule(lambda evidence: evidence.frame.counted, _other_count, TOLD),
}
"""Every rule by its name, in the order in which they are told."""
