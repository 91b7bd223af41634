"""What gaps lead to."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import fact, gap, knowledge


@pytest.mark.parametrize(("off_topic", "decision"), [(False, Decision.NOT_IN_SOURCE), (True, Decision.OFF_TOPIC)])
def test_a_gap_says_whether_its_questions_belong_to_the_story(off_topic: bool, decision: Decision) -> None:  # noqa: FBT001
    """A question of the gap is abstained from; one marked off-topic is treated like any other foreign question."""
    base = knowledge(
        facts=[fact("opened", questions="when did the bridge open")],
        gaps=[gap("cooking", questions="how do I cook under the bridge", off_topic=off_topic)],
    )
    match = Matcher(base).match("How do I cook under the bridge?")
    assert match.decision is decision
    assert match.gap == (None if off_topic else "cooking")
