"""Measure the bot under load beside a bare echo bot: `python benchmarks/load.py [--rates 30,100] [--seconds 20]`.

This process plays Telegram's Bot API. The bots run one after the other as processes of their own, in turn, and get the
same tune questions from the same people at a steady rate. Prints for each how long answers took, from when an update
could be fetched until `sendMessage` for its chat came in, and what they cost; then what the bot takes more than the
echo bot in the same run. Linux alone: CPU time and memory are read from /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl

from bot.evaluation.questions import load_questions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

ROOT = Path(__file__).parents[1]
TOKEN = "1:" + "x" * 35
ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "talks_bot"}
MOST = 100
"""Updates that `getUpdates` returns at most."""
WARM_UP = 2.0
"""Seconds of load before the one that counts: what is built at the first question is no cost of the others."""
QUIET = 1.0
"""Seconds without a call other than `getUpdates` after which a bot has started: menus are set by then."""
START_WITHIN = 60.0
GRACE = 15.0
"""Seconds that answers may come late, and that a bot may take to stop."""
EMPTY: dict[str, object] = {
    "getMe": ME,
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
"""What methods that want more than `true` return, and neither take nor bring messages."""
ECHO_BOT = """
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

token, url = sys.argv[1:]
application = ApplicationBuilder().token(token).base_url(url + "/bot").concurrent_updates(True).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
"""
BOTS = ("echo", "bot")


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

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError), contextlib.closing(writer):
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


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot did under load. Times in milliseconds, memory in megabytes."""

    p50: float
    p99: float
    polls: float
    unanswered: float
    cpu: float
    """Of the process, an update."""
    memory: float

    @classmethod
    def median(cls, several: Sequence[Figures]) -> Figures:
        """Return the median of each figure."""
        return cls(*(statistics.median(getattr(one, field.name) for one in several) for field in fields(cls)))

    def line(self) -> str:
        """Return the figures as a row of the table."""
        return (
            f"{self.p50:8.0f} {self.p99:8.0f} {self.polls:6.0f} {self.unanswered:11.0f} {self.cpu:15.2f} "
            f"{self.memory:7.0f}"
        )


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked."""

    questions: Sequence[str]
    people: int
    seconds: float
    latency: float

    async def measure(self, name: str, rate: float) -> Figures:
        """Start a bot, put it under load and return its figures.

        Raises:
            SystemExit: it did not start.
        """
        with tempfile.TemporaryDirectory() as folder:
            async with BotApi(self.latency) as api, _running(name, api.url, folder) as process:
                await _started(name, api, process)
                warm = await self._ask(api, rate, WARM_UP)
                polls, cpu = api.calls["getUpdates"], _cpu(process.pid)
                asked = await self._ask(api, rate, self.seconds, len(warm))
                deadline = time.perf_counter() + GRACE
                while not api.took.keys() >= set(asked) and time.perf_counter() < deadline:  # noqa: ASYNC110 - no event
                    await asyncio.sleep(0.05)
                cpu = _cpu(process.pid) - cpu
                took = sorted(api.took[each] for each in asked if each in api.took) or [float("nan")]
                return Figures(
                    p50=1000 * statistics.median(took),
                    p99=1000 * took[99 * len(took) // 100],
                    polls=api.calls["getUpdates"] - polls,
                    unanswered=sum(each not in api.took for each in asked),
                    cpu=1000 * cpu / len(asked),
                    memory=_memory(process.pid),
                )

    async def _ask(self, api: BotApi, rate: float, seconds: float, first: int = 0) -> list[int]:
        """Let people ask in turn, `rate` questions a second, from the `first` on; return the ids of the updates."""
        start, asked = time.perf_counter(), []
        for number in range(max(1, int(rate * seconds))):
            await asyncio.sleep(start + number / rate - time.perf_counter())
            turn = first + number
            asked.append(api.say(1 + turn % self.people, self.questions[turn % len(self.questions)]))
        return asked


@contextlib.asynccontextmanager
async def _running(name: str, url: str, folder: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a bot in a folder of its own, with nothing in its environment that a developer may have set."""
    ours = ("-m", "bot", "run", "--knowledge", str(ROOT / "knowledge.yaml"))
    program = ours if name == "bot" else ("-c", ECHO_BOT, TOKEN, url)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *program),
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": url,
            "LOG_LEVEL": "WARNING",
        },
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), GRACE)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _started(name: str, api: BotApi, process: asyncio.subprocess.Process) -> None:
    """Wait until a bot polls and has set what it sets at its start."""
    deadline = time.perf_counter() + START_WITHIN
    while not (api.calls["getUpdates"] and time.perf_counter() - api.last_call > QUIET):
        if process.returncode is not None or time.perf_counter() > deadline:
            raise SystemExit(f"{name} did not start: see its log above")
        await asyncio.sleep(0.05)


def _cpu(pid: int) -> float:
    """Return the CPU seconds that a process has used."""
    values = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Return the resident memory of a process in megabytes."""
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def compare(load: Load, rates: Sequence[float], rounds: int) -> None:
    """Print the figures of both bots in turn, one block for each rate."""
    for rate in rates:
        print(f"{rate:g} updates/s      p50 ms   p99 ms  polls  unanswered  CPU ms/update  RSS MB", flush=True)
        found: dict[str, list[Figures]] = {name: [] for name in BOTS}
        for _ in range(rounds):
            for name in BOTS:
                found[name].append(await load.measure(name, rate))
                print(f"{name:14} {found[name][-1].line()}", flush=True)
        echo, bot = (Figures.median(found[name]) for name in BOTS)
        print(f"median echo    {echo.line()}\nmedian bot     {bot.line()}")
        print(f"p99 {bot.p99 / echo.p99:.2f} times the echo bot's, {bot.cpu - echo.cpu:+.2f} ms of CPU an update\n")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", default="30,100", help="updates a second, by commas (%(default)s)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of load that counts (%(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="of echo, bot at each rate (%(default)s)")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that a call takes (%(default)s)")
    parser.add_argument("--people", type=int, default=500, help="who ask in turn (%(default)s)")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "questions", help="folder (%(default)s)")
    given = parser.parse_args()
    questions = [question.ask for question in load_questions([given.questions], split="tune")]
    random.Random(7).shuffle(questions)  # noqa: S311  (a benchmark, not a secret)
    load = Load(questions, given.people, given.seconds, given.latency)
    print(f"{len(questions)} questions, {given.people} people, {1000 * given.latency:.0f} ms a call\n")
    asyncio.run(compare(load, [float(rate) for rate in given.rates.split(",")], given.rounds))


if __name__ == "__main__":
    main()
