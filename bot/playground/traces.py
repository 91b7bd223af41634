"""What the bot did with each message: asked, tapped or sent by it, and why the reply is what it is.

A trace is begun with every update that the bot deals with and is found again by any message of it: the one that was
written, the one whose button was tapped, those that the bot sent or changed.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.answering.responder import Responder
from bot.handlers.attempt import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.answering.reply import Responded
    from bot.retrieval.match import Match

KEPT = 5000
"""Messages whose traces are kept: more than anybody writes by hand between two starts."""

Where = tuple[int, int]
"""A chat and a message in it."""


@dataclass(slots=True)
class Trace:
    """One update and what came of it.

    `kind` is "message", "edited", "guest", "tap" or "inline"; `asked` is the message that was written, None for a tap,
    `tapped` the one whose button was. `text` is what was written or typed, of a tap its data. `match` is the outcome
    that the reply was made from, None where nothing was looked up. `replies` are the messages that were sent or
    changed, in order.
    """

    kind: str
    text: str
    asked: Where | None = None
    tapped: Where | None = None
    match: Match | None = None
    replies: list[Where] = field(default_factory=list)

    @property
    def messages(self) -> list[Where]:
        """All that it is found by. A tap leaves the message that was tapped to its own trace, unless it changed it."""
        return [*([self.asked] if self.asked else []), *self.replies]

    @property
    def is_idle(self) -> bool:
        """Whether nothing was looked up and nothing said."""
        return self.kind == "message" and self.match is None and not self.replies


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


class Traces:
    """Keeps traces by their messages, the newest trace of a message; `tell` gets each once its update is dealt with."""

    def __init__(self, tell: Callable[[Trace], None]) -> None:
        self._tell = tell
        self._by_message: dict[Where, Trace] = {}

    def of(self, chat_id: int, message_id: int) -> Trace | None:
        """Return the trace that a message belongs to, None where the bot had nothing to do with it."""
        return self._by_message.get((chat_id, message_id))

    def keep(self, trace: Trace) -> None:
        """Remember a trace and tell of it; one of which nothing came leaves what is known of its message."""
        if trace.is_idle and any(where in self._by_message for where in trace.messages):
            return
        for where in trace.messages:
            self._by_message.pop(where, None)
            self._by_message[where] = trace
        while len(self._by_message) > KEPT:
            del self._by_message[next(iter(self._by_message))]
        if trace.messages or trace.tapped:
            self._tell(trace)

    def forget(self) -> None:
        """Remember nothing: the world is a new one."""
        self._by_message.clear()

    @contextlib.contextmanager
    def dealing_with(self, update: Any) -> Iterator[None]:
        """Trace an update (python-telegram-bot's) while the block deals with it."""
        trace = _begun(update)
        token = _trace.set(trace)
        try:
            yield
        finally:
            _trace.reset(token)
            if trace is not None:
                trace.replies = _sent()
                self.keep(trace)


class TracedApplication:
    """An Application, each of whose updates leaves a trace; anything else of it is as it was."""

    def __init__(self, application: Any, traces: Traces) -> None:
        self._application = application
        self._traces = traces

    def __getattr__(self, name: str) -> Any:
        """Return what the Application has."""
        return getattr(self._application, name)

    async def process_update(self, update: Any) -> None:
        """Deal with an update."""
        with self._traces.dealing_with(update):
            await self._application.process_update(update)


class TracedResponder(Responder):
    """A responder that notes in the present trace what it made a reply from."""

    def respond(self, query: str, **known: Any) -> Responded:
        """Reply as any responder does."""
        responded = super().respond(query, **known)
        if (trace := _trace.get()) is not None:
            trace.match = responded.match
        return responded


def _begun(update: Any) -> Trace | None:
    if (query := update.callback_query) is not None:
        message = query.message
        tapped = (message.chat.id, message.message_id) if message is not None else None
        return Trace("tap", query.data or "", tapped=tapped)
    written = {"message": update.message, "edited": update.edited_message, "guest": update.guest_message}
    kind, message = next(((kind, message) for kind, message in written.items() if message is not None), ("", None))
    if message is None:
        return None
    return Trace(kind, message.text or message.caption or "", asked=(message.chat.id, message.message_id))


def _sent() -> list[Where]:
    """Return what the present attempt sent or changed, by its journal."""
    attempt = current.get()
    sent: list[Where] = []
    for key, value in attempt.journal.items() if attempt is not None else ():
        match key:
            case ("send", *_):
                message: Any = value
                sent.append((message.chat.id, message.message_id))
            case ("edit", int() as chat_id, int() as message_id, *_):
                sent.append((chat_id, message_id))
            case _:
                pass
    return list(dict.fromkeys(sent))
