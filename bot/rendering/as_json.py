"""A reply as the object that `talks-bot ask --json` prints; keys may be added, never removed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bot.answering.reply import Answer, Smalltalk
from bot.rendering.explanation import DIGITS, explanation_as_json, out_of_100
from bot.rendering.plain import render_plain

if TYPE_CHECKING:
    from bot.answering.reply import Responded, ShownFact
    from bot.knowledge.model import DateRange


def as_json(responded: Responded, *, explain: bool = False) -> dict[str, Any]:
    """Return the object of a reply, ready for `json.dumps`."""
    reply, match = responded.reply, responded.match
    answer = reply if isinstance(reply, Answer) else None
    made: dict[str, Any] = {
        "question": match.query,
        "lang": reply.language,
        "answered": answer is not None,
        "kind": match.decision.value,
        "confidence": round(min(1.0, max(0.0, float(match.confidence))), DIGITS),
        "facts": [_fact(fact) for fact in answer.facts] if answer else [],
        "conflict": answer.conflict.id if answer and answer.conflict else None,
        "differs": answer.differs.id if answer and answer.differs else None,
        "suggestions": [{"id": each.id, "question": each.question} for each in reply.suggestions],
        "text": render_plain(reply),
        "as_of": reply.as_of.isoformat(),
    }
    if isinstance(reply, Smalltalk):
        made["smalltalk"] = reply.topic
    if explain:
        made["explain"] = explanation_as_json(match)
    return made


def _fact(fact: ShownFact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "text": fact.text,
        "attribution": fact.attribution,
        "source": {
            "document": fact.source.document,
            "title": fact.source.title,
            "date": fact.source.date.isoformat(),
            "paragraph": fact.source.paragraph[0],
            "paragraphs": list(fact.source.paragraph),
        },
        "date": _date(fact.date),
        "expected": fact.expected,
        "score": out_of_100(fact.score),
    }


def _date(date: dt.date | DateRange | None) -> str | None:
    if date is None or isinstance(date, dt.date):
        return date.isoformat() if date else None
    return f"{date.start.isoformat()}/{date.end.isoformat()}"
