"""The message of /why: in a few lines, how the last question was matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.message import block
from bot.rendering.pieces import BULLET

if TYPE_CHECKING:
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block
    from bot.retrieval.match import Match

SHOWN = 3
"""Candidates named: the chosen one and what came next."""


def why_blocks(match: Match | None, say: Catalogue) -> list[Block]:
    """Return confidence against threshold and the nearest phrasings, or that there was no question."""
    if match is None:
        return [block(say("why.none"))]
    confidence = say("why.confidence", confidence=f"{match.confidence:.0%}", threshold=f"{match.threshold:.0%}")
    near = [f"{BULLET}{candidate.phrasing} \N{EN DASH} {candidate.score:.0f}" for candidate in match.candidates[:SHOWN]]
    if not near:
        return [block(say("why.nothing_near"))]
    return [block(confidence), block(say("why.nearest"), *near)]
