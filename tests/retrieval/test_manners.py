"""How a question is typed changes nothing: words around it (manners.yaml), capitals, chat spellings, a name first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.questions import load_questions
from tests.bases import matcher_of

MANNERS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "manners.yaml").read_text(encoding="utf-8"))
QUESTIONS = Path(__file__).parents[1] / "questions"
SHIPPED = matcher_of("shipped")


ANSWERED = 3
"""Questions of each language that the base answers; the others it does not."""


@pytest.mark.parametrize("language", MANNERS)
def test_what_stands_before_a_question_changes_no_answer(language: str) -> None:
    """Greetings, apologies, excuses; where the base does not know, they make it no answer."""
    for place, question in enumerate(MANNERS[language]["questions"]):
        answers = SHIPPED.match(question).answers
        assert bool(answers) == (place < ANSWERED)
        for before in MANNERS[language]["before"]:
            assert SHIPPED.match(f"{before} {question}").answers == answers, before


@pytest.mark.parametrize("language", MANNERS)
def test_what_stands_after_a_question_changes_no_answer(language: str) -> None:
    """Thanks, appeals, laughter."""
    for question in MANNERS[language]["questions"]:
        answers = SHIPPED.match(question).answers
        for after in MANNERS[language]["after"]:
            assert SHIPPED.match(f"{question.rstrip('?')}{after}").answers == answers, after


def test_a_question_in_capitals_is_the_same() -> None:
    """No capital tells a name where all letters are capitals."""
    asked = [each.ask for each in load_questions([QUESTIONS], split="tune")][::60]
    for question in asked:
        low, shouted = SHIPPED.match(question.lower()), SHIPPED.match(question.upper())
        assert (shouted.decision, shouted.answers, shouted.gap) == (low.decision, low.answers, low.gap), question


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wat did rubio say", "rubio-lasting-conditions"),
        ("wen did yermak resign", "yermak-resigned"),
        ("wher r dey meeting", "talks-venue"),
        ("who iz da prez of ukraine", "zelenskyy-president"),
        ("када ушёл Ермак", "yermak-resigned"),
        ("скока лет Кушнеру", "biographies"),
        ("скіки років Кушнеру", "biographies"),
    ],
)
def test_chat_spellings_are_read_as_the_words_they_stand_for(typed: str, found: str) -> None:
    """The fact that answers, or the gap that is named."""
    match = SHIPPED.match(typed)
    assert found in {*match.answers[:1], match.gap}


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("peskov?? who dat", "peskov-office"),
        ("wait kushner?? who's he", "kushner-office"),
        ("Rubio... who is he?", "rubio-office"),
        ("Axios? what's that", "axios-reported"),
        ("geneva? when was that", "geneva-talks-date"),
        ("віткофф? хто це", "witkoff-office"),
        ("пєсков? а це хто такий", "peskov-office"),
        ("Суспільне? що це таке", "rubio-via-suspilne"),
        ("Ермак? это кто", "yermak-office"),
        ("женева? когда это было", "geneva-talks-date"),
    ],
)
def test_a_name_is_what_the_next_sentence_asks_about(query: str, answer: str) -> None:
    """Whatever else that one says."""
    assert SHIPPED.match(query).answers[:1] == (answer,)
