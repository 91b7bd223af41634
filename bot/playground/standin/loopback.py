"""An HTTP server on loopback that belongs to whoever starts it: it leaves signals alone and ends with its block."""

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

LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 1


def own_hosts(port: int) -> frozenset[str]:
    """Return what Host may say in requests that are meant for this port."""
    hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
    # HTTP's own port is left out of Host.
    return frozenset(hosts | ({LOOPBACK, "localhost"} if port == 80 else set()))  # noqa: PLR2004


def listen(port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        OSError: the port cannot be had.
        OverflowError: there is no such port.

    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere the option would let two programs share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
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
async def serving(
    app: ASGIApp,
    listener: socket.socket,
    before_end: Callable[[], None],
    *,
    protocol: type[asyncio.Protocol] | None = None,
) -> AsyncIterator[None]:
    """Answer on `listener` while the block runs; `before_end` ends the streams that would hold the end up.

    `protocol` speaks HTTP in place of uvicorn's own.
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
            timeout_graceful_shutdown=_GRACE_SECONDS,
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
