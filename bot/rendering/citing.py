"""What the buttons about a fact's source give: a citation to copy, and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.cutting import shorten, utf16_length
from bot.rendering.pieces import paragraph_of, titled

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.reply import ShownFact
    from bot.rendering.catalogue import Catalogue

COPY_LENGTH = 256
ALERT_LENGTH = 200
_LEAST = 20
"""What is shortened to fit keeps at least so much."""


def citation(fact: ShownFact, as_of: dt.date, say: Catalogue) -> str:
    """Return the whole fact with its owner, document and paragraph in at most 256 UTF-16 units.

    The document gives way to the date where it does not fit; "" where that does not either: half a fact is none.
    """
    fixed: dict[str, object] = {
        "text": fact.text,
        "attribution": fact.attribution,
        "paragraph": paragraph_of(fact.source, say),
    }
    full = say("citation.full", title=titled(fact.source, say), **fixed)
    short = say("citation.short", date=say.date(as_of), **fixed)
    return next((text for text in (full, short) if utf16_length(text) <= COPY_LENGTH), "")


def source_alert(fact: ShownFact, say: Catalogue) -> str:
    """Return who says a fact and where it stands, in at most 200 UTF-16 units; the document's title gives way first."""
    elastic = {"title": titled(fact.source, say), "attribution": fact.attribution}
    fixed = {"paragraph": paragraph_of(fact.source, say), "total": fact.source.paragraphs}
    for name, value in elastic.items():
        over = utf16_length(say("alert.source", **elastic, **fixed)) - ALERT_LENGTH
        if over > 0:
            elastic[name] = shorten(value, max(_LEAST, utf16_length(value) - over))
    return shorten(say("alert.source", **elastic, **fixed), ALERT_LENGTH)
