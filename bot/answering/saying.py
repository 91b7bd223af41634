"""What is to be said, as ids of the base: a reply that can be written down without a word of whoever asked.

A reply that has to wait is kept so, and dressed anew when its time has come, by the base that is in force then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.browsing import Dossier, EntryCard, TopicPage
from bot.answering.commands import find_command
from bot.answering.context import CommandContext
from bot.answering.forgetting import Forgotten
from bot.answering.reply import CommandReply, Responded, Unclear
from bot.retrieval.match import Decision, Match

if TYPE_CHECKING:
    from bot.answering.context import CommandOutcome
    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.answering.showing import Showcase


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of the interface, by its key in the catalogues."""

    key: str
    language: str


def noted(outcome: CommandOutcome | Notice, command: str = "", argument: str = "") -> str:
    """Write down what a command gave, or a notice; `argument` is kept where it is the id of what is shown."""
    if isinstance(outcome, Notice):
        return _written(outcome.language, notice=outcome.key)
    if isinstance(outcome, Responded):
        match = outcome.match
        return _written(
            outcome.reply.language,
            decision=match.decision.value,
            answers=match.answers,
            conflict=match.conflict,
            differs=match.differs,
            gap=match.gap,
            suggestions=match.suggestions,
            smalltalk=match.smalltalk,
            dated=match.dated,
        )
    if isinstance(outcome, Forgotten):  # how much it was is not known later
        return _written(outcome.language, notice="forget.done" if outcome.deletion.complete else "forget.incomplete")
    name, kept = _command_for(outcome, command, argument)
    return _written(outcome.language, command=name, argument=kept)


def recalled(saying: str, responder: Responder, *, keeps_texts: bool = False) -> Reply | Notice:
    """Return what was written down, with what the base says of it now; ids that are gone are left out.

    `keeps_texts` as in `CommandContext`.
    """
    said: dict[str, Any] = json.loads(saying)
    language = said["language"]
    if "notice" in said:
        return Notice(said["notice"], language)
    context = CommandContext(responder, fixed_language=language, keeps_texts=keeps_texts)
    if "command" in said:
        command = find_command(said["command"])
        outcome = command.run(context, said["argument"]) if command else Unclear(context.language, context.as_of)
        return outcome.reply if isinstance(outcome, Responded) else outcome
    return responder.reply_to(_match(said, responder.showcase), context.language)


def _command_for(reply: CommandReply, command: str, argument: str) -> tuple[str, str]:
    """Return the command that gives a reply, with an id as its argument; what a person typed beyond that is dropped."""
    if isinstance(reply, Dossier):
        return "who", reply.entity.id
    if isinstance(reply, TopicPage):
        return "topics", reply.topic.id
    if isinstance(reply, EntryCard):
        return "fact", argument.removeprefix("f_").casefold()
    return (command, "") if find_command(command) else ("help", "")


def _match(said: dict[str, Any], show: Showcase) -> Match:
    entries = {*show.facts, *show.conflicts}

    def known(ids: list[str]) -> tuple[str, ...]:
        current = (show.former_ids.get(id_, id_) for id_ in ids)
        return tuple(id_ for id_ in current if id_ in entries)

    decision, answers = Decision(said["decision"]), known(said["answers"])
    if decision is Decision.ANSWER and not answers:  # withdrawn since: nothing is known that could be said
        decision = Decision.NOT_IN_SOURCE
    return Match(
        query="",
        decision=decision,
        confidence=0.0,
        threshold=0.0,
        answers=answers,
        conflict=said["conflict"] if said["conflict"] in show.conflicts else None,
        differs=said["differs"] if said["differs"] in show.conflicts else None,
        gap=said["gap"] if said["gap"] in show.gaps else None,
        suggestions=known(said["suggestions"]),
        smalltalk=said["smalltalk"],
        dated=said["dated"],
    )


def _written(language: str, **what: object) -> str:
    return json.dumps({"language": language, **what}, separators=(",", ":"))
