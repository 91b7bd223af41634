"""What the evidence says for or against an entry: a table of small rules, and what each costs an entry's vote.

A rule says what it saw; what that costs stands in `Constants` under the rule's name. Rules without a price there are
vetoes: they forbid a fact as an answer, whatever its vote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.remarks import Remark

if TYPE_CHECKING:
    from bot.retrieval.entry import Entry
    from bot.retrieval.evidence import Evidence

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
    return _of_others(evidence.persons - entry.subjects, entry)


def _other_body(evidence: Evidence, entry: Entry) -> Seen | None:
    return _of_others(evidence.bodies - entry.subjects - entry.entities, entry)


def _of_others(missing: frozenset[str], entry: Entry) -> Seen | None:
    if not missing or entry.kind == "gap":
        return None
    return Seen(len(missing), notes=(Remark("other_person", names=", ".join(sorted(missing)), entry=entry.id),))


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


def _turned(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or evidence.frame.turned <= entry.turned:
        return None
    return Seen(1, notes=(Remark("turned", entry=entry.id),))


def _other_speaker(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or not evidence.frame.sayers or evidence.frame.sayers & entry.speakers:
        return None
    return Seen(1, notes=(Remark("other_speaker", names=", ".join(sorted(evidence.frame.sayers)), entry=entry.id),))


def _other_count(evidence: Evidence, entry: Entry) -> Seen | None:
    counted = evidence.frame.counted
    if entry.kind == "gap" or not counted or counted in entry.stems:
        return None
    if any(one.stem == counted and entry.holds(one.stem, one.concepts) for one in evidence.content):
        return None
    return Seen(1, notes=(Remark("other_count", word=evidence.frame.counted_word, entry=entry.id),))


def _gaps_alone(evidence: Evidence, entry: Entry) -> Seen | None:
    return Seen(share=evidence.gaps_alone) if evidence.gaps_alone and entry.kind != "gap" else None


def _guessed(evidence: Evidence, _entry: Entry) -> Seen | None:
    if not evidence.guessed:
        return None
    return Seen(1, notes=(Remark("guessed", word=evidence.guessed),))


def _claim(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or not (evidence.phases or evidence.accusations or evidence.office):
        return None
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
    if entry.kind == "gap" or evidence.frame.asks_what or not evidence.asks <= {"person"}:
        return None  # "which peace does he promise" asks what he says of it
    if evidence.acts <= (entry.told if _is_said_outright(evidence) else entry.stems):
        return None
    return Seen(1, notes=(Remark("claim", entry=entry.id),))


def _is_said_outright(evidence: Evidence) -> bool:
    """Say whether what is claimed is asked of nobody ("who is the thief") or told: an answer would sound like it."""
    return "person" in evidence.asks or not evidence.asked


def _why(evidence: Evidence, entry: Entry) -> Seen | None:
    if "reason" not in evidence.asks or entry.kind != "fact" or entry.explains:
        return None
    more = evidence.unseen_mass or not all(entry.tells(one.stem, one.concepts) for one in evidence.content)
    if more or evidence.dated:  # it may have to be put right: "why was he charged", "why is he still there"
        return None
    return Seen(1, notes=(Remark("ask", ask="reason", entry=entry.id),))


def _one_word(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or evidence.asked or evidence.named or evidence.unseen_mass or len(evidence.content) != 1:
        return None
    word = evidence.content[0]
    return None if entry.tells(word.stem, word.concepts) else Seen(1)


def _statement(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or evidence.asked or evidence.persons or evidence.roles or entry.phrasings < MANY:
        return None
    held = sum(one.weight for one in evidence.content if entry.holds(one.stem, one.concepts))
    total = evidence.unseen_mass + evidence.mass
    return Seen(share=1 - held / total) if held < total else None


def _nothing_held(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or not evidence.persons or evidence.asks or evidence.frame.asks_what:
        return None
    if entry.phrasings < MANY:
        return None
    said = [one for one in evidence.content if one.concepts.isdisjoint(evidence.named)]
    if not (said or evidence.unseen_mass) or any(entry.holds(one.stem, one.concepts) for one in said):
        return None
    return Seen(1)


def _doer(evidence: Evidence, entry: Entry) -> Seen | None:
    if entry.kind == "gap" or not evidence.doer or evidence.asks or evidence.frame.asks_what:
        return None
    if evidence.persons or evidence.roles:
        return None
    return Seen(1, notes=(Remark("stranger", name=evidence.doer),))


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
    "other_body": _other_body,
    "not_about": _not_about,
    "no place named": _no_place_named,
    "other_role": _other_role,
    "elsewhere": _elsewhere,
    "gaps_alone": _gaps_alone,
    "act": _act,
    "why": _why,
    "one_word": _one_word,
    "statement": _statement,
    "nothing_held": _nothing_held,
    "doer": _doer,
    "turned": _turned,
    "other_speaker": _other_speaker,
    "other_count": _other_count,
}
"""Every rule by its name, in the order in which they are told."""

SPEAKS_OF: Mapping[str, Callable[[Evidence], object]] = {
    "guessed": lambda evidence: evidence.guessed,
    "claim": lambda evidence: evidence.phases or evidence.accusations or evidence.office,
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
    "other_body": lambda evidence: evidence.bodies,
    "not_about": lambda evidence: evidence.persons,
    "no place named": lambda evidence: evidence.places,
    "other_role": lambda evidence: evidence.roles,
    "elsewhere": lambda evidence: evidence.mass,
    "gaps_alone": lambda evidence: evidence.gaps_alone,
    "act": lambda evidence: evidence.acts,
    "why": lambda evidence: "reason" in evidence.asks,
    "one_word": lambda evidence: not evidence.asked and len(evidence.content) == 1,
    "statement": lambda evidence: not (evidence.asked or evidence.persons or evidence.roles),
    "nothing_held": lambda evidence: evidence.persons and not evidence.asks,
    "doer": lambda evidence: evidence.doer,
    "turned": lambda evidence: evidence.frame.turned,
    "other_speaker": lambda evidence: evidence.frame.sayers,
    "other_count": lambda evidence: evidence.frame.counted,
}
"""What of the evidence a rule is about: where there is none of it, the rule is silent whatever the entry, and is not
asked."""
