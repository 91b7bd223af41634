"""Measure inline mode: `python benchmarks/keystrokes.py [--rate 30] [--people 6,1]`.

This process plays Telegram's Bot API. People type tune questions letter by letter, all of them together at a steady
rate, each the next question when one is written. Prints how long answers took, from when a keystroke could be fetched
until `answerInlineQuery` came in: of all keystrokes that were answered, and of those among them that end a question.
A keystroke that another one of the same person overtook before it was looked at gets no answer.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot_api import BotApi
from load import GRACE, ROOT, cpu_of, memory_of, running, started

from bot.evaluation.questions import load_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

WARM_UP = 60
"""Keystrokes before those that count."""


async def measure(questions: list[str], people: int, rate: float, seconds: float, latency: float) -> None:
    """Print the figures of one load."""
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi(latency) as api, running("bot", api.url, folder) as process:
            await started("bot", api, process)
            before, cpu = set[int](), 0.0
            start, typed, ends = time.perf_counter(), list[int](), list[int]()
            writing = [""] * people
            asked = iter(questions * (1 + int(rate * seconds)))
            wanted = [next(asked) for _ in range(people)]
            for number in range(WARM_UP + int(rate * seconds)):
                await asyncio.sleep(start + number / rate - time.perf_counter())
                if number == WARM_UP:
                    before, cpu = set(typed), cpu_of(process.pid)
                who = number % people
                if writing[who] == wanted[who]:
                    writing[who], wanted[who] = "", next(asked)
                writing[who] = wanted[who][: len(writing[who]) + 1]
                typed.append(api.type_inline(1 + who, writing[who]))
                if writing[who] == wanted[who]:
                    ends.append(typed[-1])
            last = typed[-people:]  # nobody types on
            deadline = time.perf_counter() + GRACE
            while not api.took.keys() >= set(last) and time.perf_counter() < deadline:  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.05)
            counted = [each for each in typed if each not in before]
            cpu = 1000 * (cpu_of(process.pid) - cpu) / len(counted)
            answered = sorted(1000 * api.took[each] for each in counted if each in api.took)
            whole = sorted(1000 * api.took[each] for each in ends if each in api.took and each not in before)
            print(
                f"{people:6} {_row(answered)}   {_row(whole)}   {len(counted) - len(answered):9} of {len(counted)} "
                f"{cpu:12.2f} {memory_of(process.pid):7.0f}",
                flush=True,
            )


def _row(took: Sequence[float]) -> str:
    return f"{statistics.median(took):7.0f} {took[99 * len(took) // 100]:7.0f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=30.0, help="keystrokes a second, of all together (%(default)s)")
    parser.add_argument("--seconds", type=float, default=30.0, help="of load that counts (%(default)s)")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that a call takes (%(default)s)")
    parser.add_argument("--people", default="6,1", help="who type at once, by commas (%(default)s)")
    given = parser.parse_args()
    questions = [question.ask for question in load_questions([ROOT / Path("tests/questions")], split="tune")]
    random.Random(7).shuffle(questions)  # noqa: S311  (a benchmark, not a secret)
    print(f"{given.rate:g} keystrokes a second, {1000 * given.latency:.0f} ms a call; times in ms")
    print("people  p50 all p99 all   p50 end p99 end   unanswered   CPU ms/update  RSS MB", flush=True)
    for people in given.people.split(","):
        asyncio.run(measure(questions, int(people), given.rate, given.seconds, given.latency))


if __name__ == "__main__":
    main()
