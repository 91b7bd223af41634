"""A reply as the object that `talks-bot ask --json` prints; keys may be added, never removed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bot.answering.reply import Answer, Smalltalk
from bot.rendering.plain import render_plain

if TYPE_CHECKING:
    from bot.answering.reply import Responded, ShownFact
    from bot.knowledge.model import DateRange
    from bot.retrieval.match import Match

_DIGITS = 4
"""Confidence beyond the fourth digit says nothing."""


def as_json(responded: Responded, *, explain: bool = False) -> dict[str, Any]:
    """Return the object of a reply, ready for `json.dumps`."""
    reply, match = responded.reply, responded.match
    answer = reply if isinstance(reply, Answer) else None
    made: dict[str, Any] = {
        "question": match.query,
        "lang": reply.language,
        "answered": answer is not None,
        "kind": match.decision.value,
        "confidence": round(min(1.0, max(0.0, float(match.confidence))), _DIGITS),
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


def explanation_as_json(match: Match) -> dict[str, Any]:
    """Return why the decision fell as it did."""
    why = match.explanation
    return {
        "threshold": round(float(match.threshold), _DIGITS),
        "gap": match.gap,
        "words": [{"word": each.word, "how": each.how, "meaning": each.meaning} for each in why.words],
        "clause": why.clause,
        "candidates": [
            {
                "id": each.entry_id,
                "kind": each.kind,
                "score": _score(each.score),
                "phrasing": each.phrasing,
                "language": each.language,
                "vetoed_by": each.vetoed_by,
            }
            for each in match.candidates
        ],
        "rules": list(why.rules),
        "advice": list(why.advice),
    }


def _fact(fact: ShownFact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "text": fact.text,
        "attribution": fact.attribution,
        "source": {
            "document": fact.source.document,
            "title": fact.source.title,
            "date": fact.source.date.isoformat(),
            "paragraph": fact.source.paragraph,
        },
        "date": _date(fact.date),
        "expected": fact.expected,
        "score": _score(fact.score),
    }


def _date(date: dt.date | DateRange | None) -> str | None:
    if date is None or isinstance(date, dt.date):
        return date.isoformat() if date else None
    return f"{date.start.isoformat()}/{date.end.isoformat()}"


def _score(score: float) -> float:
    return round(min(100.0, max(0.0, float(score))), 1)
