"""What came of dealing with an update, and what was already sent when it has to be dealt with again.

`Application.process_update` swallows every exception, so whoever feeds it learns nothing from its return. The error
handler notes it here instead; the feeder put the `Attempt` into `current` before, and reads it afterwards.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping

    from telegram import Message

Sent = TypeVar("Sent")


@dataclass(slots=True)
class Attempt:
    """The tries at one update.

    `journal` holds what each call through `once` returned: a second try answers those calls from the journal, so that
    a reply in three parts that failed at the third is not sent anew from the first.
    """

    update_id: int | None
    """None for a reply that an earlier process has left."""
    queue: Iterable[Mapping[str, object]] = ()
    """What its chat has to be dealt with, as Telegram wrote it: this update and those that came behind it by now."""
    dealt_with: bool = True
    """Whether the update may be confirmed to Telegram; after a passing fault it is worth another try."""
    wait: float | None = None
    """Seconds that Telegram asked to wait; None where it named none."""
    journal: dict[Hashable, object] = field(default_factory=dict)
    doubtful: set[Hashable] = field(default_factory=set)
    """Calls whose response was lost once: what they send may have arrived."""
    crowded: bool = False
    """What its chat sent before this was too much, and not all of it was answered."""

    @property
    def parts_sent(self) -> int:
        """How many messages went out."""
        return len(self.message_ids)

    @property
    def message_ids(self) -> tuple[int, ...]:
        """The messages that went out."""
        sent = [each for key, each in self.journal.items() if isinstance(key, tuple) and key[0] == "send"]
        return tuple(cast("Message", each).message_id for each in sent)

    def begin(self) -> None:
        """Start a try: nothing has failed yet."""
        self.dealt_with, self.wait = True, None

    def not_yet(self, wait: float | None = None) -> None:
        """Note that the update must be tried again, after `wait` seconds if Telegram named them."""
        self.dealt_with, self.wait = False, wait


current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The attempt that this task is at; None outside of dealing with an update."""


def may_be_repeated(key: Hashable) -> bool:
    """Note that a call's response was lost; return whether it may be made once more: two copies are enough."""
    attempt = current.get()
    if attempt is None:
        return True
    if key in attempt.doubtful:
        return False
    attempt.doubtful.add(key)
    return True


def crowded() -> bool:
    """Tell whether the update that this task is at came behind more than its chat may have waiting."""
    attempt = current.get()
    return attempt is not None and attempt.crowded


async def once(key: Hashable, call: Callable[[], Awaitable[Sent]]) -> Sent:
    """Await `call()` unless an earlier try at the same update got through it already; return what it returned then.

    `key` says what the call does, content included. Its place in the order would not do: what was refused at the first
    try, or is remembered differently at the second, shifts the calls behind it.
    """
    attempt = current.get()
    if attempt is None:
        return await call()
    if key not in attempt.journal:
        attempt.journal[key] = await call()
    return cast("Sent", attempt.journal[key])


def update_id() -> int | None:
    """Return the id of the update that this task is at, for log lines; None outside of one."""
    attempt = current.get()
    return None if attempt is None else attempt.update_id
