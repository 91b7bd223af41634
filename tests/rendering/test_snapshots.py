"""Every kind of message as it goes to Telegram, in each interface language, to be read by someone fluent.

The story is the harbour of Sandvik, which has no Ukrainian or Russian: its own texts stay English, so that what is left
to read is the interface. After a change that is meant: `UPDATE_SNAPSHOTS=1 python -m pytest tests/rendering`, then read
the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.reply import Responded
from bot.answering.responder import Responder
from bot.rendering.html import render_html
from bot.rendering.keyboards import keyboard_of
from bot.retrieval.match import Candidate, Decision, Match
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import harbour
from tests.rendering.samples import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.reply import Reply

FOLDER = Path(__file__).parent / "snapshots"
BERG = Candidate("berg-resigned", "fact", 0.81, "who resigned", "en")
NEAR = ("berg-resigned", "ferry-dates")
QUESTIONS = {
    "answer": Match("?", Decision.ANSWER, 0.8, 0.5, (BERG,), ("berg-resigned",)),
    "answer about now": Match("?", Decision.ANSWER, 0.8, 0.5, (BERG,), ("berg-resigned",), dated=True),
    "two facts, one only expected": Match("?", Decision.ANSWER, 0.8, 0.5, (), ("berg-resigned", "ferry-on-the-12th")),
    "conflict": Match("?", Decision.ANSWER, 0.8, 0.5, (), ("ferry-on-the-15th",), "ferry-dates"),
    "one side of a conflict": Match(
        "?", Decision.ANSWER, 0.8, 0.5, (), ("ferry-on-the-15th",), differs="ferry-dates", suggestions=("ferry-dates",)
    ),
    "did you mean": Match("?", Decision.DID_YOU_MEAN, 0.4, 0.5, suggestions=NEAR),
    "gap": Match("?", Decision.NOT_IN_SOURCE, 0.8, 0.5, gap="why-berg-resigned"),
    "not in source": Match("?", Decision.NOT_IN_SOURCE, 0.2, 0.5, (BERG,), suggestions=NEAR),
    "off topic": Match("?", Decision.OFF_TOPIC, 0.1, 0.5),
    "unclear": Match("?", Decision.UNCLEAR, 0.0, 0.5),
    **{
        f"smalltalk, {topic}": Match("?", Decision.SMALLTALK, 1.0, 0.5, smalltalk=topic)
        for topic in ("greeting", "thanks", "farewell", "about-bot", "privacy")
    },
}
COMMANDS = (
    "/start", "/help", "/about", "/sources", "/conflicts", "/timeline", "/topics", "/topics ferry", "/who", "/who berg",
    "/who the council", "/who nobody at all", "/fact", "/fact berg-left", "/fact ferry-sunk", "/fact no-such-id",
    "/ask", "/why", "/privacy", "/forget", "/timelin",
)  # fmt: skip


def messages(language: str) -> Iterator[tuple[str, Reply]]:
    """Yield every kind of reply with a name."""
    base = harbour()
    # A language that the base lacks is enough for the interface; texts fall back to the story's first.
    languages = (language, *base.story.languages)
    base = base.model_copy(update={"story": base.story.model_copy(update={"languages": languages})})
    responder = Responder(base, Matcher(harbour()))
    for name, match in QUESTIONS.items():
        yield name, responder.reply_to(match, language)
    context = CommandContext(responder, fixed_language=language, last_match=QUESTIONS["answer"])
    for typed in COMMANDS:
        name, _, argument = typed.removeprefix("/").partition(" ")
        outcome = run_command(name, argument, context)
        yield typed, outcome.reply if isinstance(outcome, Responded) else outcome


def shown(name: str, reply: Reply) -> str:
    """Return a message with its buttons under it."""
    rows = ["".join(f"[{button.text}]" for button in row) for row in keyboard_of(reply)]
    return "\n".join([f"{'=' * 20} {name}", "\n--- next message ---\n".join(render_html(reply)), *rows])


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_look_as_they_were_read_and_approved(language: str) -> None:
    """A change of wording is seen in the snapshot's difference, not by accident."""
    path = FOLDER / f"{language}.txt"
    now = "\n\n".join(shown(name, reply) for name, reply in messages(language)) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")
