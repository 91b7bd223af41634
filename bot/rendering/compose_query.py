"""Messages of replies to questions: the answer first, its attribution under it, the document's details folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, Smalltalk, Unclear
from bot.rendering.message import block, choices, italic
from bot.rendering.pieces import (
    BULLET,
    as_of,
    as_of_first,
    attributed,
    conflict_card,
    contact,
    questions,
    source_details,
)

if TYPE_CHECKING:
    from bot.answering.reply import QueryReply
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block, Message

SMALLTALK = {"thanks": "smalltalk.thanks", "farewell": "smalltalk.farewell", "about-bot": "smalltalk.about_bot"}
"""The sentence for each topic; any other is greeted."""


def compose_query(reply: QueryReply, say: Catalogue) -> Message:
    """Compose the message of a reply to a question."""
    match reply:
        case Answer():
            shown = conflict_card(reply.conflict, reply.facts, say) if reply.conflict else _facts(reply, say)
            blocks = [*shown, source_details(reply.facts, say)]
            more = questions("reply.related", reply.suggestions, say)
            return _with_date(blocks, more, reply, say, first=reply.dated)
        case DidYouMean():
            listed = (BULLET + each.question for each in reply.suggestions)
            return _with_date([choices(*listed, under=say("reply.did_you_mean"))], [], reply, say)
        case NotInSource():
            blocks = [block(reply.text or say("reply.not_in_source"))]
            more = questions("reply.nearest", reply.suggestions, say)
            return _with_date(blocks, [*more, contact(reply.contact, say)], reply, say, first=reply.dated)
        case OffTopic():
            blocks = [block(say("reply.off_topic", title=reply.title))]
            more = questions("reply.try", reply.suggestions, say)
            return _with_date(blocks, [*more, contact(reply.contact, say)], reply, say)
        case Unclear():
            more = questions("reply.try", reply.suggestions, say)
            return _with_date([block(say("reply.unclear"))], more, reply, say)
        case Smalltalk():
            sentence = say(SMALLTALK.get(reply.topic, "smalltalk.greeting"), title=reply.title)
            more = questions("reply.try", reply.suggestions, say)
            return _with_date([block(sentence)], more, reply, say)
        case _:
            assert_never(reply)


def _facts(reply: Answer, say: Catalogue) -> list[Block]:
    note = [block(italic(reply.differs.text))] if reply.differs else []
    return [*(attributed(fact, say) for fact in reply.facts), *note]


def _with_date(
    blocks: list[Block], more: list[Block], reply: QueryReply, say: Catalogue, *, first: bool = False
) -> Message:
    if first:
        return (as_of_first(reply.as_of, say), *blocks, *more)
    return (*blocks, as_of(reply.as_of, say), *more)
