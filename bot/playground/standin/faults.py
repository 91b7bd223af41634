"""Scripted trouble: what the network and Telegram do on a bad day."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Trouble(StrEnum):
    """Name what goes wrong."""

    TOO_MANY_REQUESTS = "too_many_requests"
    """429 with `retry_after`; the call is not handled."""
    SERVER_ERROR = "server_error"
    """`status` 5xx in Telegram's envelope; the call is not handled."""
    HTML_BODY = "html_body"
    """`status` with an HTML page, as a proxy answers; the call is not handled."""
    RESET = "reset"
    """The connection is reset before the call is handled."""
    LOST_RESPONSE = "lost_response"
    """The call is handled; instead of the answer the connection is reset, or a page of `status` comes."""
    DELAY = "delay"
    """The call waits `seconds`, or until it is let go, then goes its way."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Let the next `times` calls go wrong, of one method and to one chat where these are given."""

    trouble: Trouble
    times: int = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 502
    seconds: float = 0.0

    def strikes(self, method: str, chat_id: str | None) -> bool:
        """Tell whether it is meant for this call."""
        same_chat = self.chat_id is None or str(self.chat_id) == chat_id
        return self.method in {None, method} and same_chat


@dataclass
class Faults:
    """Keep the faults still to come, oldest first; each call takes at most one."""

    waiting: list[Fault] = field(default_factory=list)
    _let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, fault: Fault) -> None:
        """Script one more fault."""
        self.waiting.append(fault)

    def clear(self) -> None:
        """End all trouble."""
        self.waiting.clear()

    def let_go(self) -> None:
        """Let calls that are being delayed go their way now."""
        self._let_go.set()
        self._let_go = asyncio.Event()

    async def delayed(self, seconds: float) -> None:
        """Wait as a delayed call does."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._let_go.wait()

    def take(self, method: str, chat_id: str | None) -> Fault | None:
        """Return the fault for a call and count it down; None on a good day."""
        for place, fault in enumerate(self.waiting):
            if fault.strikes(method, chat_id):
                left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                self.waiting[place : place + 1] = left
                return fault
        return None

    def too_many_requests(
        self, retry_after: int = 1, *, times: int = 1, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """Answer the next calls with 429 and `retry_after` seconds."""
        trouble = Trouble.TOO_MANY_REQUESTS
        self.add(Fault(trouble=trouble, retry_after=retry_after, times=times, method=method, chat_id=chat_id))

    def server_error(
        self, status: int = 502, *, times: int = 1, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """Answer the next calls with a 5xx in Telegram's envelope."""
        self.add(Fault(trouble=Trouble.SERVER_ERROR, status=status, times=times, method=method, chat_id=chat_id))

    def html_body(
        self, status: int = 502, *, times: int = 1, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """Answer the next calls with an HTML page instead of JSON."""
        self.add(Fault(trouble=Trouble.HTML_BODY, status=status, times=times, method=method, chat_id=chat_id))

    def reset(self, *, times: int = 1, method: str | None = None, chat_id: int | None = None) -> None:
        """Reset the connection of the next calls before they are handled."""
        self.add(Fault(trouble=Trouble.RESET, times=times, method=method, chat_id=chat_id))

    def lose_response(
        self, status: int = 0, *, times: int = 1, method: str | None = None, chat_id: int | None = None
    ) -> None:
        """Handle the next calls and lose their answers, or let a gateway's page of `status` come instead."""
        self.add(Fault(trouble=Trouble.LOST_RESPONSE, status=status, times=times, method=method, chat_id=chat_id))

    def delay(self, seconds: float, *, times: int = 1, method: str | None = None, chat_id: int | None = None) -> None:
        """Let the next calls wait."""
        self.add(Fault(trouble=Trouble.DELAY, seconds=seconds, times=times, method=method, chat_id=chat_id))
