"""The bases that tests ask, each loaded and indexed once in a process.

Neither a matcher nor a responder keeps state of a conversation; what they build at the first question, all have of it.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.responder import Responder
from bot.knowledge.load import load
from bot.retrieval.cache import cached
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import bridge, harbour

if TYPE_CHECKING:
    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match

SHIPPED = Path(__file__).parents[1] / "knowledge.yaml"
STORIES_FOLDER = Path(__file__).parent / "stories"


def path_of(base: str) -> Path:
    """Return the file of "shipped" or of a story by its folder's name."""
    return SHIPPED if base == "shipped" else STORIES_FOLDER / base / "knowledge.yaml"


@functools.cache
def knowledge_of(base: str) -> Knowledge:
    """Return "shipped", "bridge", "harbour" or a story by its folder's name."""
    small = {"bridge": bridge, "harbour": harbour}.get(base)
    return small() if small else load(path_of(base))


@functools.cache
def matcher_of(base: str) -> Matcher:
    """Return a matcher on a base of that name, which one of the processes compiles for all."""
    return Matcher(knowledge_of(base), compiled=cached(knowledge_of(base)))


@functools.cache
def responder_of(base: str) -> Responder:
    """Return the responder on a base of that name."""
    matcher = matcher_of(base)
    return Responder(matcher.knowledge, matcher)


class Remembering(Matcher):
    """A matcher that many laws ask the same: what it found is kept, since no query changes what another one finds."""

    def __init__(self, base: str) -> None:
        self._matcher = matcher_of(base)
        self._found: dict[str, Match] = {}

    def match(self, query: str) -> Match:
        """Match one query against the base, once."""
        if query not in self._found:
            self._found[query] = self._matcher.match(query)
        return self._found[query]


@functools.cache
def remembering(base: str) -> Remembering:
    """Return the one matcher on a base that remembers."""
    return Remembering(base)


@functools.cache
def well_read(base: str) -> Responder:
    """Return the responder for laws that ask what others have asked of the same base."""
    return Responder(knowledge_of(base), remembering(base))
