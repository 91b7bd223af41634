"""One HTTP POST, written on asyncio's streams so that the stand-in needs no HTTP client."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Posted:
    """Hold what came back: the HTTP status and the headers, names in lower case."""

    status: int
    headers: Mapping[str, str]


async def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Posted:  # noqa: ASYNC109 - seconds until the whole answer is there
    """Send a JSON body and return status and headers of the answer.

    Raises:
        OSError: where nobody answers; TimeoutError (an OSError) after `timeout` seconds; ConnectionError for an answer
            that is no HTTP.

    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    async with asyncio.timeout(timeout):
        context = ssl.create_default_context() if secure else None
        reader, writer = await asyncio.open_connection(host, port, ssl=context)
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError("the webhook closed the connection without an answer") from error
        finally:
            writer.close()
    return _read(head.decode("latin-1"))


def _read(head: str) -> Posted:
    first, *rest = head.strip().split("\r\n")
    parts = first.split(" ", 2)
    if len(parts) < 2 or not parts[1].isdecimal():  # noqa: PLR2004 - "HTTP/1.1 200"
        raise ConnectionError("the webhook's answer is no HTTP")
    pairs = (line.partition(":") for line in rest)
    return Posted(int(parts[1]), {name.strip().lower(): value.strip() for name, _, value in pairs})
