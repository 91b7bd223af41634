"""Measure the bot's memory over many updates: `python benchmarks/memory.py [--updates 200000] [--people 20000]`.

This process plays Telegram's Bot API for `talks-bot run`, as `benchmarks/load.py` does, and has the people ask in turn,
as fast as they are answered: so many questions at once as `--at-once` says. Prints the resident memory of the bot a
dozen times on the way, and exits with 1 where it takes more than `--limit` megabytes or an update has no answer. At a
hundred answers a second, 200,000 take half an hour. Linux alone.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from bot_api import BotApi
from load import GRACE, ROOT, cpu_of, memory_of, running, started

from bot.evaluation.questions import load_questions

ROWS = 12
STALLED = 60.0
"""Seconds without an answer after which the bot is given up."""


async def measure(questions: list[str], updates: int, people: int, at_once: int) -> tuple[float, int]:
    """Print a row at a time; return the greatest memory in megabytes, and how many updates have no answer."""
    greatest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi(0.0) as api, running("bot", api.url, folder) as process:
            await started("bot", api, process)
            print(f"{'updates':>8} {'minutes':>8} {'CPU ms/update':>14} {'RSS MB':>7} {'database MB':>12}")
            start, cpu = time.perf_counter(), cpu_of(process.pid)
            for asked in range(updates):
                since = time.perf_counter()
                while asked - len(api.took) >= at_once and time.perf_counter() - since < STALLED:  # noqa: ASYNC110 - the API tells no event
                    await asyncio.sleep(0.002)
                api.say(1 + asked % people, questions[asked % len(questions)])
                if asked % max(1, updates // ROWS) == 0 or asked == updates - 1:
                    memory = memory_of(process.pid)
                    greatest = max(greatest, memory)
                    kept = _size(folder)
                    spent = 1000 * (cpu_of(process.pid) - cpu) / max(1, asked)
                    minutes = (time.perf_counter() - start) / 60
                    print(f"{asked:8} {minutes:8.1f} {spent:14.2f} {memory:7.1f} {kept:12.1f}", flush=True)
            deadline = time.perf_counter() + GRACE
            while len(api.took) < updates and time.perf_counter() < deadline:  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.05)
            return greatest, updates - len(api.took)


def _size(folder: str) -> float:
    """Return what the database takes on disk, in megabytes."""
    return sum(file.stat().st_size for file in Path(folder).rglob("*.sqlite3*")) / 2**20


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=200_000, help="questions in all (%(default)s)")
    parser.add_argument("--people", type=int, default=20_000, help="who ask in turn (%(default)s)")
    parser.add_argument("--at-once", type=int, default=20, help="questions without an answer (%(default)s)")
    parser.add_argument("--limit", type=float, default=150, help="megabytes that the bot may take (%(default)s)")
    given = parser.parse_args()
    questions = [question.ask for question in load_questions([ROOT / "tests" / "questions"], split="tune")]
    random.Random(7).shuffle(questions)  # noqa: S311  (a benchmark, not a secret)
    greatest, missing = asyncio.run(measure(questions, given.updates, given.people, given.at_once))
    print(f"{greatest:.1f} MB at most, {missing} without an answer")
    return 1 if missing or greatest > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
