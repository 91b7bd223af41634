"""A trace as the page shows it: what was asked or tapped, how it was read, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.commands import find_command, split_command
from bot.handlers.speech import read_data
from bot.rendering.explanation import explanation_as_json
from bot.rendering.taps import (
    Choose,
    OpenDossier,
    OpenEntry,
    OpenTopic,
    OpenTopics,
    Remove,
    ShowPicture,
    ShowSource,
    Vote,
    read_tap,
)
from bot.retrieval.constants import DEFAULT
from bot.retrieval.remarks import Remark

if TYPE_CHECKING:
    from bot.playground.standin.model import Json
    from bot.playground.traces import Trace
    from bot.retrieval.match import Match


def trace_as_json(trace: Trace) -> Json:
    """Write a trace: `tap` is what a button means, `command` the one that was written, `explanation` what was found.

    Each is None where there is none; so is `explanation` where nothing was looked up.
    """
    return {
        "kind": trace.kind,
        "text": trace.text,
        "asked": trace.asked,
        "tapped": trace.tapped,
        "replies": trace.replies,
        "command": None if trace.kind == "tap" else _command(trace.text),
        "tap": _tap(trace.text) if trace.kind == "tap" else None,
        "explanation": None if trace.match is None else match_as_json(trace.match),
    }


def match_as_json(match: Match) -> Json:
    """Write why a decision fell as it did; sentences come with their keys and values, to be said in any language.

    `nearest` is the kind of the candidate whose confidence it is: that of a gap is not weighed against the threshold.
    `by_gap` says whether a gap came near enough to decide, be it one of what is off topic.
    """
    allowed = next((each for each in match.candidates if not each.vetoed_by and each.score > 0), None)
    found = explanation_as_json(match)
    for listed, candidate in zip(found["candidates"], match.candidates, strict=True):
        listed["veto"] = _sentence(candidate.vetoed_by) if candidate.vetoed_by else None
    return found | {
        "query": match.query,
        "read_as": match.read_as,
        "decision": match.decision.value,
        "confidence": match.confidence,
        "nearest": allowed.kind if allowed else None,
        "by_gap": allowed is not None and allowed.kind == "gap" and allowed.score >= DEFAULT.threshold_gap,
        "shown": [*([match.conflict] if match.conflict else []), *match.answers, *([match.gap] if match.gap else [])],
        "rules": [_sentence(each) for each in match.explanation.rules],
        "advice": [_sentence(each) for each in match.explanation.advice],
    }


def _sentence(text: str) -> Json:
    if not isinstance(text, Remark):
        return {"key": None, "values": {}, "text": text}
    values = {name: _sentence(value) if isinstance(value, Remark) else value for name, value in text.values.items()}
    return {"key": text.key, "values": values, "text": str(text)}


def _command(text: str) -> str | None:
    split = split_command(text)
    if split is None:
        return None
    command = find_command(split[0])
    return command.name if command else split[0]


DOES: dict[type, str] = {
    OpenEntry: "entry",
    ShowSource: "source",
    OpenTopic: "topic",
    OpenTopics: "topics",
    ShowPicture: "picture",
    OpenDossier: "dossier",
    Vote: "vote",
    Remove: "remove",
    Choose: "setting",
}
"""What a button does, by the words that the page has texts for."""


def _tap(data: str) -> Json:
    tap = read_tap(read_data(data)[0])
    about = tap.subject if isinstance(tap, Vote) else tap
    return {"does": DOES.get(type(tap), "unknown"), "entry": getattr(about, "entry_id", "") or None}
