"""What the panel says agrees with itself, whatever is asked."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation.questions import load_questions
from bot.playground.explaining import match_as_json
from bot.retrieval.remarks import ENGLISH
from tests.bases import matcher_of

QUESTIONS = Path(__file__).parents[1] / "questions"
BY_GAP, BY_WORDS = "what will the weather be tomorrow", "who built the zq tower"


def test_confidence_threshold_and_outcome_agree() -> None:
    """What is answered reaches the threshold, what is not does not, or a gap came nearest, which has its own."""
    matcher = matcher_of("shipped")
    seen = set()
    for question in [each.ask for each in load_questions([QUESTIONS], split="tune")][::7]:
        why = match_as_json(matcher.match(question))
        seen.add((why["decision"], why["nearest"]))
        answered = why["decision"] == "answer"
        if why["nearest"] != "gap":
            assert (why["confidence"] >= why["threshold"]) == answered, question
        else:
            assert not answered, question
            if why["decision"] == "did_you_mean":
                assert not why["by_gap"], question
            if why["gap"]:
                assert why["by_gap"], question
        for sentence in (*why["rules"], *why["advice"], *(each["veto"] for each in why["candidates"] if each["veto"])):
            assert sentence["key"] in ENGLISH, sentence
    assert {("answer", "fact"), ("not_in_source", "gap")} <= seen


def test_what_is_off_topic_by_its_words_is_not_said_to_be_so_by_a_gap() -> None:
    """A gap that came nearest and decided nothing is not said to have been enough."""
    matcher = matcher_of("shipped")
    by_gap, by_words = (match_as_json(matcher.match(each)) for each in (BY_GAP, BY_WORDS))
    assert by_gap["decision"] == by_words["decision"] == "off_topic"
    assert by_gap["nearest"] == by_words["nearest"] == "gap"
    assert by_gap["by_gap"]
    assert not by_words["by_gap"]
