"""What a message follows: what the answer that it replies to was asked by, else what the same person asked last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.commands import find_command, takes
from bot.answering.subject import question_of
from bot.handlers.addressing import conversation_of
from bot.handlers.memory import NOBODY, Question
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Message

    from bot.answering.context import CommandContext
    from bot.answering.reply import CommandReply
    from bot.answering.responder import Responder
    from bot.handlers.addressing import Asked
    from bot.handlers.memory import Memory
    from bot.retrieval.match import Match

_UNDERSTOOD = (Decision.ANSWER, Decision.DID_YOU_MEAN, Decision.NOT_IN_SOURCE)


def followed(memory: Memory, message: Message, asked: Asked, now: float) -> Question | None:
    """Return the question that a message is read with: that of the answer that it replies to, whoever asked it.

    Without a reply that is what the same person asked last; a command alone, or a reply to another message, has none.
    """
    if asked.replies_to is not None:
        return memory.question_answered_by(message.chat.id, asked.replies_to, now)
    if not asked.plain or asked.pointed_at is not None:
        return None
    return memory.question_before(conversation_of(message), message.message_id, now)


def as_argument(memory: Memory, context: CommandContext, message: Message, asked: Asked) -> Asked:
    """Return what is asked: where the bot asked for the argument of a command, a reply with one is that command."""
    if not asked.plain or asked.replies_to is None:
        return asked
    chat_id = message.chat.id
    name = memory.asked_back.get((chat_id, memory.answered_by(chat_id, asked.replies_to)))
    if name is None or not takes(name, asked.argument, context):
        return asked
    return replace(asked, name=name, plain=False, by_command=True)


def note_asked_back(memory: Memory, message: Message, asked: Asked, reply: CommandReply) -> None:
    """Remember a command that asked for its argument."""
    command = find_command(asked.name)
    if reply.asks_back and command is not None and command.argument:
        memory.asked_back.put((message.chat.id, message.message_id), command.name)


def note_asked(memory: Memory, message: Message, asked: Asked, match: Match, now: float) -> None:
    """Remember a question for what follows it: one that was not understood stands for what came before it."""
    conversation = conversation_of(message)
    if match.decision in _UNDERSTOOD:
        question: Question | None = Question(match.as_asked(), now, conversation)
    else:
        question = followed(memory, message, asked, now)
        question = question or memory.question_before(conversation, message.message_id, now)
    if question is not None:
        memory.note_question(message.chat.id, message.message_id, question, now)


def note_shown(  # noqa: PLR0917 - what was shown, and where
    memory: Memory, responder: Responder, chat_id: int, message_ids: Iterable[int], reply: CommandReply, now: float
) -> None:
    """Remember what was shown by its id or name, under the messages that asked for it or show it."""
    if asks := question_of(reply):
        question = Question(responder.respond(asks).match.as_asked(), now, (chat_id, None, NOBODY))
        for message_id in message_ids:
            memory.note_question(chat_id, message_id, question, now)
