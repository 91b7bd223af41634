"""What the panel says agrees with itself, whatever is asked."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation.questions import load_questions
from bot.playground.explaining import match_as_json
from bot.retrieval.remarks import ENGLISH
from tests.bases import matcher_of

QUESTIONS = Path(__file__).parents[1] / "questions"
ASKED = [each.ask for each in load_questions([QUESTIONS], split="tune")][::7]


def test_confidence_threshold_and_outcome_agree() -> None:
    """What is answered reaches the threshold, what is not does not, or a gap came nearest, which has its own."""
    matcher = matcher_of("shipped")
    seen = set()
    for question in ASKED:
        why = match_as_json(matcher.match(question))
        seen.add((why["decision"], why["nearest"]))
        answered = why["decision"] == "answer"
        if why["nearest"] != "gap":
            assert (why["confidence"] >= why["threshold"]) == answered, question
        else:
            assert not answered, question
        for sentence in (*why["rules"], *why["advice"], *(each["veto"] for each in why["candidates"] if each["veto"])):
            assert sentence["key"] in ENGLISH, sentence
    assert {("answer", "fact"), ("not_in_source", "gap")} <= seen
