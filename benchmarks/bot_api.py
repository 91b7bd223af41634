"""Telegram's Bot API as far as a benchmark needs it: messages and inline queries come, and how long answers took."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import Counter, defaultdict, deque
from typing import Any, Self
from urllib.parse import parse_qsl

TOKEN = "1:" + "x" * 35
ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "talks_bot"}
MOST = 100
"""Updates that `getUpdates` returns at most."""
EMPTY: dict[str, object] = {
    "getMe": ME,
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
"""What methods that want more than `true` return, and neither take nor bring messages."""


class BotApi:
    """The methods of Telegram's Bot API that the bots call, over HTTP/1.1; an async context manager.

    A call takes `latency` seconds, half of them before it has its effect.
    """

    def __init__(self, latency: float) -> None:
        self.url = ""
        self.calls: Counter[str] = Counter()
        self.last_call = time.perf_counter()
        """When the last one other than `getUpdates` came in."""
        self.unanswered: defaultdict[int, deque[tuple[int, float]]] = defaultdict(deque)
        """Chat -> the ids of its updates and when they could be fetched."""
        self.took: dict[int, float] = {}
        """Update -> seconds until its answer."""
        self.typed: dict[int, float] = {}
        """Update of an inline query -> when it could be fetched."""
        self._latency = latency
        self._pending: deque[dict[str, Any]] = deque()
        self._came = asyncio.Event()
        self._ids = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    def say(self, person: int, text: str) -> int:
        """Let a person write to the bot; return the id of the update."""
        self._ids += 1
        name = f"Person {person}"
        message = {
            "message_id": self._ids,
            "date": int(time.time()),
            "chat": {"id": person, "type": "private", "first_name": name},
            "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "en"},
            "text": text,
        }
        self._pending.append({"update_id": self._ids, "message": message})
        self.unanswered[person].append((self._ids, time.perf_counter()))
        self._came.set()
        return self._ids

    def type_inline(self, person: int, text: str) -> int:
        """Let a person type a query behind the bot's name; return the id of the update, which is the query's too."""
        self._ids += 1
        user = {"id": person, "is_bot": False, "first_name": f"Person {person}", "language_code": "en"}
        query = {"id": str(self._ids), "from": user, "query": text, "offset": ""}
        self._pending.append({"update_id": self._ids, "inline_query": query})
        self.typed[self._ids] = time.perf_counter()
        self._came.set()
        return self._ids

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended = asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError
        with contextlib.suppress(*ended), contextlib.closing(writer):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                method = head[0].split()[1].rpartition("/")[2]
                await asyncio.sleep(self._latency / 2)
                result = await self._result(method, dict(parse_qsl(body.decode())))
                await asyncio.sleep(self._latency / 2)
                answer = json.dumps({"ok": True, "result": result}).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
                )
                writer.write(answer)
                await writer.drain()

    async def _result(self, method: str, data: dict[str, str]) -> object:
        self.calls[method] += 1
        if method == "getUpdates":
            limit = min(int(data.get("limit", MOST)), MOST)
            return await self._updates(int(data.get("offset", "0")), limit, float(data.get("timeout", "0")))
        self.last_call = time.perf_counter()
        if method == "answerInlineQuery":
            update_id = int(data["inline_query_id"])
            self.took[update_id] = time.perf_counter() - self.typed[update_id]
        return self._sent(data) if method == "sendMessage" else EMPTY.get(method, True)

    async def _updates(self, offset: int, limit: int, patience: float) -> list[dict[str, Any]]:
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()
        if not self._pending:
            self._came.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._came.wait(), patience)
        return list(self._pending)[:limit]

    def _sent(self, data: dict[str, str]) -> dict[str, Any]:
        chat = int(data["chat_id"])
        if self.unanswered[chat]:  # else it is a further part of an answer
            update_id, since = self.unanswered[chat].popleft()
            self.took[update_id] = time.perf_counter() - since
        self._ids += 1
        message = {
            "message_id": self._ids,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": f"Person {chat}"},
            "from": ME,
            "text": data["text"],
        }
        return message | ({"reply_markup": json.loads(data["reply_markup"])} if "reply_markup" in data else {})
