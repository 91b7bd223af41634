"""Texts about a fact that have a limit of length: the citation to copy, and the alert that names the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.cutting import shorten, utf16_length

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.reply import ShownFact
    from bot.rendering.catalogue import Catalogue

COPY_LENGTH = 256
ALERT_LENGTH = 200
_LEAST = 20
"""What is shortened keeps at least so much."""


def citation(fact: ShownFact, as_of: dt.date, say: Catalogue) -> str:
    """Return the fact with its owner, source and date in 1 to 256 UTF-16 units; the text gives way, the owner stays."""
    return _fit(
        say,
        "citation.text",
        COPY_LENGTH,
        {"text": fact.text, "title": fact.source.title, "attribution": fact.attribution},
        number=fact.source.paragraph,
        date=say.date(as_of),
    )


def source_alert(fact: ShownFact, as_of: dt.date, say: Catalogue) -> str:
    """Return who says a fact and where it stands, in at most 200 UTF-16 units."""
    return _fit(
        say,
        "alert.source",
        ALERT_LENGTH,
        {"title": fact.source.title, "attribution": fact.attribution},
        number=fact.source.paragraph,
        total=fact.source.paragraphs,
        date=say.date(as_of),
    )


def _fit(say: Catalogue, key: str, limit: int, elastic: dict[str, str], **fixed: object) -> str:
    """Fill a sentence, shortening the `elastic` values in their order until it fits."""
    for name, value in elastic.items():
        over = utf16_length(say(key, **elastic, **fixed)) - limit
        if over > 0:
            elastic[name] = shorten(value, max(_LEAST, utf16_length(value) - over))
    return shorten(say(key, **elastic, **fixed), limit)
