"""The HTTP server inside a program."""

from __future__ import annotations

import asyncio
import socket

from bot.serving.http import listen


async def test_an_answer_is_not_held_back_until_its_headers_are_acknowledged() -> None:
    """Connections have Nagle's algorithm off: with it a body waits 40 ms where headers are written by themselves."""
    delaying = asyncio.get_running_loop().create_future()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        delaying.set_result(not writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listener = listen("127.0.0.1", 0)
    async with await asyncio.start_server(serve, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname())
        assert not await delaying
        writer.close()
