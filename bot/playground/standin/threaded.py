"""The stand-in in a thread of its own, for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType

    from .world import World

Result = TypeVar("Result")


class ThreadedStandIn:
    """Serve a StandIn from another thread while the `with` block runs; takes the same arguments.

    Setting up the world before the first call of the bot may be done directly; what people do goes through `run`.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self.standin = StandIn(*args, **options)
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="stand-in", daemon=True)

    @property
    def url(self) -> str:
        """Return the base address."""
        return self.standin.url

    @property
    def world(self) -> World:
        """Return the world."""
        return self.standin.world

    def run(self, act: Coroutine[Any, Any, Result], timeout: float = 30.0) -> Result:
        """Run an act of the world (`run(world.say(...))`) in the stand-in's thread and return its result.

        Raises:
            TimeoutError: after `timeout` seconds; else what the act raises.

        """
        return asyncio.run_coroutine_threadsafe(act, self._ready.result()).result(timeout)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ready.result().call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        try:
            async with self.standin:
                self._ready.set_result(asyncio.get_running_loop())
                await self._stop.wait()
        except OSError as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)
