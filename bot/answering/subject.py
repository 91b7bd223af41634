"""What a reply is about, for counts and votes: whether it answers or why not, and which entry it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.browsing import Dossier, EntryCard
from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, Unclear
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from bot.answering.reply import Reply


@dataclass(frozen=True, slots=True)
class Subject:
    """An answer or an abstention in a language.

    `entry_id` is the first fact that is shown, or the conflict; of an abstention the gap, or the entry that is offered
    first, "" where none is near.
    """

    language: str
    kind: Decision
    entry_id: str = ""


def subject_of(reply: Reply) -> Subject | None:  # noqa: PLR0911  one per kind
    """Return what a reply is about; None for one that is neither an answer nor an abstention."""
    match reply:
        case EntryCard():
            return subject_of(reply.entry)
        case Answer():
            return Subject(reply.language, Decision.ANSWER, reply.conflict.id if reply.conflict else reply.facts[0].id)
        case DidYouMean():
            return Subject(reply.language, Decision.DID_YOU_MEAN, _offered(reply))
        case NotInSource():
            return Subject(reply.language, Decision.NOT_IN_SOURCE, reply.gap or _offered(reply))
        case OffTopic():  # what these two offer are examples
            return Subject(reply.language, Decision.OFF_TOPIC)
        case Unclear():
            return Subject(reply.language, Decision.UNCLEAR)
        case _:
            return None


def question_of(reply: Reply) -> str:
    """Return what an entry that was shown by its id answers, or the name of whom a dossier is about; else ""."""
    match reply:
        case EntryCard():
            return reply.question
        case Dossier():
            return reply.entity.name
        case _:
            return ""


def _offered(reply: Reply) -> str:
    return reply.suggestions[0].id if reply.suggestions else ""
