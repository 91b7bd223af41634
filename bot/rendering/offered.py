"""Replies to choose from, each as a row of a list and as the one message that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.browsing import EntryCard
from bot.answering.reply import Answer, DidYouMean, NotInSource
from bot.rendering.catalogue import catalogue
from bot.rendering.compose import compose
from bot.rendering.cutting import cut, shorten
from bot.rendering.html import write_html
from bot.rendering.pieces import as_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.offering import Offer
    from bot.answering.reply import Reply

MOST_ROWS = 50
"""Rows that Telegram takes."""
MOST_ENTITIES = 100
"""Formatted places of a message, links included, of which Telegram drops those beyond about so many."""
TITLE_LENGTH = 100
DESCRIPTION_LENGTH = 160
"""UTF-16 units: what two lines of a phone show, about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reply to choose: `id` of 1-64 bytes, a title, a description ("" where the title says it all), the message."""

    id: str
    title: str
    description: str
    html: str


def rows(offers: Iterable[Offer]) -> tuple[Row, ...]:
    """Return at most 50 rows in order; what `row_of` has no row for is left out."""
    found = (row_of(offer) for offer in offers)
    return tuple(row for row in found if row)[:MOST_ROWS]


def row_of(offer: Offer) -> Row | None:
    """Return the row of a reply, None where it is longer than one message may be: half an answer is none.

    Questions that are offered beside an answer are left out, as nothing can be tapped there; those that are the reply
    stand in its text.
    """
    reply = offer.reply
    entry = reply.entry if isinstance(reply, EntryCard) else reply
    # It is read far from the bot, by people who see nothing else of it: the date stands under each.
    dated = () if isinstance(entry, Answer | NotInSource) else (as_of(reply.as_of, catalogue(reply.language)),)
    messages = cut(write_html((*compose(reply), *dated), tappable=not isinstance(entry, DidYouMean)))
    if len(messages) > 1 or messages[0].count("</") > MOST_ENTITIES:
        return None
    told = _told(entry)
    description = shorten(told, DESCRIPTION_LENGTH) if offer.question else ""
    return Row(offer.id, shorten(offer.question or told, TITLE_LENGTH), description, messages[0])


def _told(reply: Reply) -> str:
    """Return in one line what a reply says first: the fact's text, a conflict's line, the sentence of an abstention."""
    match reply:
        case Answer():
            return reply.conflict.text if reply.conflict else reply.facts[0].text
        case NotInSource(text=str(text)):
            return text
        case _:
            first = compose(reply)[0]
            return " ".join(" ".join(span.text for span in line) for line in first.lines)
