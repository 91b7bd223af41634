"""What is offered beside a reply has to do with what was asked."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Candidate, Decision, Explanation, Match, WordReading
from tests.rendering.samples import shipped


def offered(match: Match) -> list[str]:
    """Return the ids of the questions that a reply offers."""
    return [suggestion.id for suggestion in shipped().reply_to(match, "en").suggestions]


def scored(entry_id: str, score: float) -> Candidate:
    """Return a candidate with a score."""
    return Candidate(entry_id, "fact", score, "?", "en")


@pytest.mark.parametrize(
    ("shown", "related", "unrelated"),
    [
        ("yermak-resigned", "yermak-after-searches", "talks-venue"),
        ("kushner-office", "witkoff-kushner-plan-putin", "priority-interests"),
        ("shell-bay-witkoff", "witkoff-office", "headline"),
        ("umerov-office", "umerov-real-peace", "geneva-talks-date"),
        ("geneva-open-issues", "geneva-agreed", "photo-credit"),
    ],
)
def test_a_related_question_shares_somebody_or_something_with_the_answer(
    shown: str, related: str, unrelated: str
) -> None:
    """A country that every other fact is about relates nothing, nor does the outlet that passes both on."""
    match = Match("?", Decision.ANSWER, 0.9, 0.5, (scored(shown, 0.9),), (shown,), suggestions=(unrelated, related))
    assert offered(match) == [related]


def test_what_scored_nearly_as_much_is_offered_whatever_it_is_about() -> None:
    """The question may have meant it."""
    candidates = (scored("yermak-resigned", 0.6), scored("talks-venue", 0.31))
    match = Match("?", Decision.ANSWER, 0.6, 0.5, candidates, ("yermak-resigned",), suggestions=("talks-venue",))
    assert offered(match) == ["talks-venue"]


def test_an_answer_with_nothing_related_among_its_candidates_offers_what_is_nearest_in_the_base() -> None:
    """Rather than nothing."""
    match = Match("?", Decision.ANSWER, 0.9, 0.5, (), ("yermak-resigned",), suggestions=("photo-credit",))
    assert "yermak-office" in offered(match)
    assert "photo-credit" not in offered(match)


def test_an_abstention_offers_what_is_near_or_about_whoever_was_named_else_nothing() -> None:
    """A question about cats is not answered with questions about ministers."""
    near = (scored("talks-venue", 0.14), scored("rubio-office", 0.02), scored("photo-credit", 0.01))
    named = Explanation(words=(WordReading("rubio", "name", "rubio"),))
    suggested = ("talks-venue", "rubio-office", "photo-credit")
    match = Match("?", Decision.NOT_IN_SOURCE, 0.1, 0.5, near, suggestions=suggested, explanation=named)
    assert offered(match) == ["talks-venue", "rubio-office"]
    nowhere = Match("?", Decision.NOT_IN_SOURCE, 0.02, 0.5, near[1:], suggestions=suggested[1:])
    assert offered(nowhere) == []


def test_what_is_not_about_the_story_gets_examples() -> None:
    """Whatever scored a little: no question of the base is near the weather."""
    for decision in (Decision.OFF_TOPIC, Decision.UNCLEAR, Decision.SMALLTALK):
        match = Match("?", decision, 0.02, 0.5, (scored("photo-credit", 0.02),), suggestions=("photo-credit",))
        assert offered(match) == list(shipped().showcase.examples())
