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
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from bot_api import TOKEN, BotApi

from bot.evaluation.questions import load_questions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

ROOT = Path(__file__).parents[1]
WARM_UP = 2.0
"""Seconds of load before the one that counts: what is built at the first question is no cost of the others."""
QUIET = 1.0
"""Seconds without a call other than `getUpdates` after which a bot has started: menus are set by then."""
START_WITHIN = 60.0
GRACE = 15.0
"""Seconds that answers may come late, and that a bot may take to stop."""
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
            async with BotApi(self.latency) as api, running(name, api.url, folder) as process:
                await started(name, api, process)
                warm = await self._ask(api, rate, WARM_UP)
                polls, cpu = api.calls["getUpdates"], cpu_of(process.pid)
                asked = await self._ask(api, rate, self.seconds, len(warm))
                deadline = time.perf_counter() + GRACE
                while not api.took.keys() >= set(asked) and time.perf_counter() < deadline:  # noqa: ASYNC110 - no event
                    await asyncio.sleep(0.05)
                cpu = cpu_of(process.pid) - cpu
                took = sorted(api.took[each] for each in asked if each in api.took) or [float("nan")]
                return Figures(
                    p50=1000 * statistics.median(took),
                    p99=1000 * took[99 * len(took) // 100],
                    polls=api.calls["getUpdates"] - polls,
                    unanswered=sum(each not in api.took for each in asked),
                    cpu=1000 * cpu / len(asked),
                    memory=memory_of(process.pid),
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
async def running(name: str, url: str, folder: str) -> AsyncIterator[asyncio.subprocess.Process]:
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


async def started(name: str, api: BotApi, process: asyncio.subprocess.Process) -> None:
    """Wait until a bot polls and has set what it sets at its start."""
    deadline = time.perf_counter() + START_WITHIN
    while not (api.calls["getUpdates"] and time.perf_counter() - api.last_call > QUIET):
        if process.returncode is not None or time.perf_counter() > deadline:
            raise SystemExit(f"{name} did not start: see its log above")
        await asyncio.sleep(0.05)


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a process has used."""
    values = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
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
