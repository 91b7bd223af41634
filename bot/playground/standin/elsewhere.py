"""What people do with the bot where it is no member: inline queries, results that they send, mentions of a guest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Entity, Json, User

QUERY_LIFETIME = 30.0
"""Seconds that an inline query, or a mention of a guest, can be answered for."""
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Modes:
    """What BotFather has switched on; all is off in a new bot, and nothing of a mode that is off is delivered."""

    inline: bool = False
    inline_feedback: bool = False
    guest: bool = False


@dataclass(frozen=True, kw_only=True)
class InlineResult:
    """A row that was offered, and the message that it becomes."""

    id: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...] = ()
    reply_markup: Json | None = None
    link_preview_options: Json | None = None


@dataclass(frozen=True, kw_only=True)
class InlineAnswer:
    """What the bot answered to an inline query."""

    query_id: str
    results: tuple[InlineResult, ...]
    button: Json | None = None
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""

    def result(self, result_id: str) -> InlineResult:
        """Return a row by its id.

        Raises:
            KeyError: there is none.

        """
        return {one.id: one for one in self.results}[result_id]


@dataclass(frozen=True)
class Asked:
    """An inline query, or a mention in the message of `chat_id`, that waits to be answered."""

    user: User
    text: str
    at: float
    chat_id: int | None = None
    message_id: int | None = None


@dataclass
class Queries:
    """Keep what is open, and the answers to inline queries. `lifetime` is in seconds and may be lowered by a test."""

    clock: Callable[[], float]
    lifetime: float = QUERY_LIFETIME
    answers: dict[str, InlineAnswer] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    """All that there ever were."""
    _open: set[str] = field(default_factory=set)

    def open(self, user: User, text: str, *, chat_id: int | None = None, message_id: int | None = None) -> str:
        """Begin a query and return its id."""
        query_id = f"{8_000_000_000 + len(self.asked)}"
        self.asked[query_id] = Asked(user, text, self.clock(), chat_id, message_id)
        self._open.add(query_id)
        return query_id

    def expire(self) -> None:
        """Make every open query too old."""
        self._open.clear()

    def take(self, query_id: str, *, of_guest: bool) -> Asked:
        """Return an open query of a kind, which is then answered.

        Raises:
            ApiError: 400 where it is unknown, answered already or too old.

        """
        asked = self.asked.get(query_id) if query_id in self._open else None
        if asked is None or (asked.chat_id is not None) != of_guest or self.clock() - asked.at > self.lifetime:
            raise bad_request(_TOO_OLD)
        self._open.discard(query_id)
        return asked
