"""What follows an answer is read with what was asked before, and says so; what stands alone is left alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.following import LONGEST_READING
from bot.answering.reply import Responded
from bot.answering.responder import Responder
from bot.rendering.plain import render_plain
from tests.bases import matcher_of

TABLE: dict[str, list[tuple[str, str, str]]] = yaml.safe_load(
    Path(__file__).with_name("following.yaml").read_text(encoding="utf-8")
)
CASES = [tuple(row) for rows in TABLE.values() for row in rows]


@cache
def responder() -> Responder:
    """Return a responder on the shipped base."""
    matcher = matcher_of("shipped")
    return Responder(matcher.knowledge, matcher)


@pytest.mark.parametrize(("first", "second", "read_as"), CASES)
def test_what_follows_is_read_with_what_was_asked_before(first: str, second: str, read_as: str) -> None:
    """The reply says as what; what stands alone gets the reply that it gets without a question before it."""
    before = responder().respond(first).match
    after = responder().respond(second, before=before)
    assert (after.match.read_as, after.reply.read_as) == (read_as, read_as)
    assert after.match.query == second
    if not read_as:
        assert after == responder().respond(second)


def test_every_question_of_the_base_stands_alone() -> None:
    """What a button shows is read as it stands, whatever was asked before."""
    before = responder().respond("What did Rubio say?").match
    read = [
        (suggestion.question, after.read_as)
        for fact in responder().knowledge.facts
        for language in responder().knowledge.story.languages
        if (suggestion := responder().showcase.suggestion(fact.id, language))
        and (after := responder().respond(suggestion.question, before=before).match).read_as
    ]
    assert read == []


def test_one_may_go_on_following() -> None:
    """What was read is what the next one follows."""
    match = responder().respond("When will Witkoff meet Putin?").match
    match = responder().respond("where?", before=match).match
    match = responder().respond("and when?", before=match).match
    assert match.read_as == "When will Witkoff meet Putin?"


def test_one_may_go_on_following_a_name() -> None:
    """What is asked of it changes, the name stays."""
    match = responder().respond("Who resigned?").match
    read = []
    for text in ("who is he?", "and when?", "why?"):
        match = responder().respond(text, before=match).match
        read.append(match.read_as)
    assert read == ["Who is Yermak?", "Yermak: when?", "Yermak: why?"]


def test_a_link_in_what_was_asked_is_not_repeated() -> None:
    """What follows is read with it all the same."""
    before = responder().respond("Who resigned t.me/spam?").match
    after = responder().respond("when?", before=before)
    assert (after.match.read_as, after.reply.read_as) == ("When resigned t.me/spam?", "")
    why = run_command("why", "", CommandContext(responder(), last_match=after.match))
    assert not isinstance(why, Responded)
    assert "t.me" not in render_plain(why)


def test_what_was_asked_at_length_is_not_repeated() -> None:
    """A reading stands in the reply, so it is short, or there is none."""
    before = responder().respond("Who resigned " + "from the Ukrainian delegation " * 9).match
    assert len(responder().respond("when?", before=before).match.read_as) <= LONGEST_READING
