"""A server that gives answers that were written beforehand, and a bot that begins with it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from bot.serving.connection import Connection
from bot.serving.startup import patiently
from tests.e2e.running import QUICK

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "700100200:AAH-distinctive_Token-0123456789abcdefXYZ"
ME = b'{"ok":true,"result":{"id":7,"is_bot":true,"first_name":"Talks","username":"talks_bot"}}'


class Canned:
    """A server that gives these answers in turn, the last of them for ever."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.heads: list[bytes] = []
        """What came before the bodies, in lower case."""
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        self.heads.append(head)
        length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        status, body = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        writer.write(
            b"HTTP/1.1 %d Word\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@contextlib.asynccontextmanager
async def canned(*answers: tuple[int, bytes]) -> AsyncIterator[Canned]:
    """Serve answers on loopback."""
    server = Canned(*answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening:
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield server


async def started(url: str, *, tries: int | None = None) -> str:
    """Greet the server at `url` as a start does, and return the bot's name."""
    bot = Connection(TOKEN, url)
    try:
        await asyncio.wait_for(patiently(bot.initialize, QUICK, tries=tries), 20)
        return bot.username
    finally:
        await bot.shutdown()
