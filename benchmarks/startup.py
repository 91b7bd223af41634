"""Measure what a question costs: `python benchmarks/startup.py [FOLDER_OF_QUESTIONS]`.

CPU time, since others work on the machine too; the best of a few runs. Prints `talks-bot ask` from cold, with the
compiled base kept (`bot/retrieval/cache.py`) and without, then loading and building the shipped base, and a match over
the tune questions.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.questions import load_questions
from bot.knowledge.load import load
from bot.retrieval.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
BASE = ROOT / "knowledge.yaml"
RUNS = 5
MESSAGE = 4096
"""Characters of the longest message of a chat."""


def cold(folder: str) -> float:
    """Return the CPU seconds of a process that answers one question, with bases kept in a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  ourselves
        [sys.executable, "-m", "bot", "ask", "Who leads the delegation?", "--knowledge", str(BASE)],
        stdout=subprocess.DEVNULL,
        check=True,
        cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": folder},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?", default=ROOT / "tests" / "questions")
    asked = [question.ask for question in load_questions([parser.parse_args().questions], split="tune")]
    first = min(cold(os.devnull) for _ in range(RUNS))
    with tempfile.TemporaryDirectory() as folder:
        cold(folder)
        print(f"ask, from cold: {min(cold(folder) for _ in range(RUNS)):.2f} s; with no base kept {first:.2f} s")
    knowledge = load(BASE)
    matcher = Matcher(knowledge)
    print(f"load: {min(seconds(lambda: load(BASE)) for _ in range(RUNS)):.3f} s")
    built = min(seconds(lambda: Matcher(knowledge)) for _ in range(RUNS))
    print(f"build: {built:.3f} s for {len(matcher.phrasings)} phrasings")
    times = sorted(seconds(lambda: matcher.match(ask)) for ask in asked)  # noqa: B023  called at once
    print(f"match: median {1000 * statistics.median(times):.2f} ms, p99 {1000 * times[99 * len(times) // 100]:.1f} ms")
    longest = " ".join(asked)[:MESSAGE]
    long = min(seconds(lambda: matcher.match(longest)) for _ in range(RUNS))
    print(f"a message of {MESSAGE} characters: {1000 * long:.0f} ms")


if __name__ == "__main__":
    main()
