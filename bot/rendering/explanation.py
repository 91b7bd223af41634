"""Why a decision fell as it did, for curators: what `--explain` adds, as text and as JSON. English, like all tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.retrieval.match import Candidate, Match, WordReading

CANDIDATES = 5
"""Candidates listed: beyond the fifth they explain nothing."""
DIGITS = 4
"""Confidence beyond the fourth digit says nothing."""
_BAR = 10


def render_explanation(match: Match) -> str:
    """Return how each word was read, the candidates, confidence against threshold, and what to add to the base."""
    return "\n".join(_lines(match))


def explanation_as_json(match: Match) -> dict[str, Any]:
    """Return why the decision fell as it did."""
    why = match.explanation
    return {
        "threshold": round(float(match.threshold), DIGITS),
        "gap": match.gap,
        "words": [{"word": each.word, "how": each.how, "meaning": each.meaning} for each in why.words],
        "clause": why.clause,
        "candidates": [
            {
                "id": each.entry_id,
                "kind": each.kind,
                "score": out_of_100(each.score),
                "phrasing": each.phrasing,
                "language": each.language,
                "vetoed_by": each.vetoed_by,
            }
            for each in match.candidates
        ],
        "rules": list(why.rules),
        "advice": list(why.advice),
    }


def out_of_100(score: float) -> float:
    """Return a score as it is written: 0 to 100, with one digit."""
    return round(100 * score, 1)


def _lines(match: Match) -> Iterator[str]:
    why = match.explanation
    yield f"Why: {match.decision.value}, {_against_threshold(match)}"
    if why.words:
        width = max(len(each.word) for each in why.words)
        yield ""
        yield "How each word was read"
        yield from (_word(each, width) for each in why.words)
    if why.clause:
        yield ""
        yield f"The part that was matched: {why.clause}"
    if match.candidates:
        width = max(len(each.entry_id) for each in match.candidates[:CANDIDATES])
        yield ""
        yield "Candidates, scores out of 100"
        for each in match.candidates[:CANDIDATES]:
            yield from _candidate(each, width)
    for heading, sentences in (("Rules that spoke", why.rules), ("What to change in the base", why.advice)):
        if sentences:
            yield ""
            yield heading
            yield from (f"  - {sentence}" for sentence in sentences)


def _against_threshold(match: Match) -> str:
    relation = "below" if match.confidence < match.threshold else "not below"
    return f"confidence {match.confidence:.2f}, {relation} the threshold of {match.threshold:.2f}"


def _word(word: WordReading, width: int) -> str:
    meaning = f" as {word.meaning}" if word.meaning and word.meaning != word.word else ""
    return f"  {word.word:{width}}  {word.how}{meaning}"


def _candidate(candidate: Candidate, width: int) -> Iterator[str]:
    bar = "#" * round(candidate.score * _BAR)
    kind = "" if candidate.kind == "fact" else f" ({candidate.kind})"
    yield f"  {100 * candidate.score:3.0f} {bar:{_BAR}} {candidate.entry_id:{width}}{kind}"
    yield f"{'':{_BAR + 7}}\N{RIGHTWARDS ARROW} {candidate.phrasing} [{candidate.language}]"
    if candidate.vetoed_by:
        yield f"{'':{_BAR + 7}}vetoed: {candidate.vetoed_by}"
