"""Measure how the engine grows: `python benchmarks/scaling.py FOLDER [--sizes 1000,10000,100000]`.

Phrasings are those of CLINC150, varied by dropping and swapping words to reach each size. Prints the time to build,
the growth of memory, the time of a query beside a scan with rapidfuzz's WRatio, and how often index and exact search
agree.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matchers import plain
from rapidfuzz import fuzz, process
from sets import read_set

from bot.retrieval.vote import Phrasing

if TYPE_CHECKING:
    from bot.language.reader import Reader
    from bot.retrieval.vote import Ranker

QUERIES = 200
SCANNED = 5
"""Queries that the scan is timed on: at 100,000 phrasings one takes half a second."""


def grown(phrasings: list[tuple[str, str]], size: int) -> list[Phrasing]:
    """Return `size` phrasings: the given ones, then variations with a word dropped, doubled or swapped."""
    chance = random.Random(7)  # noqa: S311  (a benchmark, not a secret)
    result = [Phrasing(id_, text) for id_, text in phrasings[:size]]
    while len(result) < size:
        id_, text = phrasings[chance.randrange(len(phrasings))]
        words = text.split()
        place = chance.randrange(len(words))
        other = phrasings[chance.randrange(len(phrasings))][1].split()
        words[place : place + 1] = [chance.choice(other)] * chance.randrange(3)
        result.append(Phrasing(id_, " ".join(words)))
    return result


def megabytes() -> float:
    """Return the largest memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one line per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="1000,10000,15000,100000")
    arguments = parser.parse_args()
    questions = read_set(arguments.folder / "clinc150.json", "test")
    queries = [query.text for query in questions.queries[:: len(questions.queries) // QUERIES]]
    for size in map(int, arguments.sizes.split(",")):
        phrasings = grown(list(questions.phrasings), size)
        before, start = megabytes(), time.perf_counter()
        reader, ranker = plain(phrasings, "en")
        built, memory = time.perf_counter() - start, megabytes() - before
        for query in queries[:20]:
            ranker.rank(reader.read_clause(query, whole=True).tokens)
        times = []
        for query in queries:
            start = time.perf_counter()
            ranker.rank(reader.read_clause(query, whole=True).tokens)
            times.append(time.perf_counter() - start)
        texts = [phrasing.text for phrasing in phrasings]
        scans = []
        for query in queries[:SCANNED]:
            start = time.perf_counter()
            process.extractOne(query, texts, scorer=fuzz.WRatio)
            scans.append(time.perf_counter() - start)
        query_time, scan = statistics.median(times), statistics.median(scans)
        print(
            f"{size:8} phrasings: built in {built:5.2f} s, {memory:6.0f} MB more, {1000 * query_time:6.2f} ms a query, "
            f"WRatio scan {1000 * scan:7.1f} ms = {scan / query_time:5.0f} times; "
            f"agrees with exact search {agreement(reader, ranker, queries):.1%}",
            flush=True,
        )


def agreement(reader: Reader, ranker: Ranker, queries: list[str]) -> float:
    """Return how often the nearest phrasing by the index is that of an exact scan over all features."""
    same = 0
    for query in queries[:50]:
        ids, values = ranker.space.vector(reader.read_clause(query, whole=True).tokens)
        index = ranker._index  # noqa: SLF001
        rows, _ = index.nearest(ids, values, 64)
        exact = index._exact(np.arange(index.size), ids, values)  # noqa: SLF001
        same += bool(len(rows)) and exact[rows[0]] >= exact.max() - 1e-6
    return same / 50


if __name__ == "__main__":
    main()
