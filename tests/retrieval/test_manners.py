"""How a question is typed changes nothing: words around it (manners.yaml), capitals, chat spellings, a name first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bases import matcher_of

MANNERS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "manners.yaml").read_text(encoding="utf-8"))
SHIPPED = matcher_of("shipped")


@pytest.mark.parametrize("language", MANNERS)
def test_what_stands_before_a_question_changes_nothing(language: str) -> None:
    """Greetings, apologies, excuses; where the base does not know, they make it no answer."""
    for question in MANNERS[language]["questions"]:
        answers = SHIPPED.match(question).answers
        for before in MANNERS[language]["before"]:
            assert SHIPPED.match(f"{before} {question}").answers == answers, before


@pytest.mark.parametrize("language", MANNERS)
def test_what_stands_after_a_question_changes_nothing(language: str) -> None:
    """Thanks, appeals, laughter."""
    for question in MANNERS[language]["questions"]:
        answers = SHIPPED.match(question).answers
        for after in MANNERS[language]["after"]:
            space = " " if after[:1].isalnum() else ""
            assert SHIPPED.match(f"{question.rstrip('?')}{space}{after}").answers == answers, after


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_question_in_capitals_is_the_same(language: str) -> None:
    """No capital tells a name where all letters are capitals."""
    lines = [phrasing for phrasing in SHIPPED.phrasings if phrasing.language == language][::40]
    assert len(lines) > 50
    for line in lines:
        said, shouted = SHIPPED.match(line.text), SHIPPED.match(line.text.upper())
        assert (shouted.answers, shouted.gap) == (said.answers, said.gap), line.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat did rubio say", "what did rubio say"),
        ("wen did yermak resign", "when did yermak resign"),
        ("wher r dey meeting", "where are they meeting"),
        ("hw old iz kushner", "how old is kushner"),
        ("who iz da prez of ukraine", "who is the president of ukraine"),
        ("скока лет Кушнеру", "сколько лет Кушнеру"),
        ("када ушёл Ермак", "когда ушёл Ермак"),
        ("скіки років Кушнеру", "скільки років Кушнеру"),
    ],
)
def test_chat_spellings_are_read_as_the_words_they_stand_for(typed: str, meant: str) -> None:
    """The same reply, the same abstention."""
    said, spelt = SHIPPED.match(meant), SHIPPED.match(typed)
    assert (spelt.decision, spelt.answers, spelt.gap) == (said.decision, said.answers, said.gap)


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
    """Where that one has small words alone."""
    assert SHIPPED.match(query).answers[:1] == (answer,)
