"""Messages of replies to questions: the answer first, under it who says it and where, then as of when."""

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
    expected_note,
    questions,
)

if TYPE_CHECKING:
    from bot.answering.reply import QueryReply
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block, Message

SMALLTALK = {
    "thanks": "smalltalk.thanks",
    "farewell": "smalltalk.farewell",
    "about-bot": "smalltalk.about_bot",
    "privacy": "smalltalk.privacy",
}
"""The sentence for each topic; any other is greeted."""


def compose_query(reply: QueryReply, say: Catalogue) -> Message:
    """Compose the message of a reply to a question."""
    match reply:
        case Answer():
            shown = conflict_card(reply.conflict, reply.facts, say) if reply.conflict else _facts(reply, say)
            shown = [*shown, block(reply.silence)] if reply.silence else shown
            return (*_with_date(shown, reply, say), *questions("reply.related", reply.suggestions, say))
        case DidYouMean():
            listed = (BULLET + each.question for each in reply.suggestions)
            return (choices(*listed, under=say("reply.did_you_mean")),)
        case NotInSource():
            said = _with_date([block(reply.text or say("reply.not_in_source"))], reply, say)
            return (*said, *questions("reply.nearest", reply.suggestions, say), *contact(reply.contact, say))
        case OffTopic():
            said = [block(say("reply.off_topic", title=reply.title))]
            return (*said, *questions("reply.try", reply.suggestions, say), *contact(reply.contact, say))
        case Unclear():
            return (block(say("reply.unclear")), *questions("reply.try", reply.suggestions, say))
        case Smalltalk():
            sentence = say(SMALLTALK.get(reply.topic, "smalltalk.greeting"), title=reply.title)
            return (block(sentence), *questions("reply.try", reply.suggestions, say))
        case _:
            assert_never(reply)


def _facts(reply: Answer, say: Catalogue) -> list[Block]:
    """Return the facts, best first; the side of a conflict that was asked for before what differs from it."""
    if reply.differs:
        asked, *others = (attributed(fact, say, note=False) for fact in reply.facts)
        return [asked, block(italic(reply.differs.text)), *others, *expected_note(reply.facts, say)]
    return [attributed(fact, say) for fact in reply.facts]


def _with_date(said: list[Block], reply: Answer | NotInSource, say: Catalogue) -> list[Block]:
    return [as_of_first(reply.as_of, say), *said] if reply.dated else [*said, as_of(reply.as_of, say)]
