"""An HTTP server inside a program that does other things too: it leaves signals alone and ends with its block."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.types import ASGIApp


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        OSError: the address cannot be had.
        OverflowError: there is no such port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With TCP named, asyncio switches Nagle's algorithm off; else a body waits 40 ms behind its own headers.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere the option would let two programs share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Say when it answers, and leave signals to whoever embeds it, who has more to stop than this server."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def answering(
    app: ASGIApp,
    listener: socket.socket,
    before_end: Callable[[], None] = lambda: None,
    *,
    grace: int = 1,
    protocol: type[asyncio.Protocol] | None = None,
) -> AsyncIterator[None]:
    """Answer on `listener` while the block runs; `before_end` ends the streams that would hold the end up.

    `grace` are the seconds that requests under way have at the end. `protocol` speaks HTTP in place of uvicorn's own.
    """
    server = _Server(
        uvicorn.Config(
            app,
            http=protocol or "auto",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=grace,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        yield
    finally:
        before_end()
        server.should_exit = True
        await task
        listener.close()
