"""Comments and questions, as people write them in reply to the bot in a group."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.bases import well_read

if TYPE_CHECKING:
    from bot.answering.responder import Responder

TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("asking.yaml").read_text(encoding="utf-8"))


@cache
def responder_of(base: str) -> Responder:
    """Return a responder on a base of that name."""
    return well_read(base)


def asks(text: str, base: str = "shipped") -> bool:
    """Tell whether a text asks anything."""
    responder = responder_of(base)
    return responder.asks(responder.respond(text).match)


@pytest.mark.parametrize("kind", ["comments", "questions"])
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_questions_are_told_from_comments(kind: str, language: str) -> None:
    """Every row of the table; there are enough of each."""
    rows = TABLE[kind][language].splitlines()
    assert len(rows) >= 40
    assert [row for row in rows if asks(row) != (kind == "questions")] == []


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_question_mark_always_asks(language: str) -> None:
    """Whoever puts one wants an answer, whatever stands before it."""
    assert [row for row in TABLE["comments"][language].splitlines() if not asks(f"{row}?")] == []


@pytest.mark.parametrize("text", ["", " ", "?!", "\N{GRINNING FACE}", "x" * 4096, "\n" * 50, "/" * 9])
def test_anything_can_be_judged(text: str) -> None:
    """Of odd texts only a question mark asks."""
    assert asks(text) is ("?" in text)


def test_a_question_of_the_base_asks_whatever_its_form() -> None:
    """What a button shows may be typed as it stands, without its question mark."""
    responder = responder_of("shipped")
    shown = [
        suggestion.question.rstrip("?")
        for fact in responder.knowledge.facts
        for language in responder.knowledge.story.languages
        if (suggestion := responder.showcase.suggestion(fact.id, language))
    ]
    assert [question for question in shown if not asks(question)] == []


def test_in_a_language_of_which_nothing_is_known_an_answer_decides() -> None:
    """German has no pack: what the base answers is a question, what it does not is a comment."""
    assert asks("wann trat Berg zur\u00fcck", "harbour")
    assert not asks("na sowas", "harbour")
