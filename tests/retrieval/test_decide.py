"""From scored entries to a decision: one row for each kind of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.constants import Constants
from bot.retrieval.decide import SUGGESTED, THINLY_WRITTEN, WRITTEN_OUT, Curve, Decider
from bot.retrieval.match import Decision, Match
from tests.knowledge.builders import fact, gap, harbour, knowledge
from tests.retrieval.builders import entry, evidence, scored

if TYPE_CHECKING:
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.match import EntryKind

CONSTANTS = Constants(threshold=0.5, threshold_gap=0.3, offer=0.2, off_topic=0.5, touched=1.0)
BASE = knowledge(
    facts=[*harbour().facts, fact("pier-built", source="council-minutes")],
    gaps=[*harbour().gaps, gap("weather", off_topic=True), gap("fares")],
    conflicts=harbour().conflicts,
    sources=harbour().sources,
)
DECIDER = Decider(BASE, CONSTANTS, thin=False)
UNDECIDED = Match("it", Decision.UNCLEAR, 0.0, CONSTANTS.threshold)
KINDS: dict[str, EntryKind] = {
    **{one.id: "gap" for one in BASE.gaps},
    **{one.id: "conflict" for one in BASE.conflicts},
}
ELSEWHERE = evidence(unseen=0.6, unseen_words=["zebra"])
"""Most of it is unseen, nobody is named, nothing weighs anything in this base."""


def match(decision: Decision, score: float, answers: tuple[str, ...] = (), **others: Any) -> Match:
    """Return a match that was decided by this score."""
    confidence = WRITTEN_OUT.confidence_of(score)
    return dataclasses.replace(UNDECIDED, decision=decision, confidence=confidence, answers=answers, **others)


def decided(said: Evidence, *ranked: tuple[str, float], vetoed: str = "", gibberish: bool = False) -> Match:
    """Return the decision on entries with these scores, one of which may be vetoed."""
    found = [
        scored(entry(id_, KINDS.get(id_, "fact")), score, "names: ada" if id_ == vetoed else "")
        for id_, score in ranked
    ]
    return DECIDER.decide(UNDECIDED, found, said, gibberish=gibberish)


SIDES = ("ferry-on-the-12th", "ferry-on-the-15th")
NOTHING = evidence()


@pytest.mark.parametrize(
    ("said", "ranked", "expected"),
    [
        # an answer, with what else may have been meant
        (NOTHING, [("berg-resigned", 0.5)], match(Decision.ANSWER, 0.5, ("berg-resigned",))),
        (
            NOTHING,
            [("berg-resigned", 0.9), ("weather", 0.4), ("ferry-on-the-12th", 0.3), ("pier-built", 0.2)],
            match(Decision.ANSWER, 0.9, ("berg-resigned",), suggestions=("ferry-dates", "pier-built")),
        ),
        # nothing sure enough: what is near is offered, whatever else the query holds
        (
            NOTHING,
            [("berg-resigned", 0.4), ("pier-built", 0.2)],
            match(Decision.DID_YOU_MEAN, 0.4, suggestions=("berg-resigned", "pier-built")),
        ),
        (
            NOTHING,  # the second is too far away to be meant
            [("berg-resigned", 0.4), ("pier-built", 0.19)],
            match(Decision.DID_YOU_MEAN, 0.4, suggestions=("berg-resigned",)),
        ),
        (
            NOTHING,  # two sides of one conflict are one thing
            [("ferry-on-the-12th", 0.4), ("ferry-on-the-15th", 0.3)],
            match(Decision.DID_YOU_MEAN, 0.4, suggestions=("ferry-dates",)),
        ),
        (
            ELSEWHERE,  # gaps are not offered
            [("berg-resigned", 0.4), ("fares", 0.35), ("pier-built", 0.3)],
            match(Decision.DID_YOU_MEAN, 0.4, suggestions=("berg-resigned", "pier-built")),
        ),
        (
            evidence(accusations=["thief"]),  # an accusation is not met with "I am not sure"
            [("berg-resigned", 0.4)],
            match(Decision.NOT_IN_SOURCE, 0.4, suggestions=("berg-resigned",)),
        ),
        (
            evidence(phases=["ends"]),  # nor an end
            [("berg-resigned", 0.4)],
            match(Decision.NOT_IN_SOURCE, 0.4, suggestions=("berg-resigned",)),
        ),
        # nothing near enough to be offered, which is off topic where most of it is unseen, nobody is named, and the
        # story hardly touched
        (ELSEWHERE, [("berg-resigned", 0.19)], match(Decision.OFF_TOPIC, 0.19, suggestions=("berg-resigned",))),
        (
            evidence(unseen=0.6, unseen_words=["zebra"], persons=["berg"]),
            [("berg-resigned", 0.19)],
            match(Decision.NOT_IN_SOURCE, 0.19, suggestions=("berg-resigned",)),
        ),
        (
            evidence(unseen=0.6, unseen_words=["zebra"], content=[("ferri", (), 1.0)]),
            [("berg-resigned", 0.19)],
            match(Decision.NOT_IN_SOURCE, 0.19, suggestions=("berg-resigned",)),
        ),
        (
            evidence(unseen=0.4, unseen_words=["zebra"]),
            [("berg-resigned", 0.19)],
            match(Decision.NOT_IN_SOURCE, 0.19, suggestions=("berg-resigned",)),
        ),
        (ELSEWHERE, [("berg-resigned", 0.6)], match(Decision.ANSWER, 0.6, ("berg-resigned",))),
        # nothing at all
        (NOTHING, [], match(Decision.OFF_TOPIC, 0.0)),
        (NOTHING, [("berg-resigned", 0.0)], match(Decision.OFF_TOPIC, 0.0)),
        (evidence(roles=["berg"]), [], match(Decision.NOT_IN_SOURCE, 0.0)),
        # gaps: sure of which one it is, or not
        (
            NOTHING,
            [("why-berg-resigned", 0.3), ("pier-built", 0.2)],
            match(Decision.NOT_IN_SOURCE, 0.3, gap="why-berg-resigned", suggestions=("berg-resigned",)),
        ),
        (
            NOTHING,  # without a nearest fact of its own
            [("fares", 0.9), ("pier-built", 0.2)],
            match(Decision.NOT_IN_SOURCE, 0.9, gap="fares", suggestions=("pier-built",)),
        ),
        (
            NOTHING,
            [("why-berg-resigned", 0.29), ("pier-built", 0.19)],
            match(Decision.NOT_IN_SOURCE, 0.29, suggestions=("pier-built",)),
        ),
        (
            ELSEWHERE,
            [("why-berg-resigned", 0.29), ("pier-built", 0.19)],
            match(Decision.OFF_TOPIC, 0.29, suggestions=("pier-built",)),
        ),
        (
            ELSEWHERE,
            [("why-berg-resigned", 0.3)],
            match(Decision.NOT_IN_SOURCE, 0.3, gap="why-berg-resigned", suggestions=("berg-resigned",)),
        ),
        (NOTHING, [("weather", 0.3), ("pier-built", 0.2)], match(Decision.OFF_TOPIC, 0.3)),
        (
            NOTHING,
            [("weather", 0.29), ("pier-built", 0.2)],
            match(Decision.DID_YOU_MEAN, 0.29, suggestions=("pier-built",)),
        ),
    ],
)
def test_a_decision(said: Evidence, ranked: list[tuple[str, float]], expected: Match) -> None:
    """The whole of it: answers, gap, suggestions and confidence."""
    assert decided(said, *ranked) == expected


@pytest.mark.parametrize("found", ["ferry-dates", *SIDES])
@pytest.mark.parametrize(
    ("named", "answers"),
    [
        (evidence(), SIDES),
        (evidence(persons=["berg"]), SIDES),
        (evidence(bodies=["council"]), ("ferry-on-the-15th",)),  # who says it
        (evidence(bodies=["gazette-paper"]), ("ferry-on-the-12th",)),  # who prints it
        (evidence(roles=["council"]), ("ferry-on-the-15th",)),
        (evidence(bodies=["council", "gazette-paper"]), SIDES),
    ],
)
def test_a_conflict_brings_all_sides_or_the_one_whose_source_is_named(
    found: str, named: Evidence, answers: tuple[str, ...]
) -> None:
    """Also where a single side was found, which comes first then; what else is offered is neither side's."""
    one = decided(named, (found, 0.8), ("ferry-on-the-12th", 0.7), ("berg-resigned", 0.3))
    both = answers == SIDES
    assert (one.decision, set(one.answers)) == (Decision.ANSWER, set(answers))
    if both:
        assert one.answers[0] == (found if found in SIDES else SIDES[0])
        assert (one.conflict, one.differs, one.suggestions) == ("ferry-dates", None, ("berg-resigned",))
    else:
        assert (one.conflict, one.differs, one.suggestions) == (None, "ferry-dates", ("ferry-dates", "berg-resigned"))


def test_what_is_ruled_out_is_neither_the_answer_nor_offered() -> None:
    """The next entry answers, and its score is the confidence."""
    one = decided(NOTHING, ("berg-resigned", 0.9), ("pier-built", 0.6), vetoed="berg-resigned")
    assert one == match(Decision.ANSWER, 0.6, ("pier-built",))


def test_where_all_is_ruled_out_somebody_was_asked_for_in_vain() -> None:
    """A name that the base knows and a fact that is about somebody else: it is not in the document."""
    one = decided(evidence(persons=["ada"]), ("berg-resigned", 0.9), vetoed="berg-resigned")
    assert one == match(Decision.NOT_IN_SOURCE, 0.0)


def test_gibberish_is_unclear_however_near_something_is() -> None:
    """Pressed keys get no answer, only what may be asked."""
    one = decided(NOTHING, ("berg-resigned", 0.9), gibberish=True)
    assert one == match(Decision.UNCLEAR, 0.0, suggestions=("berg-resigned",))


def test_no_more_is_offered_than_fits() -> None:
    """The best come first; gaps are never offered, and a conflict once for both of its sides."""
    ranked = [("ferry-on-the-15th", 0.4), ("fares", 0.3), ("ferry-on-the-12th", 0.3), ("berg-resigned", 0.28)]
    one = decided(ELSEWHERE, *ranked, ("pier-built", 0.25), ("pier-gone", 0.22))
    assert one.suggestions == ("ferry-dates", "berg-resigned", "pier-built")
    assert len(one.suggestions) == SUGGESTED


@pytest.mark.parametrize(
    ("chosen", "thin", "threshold"),
    [
        ("generous", False, 0.35),
        ("generous", True, 0.35),
        (None, False, 0.5),
        (None, True, 0.75),
        ("cautious", False, 0.75),
    ],
)
def test_a_story_chooses_how_sure_an_answer_must_be(
    chosen: Literal["cautious", "generous"] | None, *, thin: bool, threshold: float
) -> None:
    """The threshold is moved by a factor, and told as a confidence; where nothing is chosen a thin base is cautious."""
    story = BASE.story.model_copy(update={"answers": chosen})
    decider = Decider(BASE.model_copy(update={"story": story}), CONSTANTS, thin=thin)
    curve = THINLY_WRITTEN if thin else WRITTEN_OUT
    assert decider.threshold == pytest.approx(curve.confidence_of(threshold))
    said = [
        decider.decide(UNDECIDED, [scored(entry("berg-resigned"), score)], NOTHING, gibberish=False).decision
        for score in (threshold + 0.01, threshold - 0.01)
    ]
    assert said == [Decision.ANSWER, Decision.DID_YOU_MEAN]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([WRITTEN_OUT, THINLY_WRITTEN]))
def test_confidence_grows_with_the_score(one: float, other: float, curve: Curve) -> None:
    """From 0 to nearly 1, and one half where one of two is right."""
    low, high = sorted((one, other))
    assert 0 <= curve.confidence_of(low) <= curve.confidence_of(high) < 1
    assert curve.confidence_of(curve.half_right) == pytest.approx(0.5)


def test_a_thin_base_is_less_sure() -> None:
    """From a score on at which an answer is given, the same score tells less of a thin base."""
    assert all(
        THINLY_WRITTEN.confidence_of(score / 100) < WRITTEN_OUT.confidence_of(score / 100) for score in range(10, 101)
    )
