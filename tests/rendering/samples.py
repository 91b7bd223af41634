"""Replies of every kind, from real bases, for tests of whatever renders them."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering.browsing import topic_page
from bot.answering.chat_settings import AnswersTo, Buttons, Chosen, Settings
from bot.answering.commands import COMMANDS, run_command
from bot.answering.context import CommandContext, InGroup
from bot.answering.reply import Responded
from bot.retrieval.match import Candidate, Decision, Match
from tests.bases import responder_of

if TYPE_CHECKING:
    from bot.answering.reply import Reply
    from bot.answering.responder import Responder

LANGUAGES = ("en", "uk", "ru")


@lru_cache
def shipped() -> Responder:
    """Return a responder on the base that is shipped."""
    return responder_of("shipped")


@lru_cache
def small() -> Responder:
    """Return a responder on the harbour: a conflict, a renamed and a withdrawn entry, two documents."""
    return responder_of("harbour")


@lru_cache
def every_reply() -> tuple[Reply, ...]:
    """Return replies of every kind, in every language, from both bases: some hundreds."""
    found: list[Reply] = []
    for responder in (small(), shipped()):
        for language in responder.knowledge.story.languages:
            found += _of(responder, language)
    return tuple(found)


def _of(responder: Responder, language: str) -> list[Reply]:
    known = responder.knowledge
    kept = Match("who", Decision.ANSWER, 0.7, 0.5, (Candidate(known.facts[0].id, "fact", 0.7, "who <it> & was", "en"),))
    context = CommandContext(responder, fixed_language=language, last_match=kept)
    arguments = ["", "<b>&amp; \N{PILE OF POO} \N{RIGHT-TO-LEFT OVERRIDE}", *(entity.id for entity in known.entities)]
    showcase = responder.showcase
    ids = [*showcase.facts, *showcase.gaps, *showcase.conflicts, *(gone.id for gone in known.withdrawn)]
    ids += [former for entry in known.facts for former in entry.former_ids]
    outcomes = [run_command(command.name, argument, context) for command in COMMANDS for argument in arguments]
    outcomes += [run_command("fact", entry_id, context) for entry_id in ids]
    outcomes += [run_command(name, "", context) for name in ("timelin", "<script>")]
    outcomes += [topic_page(context, topic.id, page) for topic in known.topics for page in (1, 2)]
    for settings, in_group, may in (
        (Settings(), False, True),
        (Settings(), True, True),
        (Settings(language, Buttons.ROW, AnswersTo.COMMANDS), True, True),
        (Settings("eo", Buttons.NONE, quiet=True), True, True),
        (Settings(), True, False),
    ):
        chosen = dataclasses.replace(context, chosen=Chosen(settings, in_group, may))
        outcomes.append(run_command("settings", "", chosen))
    for hears_all in (False, True):
        group = InGroup("talks_bot", hears_all)
        outcomes.append(run_command("start", "", dataclasses.replace(context, group=group)))
    replies: list[Reply] = [each.reply if isinstance(each, Responded) else each for each in outcomes]
    for decision in Decision:
        for dated in (False, True):
            answers = (known.facts[0].id,) if decision is Decision.ANSWER else ()
            near = tuple(fact.id for fact in known.facts[:3])
            match = Match("?", decision, 0.5, 0.5, answers=answers, suggestions=near, dated=dated)
            replies.append(responder.reply_to(match, language))
    talk = [
        Match("?", Decision.SMALLTALK, 1, 0.5, smalltalk=topic)
        for topic in ("greeting", "thanks", "farewell", "about-bot", "privacy")
    ]
    return replies + [responder.reply_to(match, language) for match in talk]
