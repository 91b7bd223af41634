"""In a group, what was said there a moment ago is pointed to instead of being said again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.answering.saying import Notice
from bot.handlers.delivery import send
from bot.handlers.memory import AT_ONCE, Pointer
from bot.handlers.speech import speech_of_notice

if TYPE_CHECKING:
    from telegram import Bot

    from bot.answering.reply import Reply
    from bot.handlers.delivery import Place, Speech
    from bot.handlers.memory import Memory


async def point(  # noqa: PLR0917 - what is said, and where it may have been
    bot: Bot, memory: Memory, place: Place, reply: Reply, speech: Speech, asker: int, now: float
) -> tuple[int, ...] | None:
    """Point to the same answer where it was given a moment ago; return the pointer's message, () if there is none.

    None for whoever was pointed to it a moment ago: nothing more is said.
    """
    earlier = memory.said_lately(place, speech, asker=asker, now=now)
    if earlier is None:
        return ()
    pointed = earlier.pointed.get(asker)
    if pointed is not None and now - pointed.at <= AT_ONCE:
        return None
    notice = speech_of_notice(Notice("group.answered_above", reply.language))
    try:
        ids = await send(bot, replace(place, reply_to=earlier.message_id, insist=True), notice)
    except BadRequest:  # deleted since: bots are not told
        memory.forget_said(place.chat_id, earlier.message_id)
        return ()
    memory.note_said(place, speech, replace(earlier, pointed={**earlier.pointed, asker: Pointer(ids[0], now)}))
    return ids
