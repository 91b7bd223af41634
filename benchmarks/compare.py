"""Compare matchers on public question sets: `python benchmarks/compare.py FOLDER [--split dev] [--plot FILE]`.

FOLDER holds the sets as JSON; each file names its source and licence. Prints one table: hit@1, AUROC, time per query.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from matchers import MATCHERS
from sets import figures, paper_rule, read_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sets import Asked, Found

SETS = ("clinc150_s10", "clinc150_s10_typo", "clinc150", "clinc150_typo", "hint3_curekart", "uk_knownitem")


def ask(find: Callable[[str], Found], queries: Sequence[Asked], title: str) -> tuple[list[Found], float]:
    """Return what is found for every query and the milliseconds that one took; a bar on stderr shows how far it is."""
    found: list[Found] = []
    start = time.perf_counter()
    for number, query in enumerate(queries, 1):
        found.append(find(query.text))
        if sys.stderr.isatty() and (number % 50 == 0 or number == len(queries)):
            done = 30 * number // len(queries)
            print(f"\r{title:48} [{'#' * done:30}] {number}/{len(queries)}", end="", file=sys.stderr, flush=True)
    taken = 1000 * (time.perf_counter() - start) / len(queries)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return found, taken


def main() -> None:
    """Run the matchers that were asked for over the sets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--matchers", default=",".join(MATCHERS))
    parser.add_argument("--sample", type=int, default=0, help="ask every n-th in-scope query only")
    parser.add_argument(
        "--paper", action="store_true", help="accuracy and out-of-scope recall by the rule of Larson et al."
    )
    parser.add_argument("--plot", type=Path, help="write the hit@1 figures as a picture")
    parser.add_argument("--json", type=Path, help="write the figures")
    arguments = parser.parse_args()
    results: dict[str, dict[str, tuple[float, float, float]]] = {}
    for name in arguments.sets.split(","):
        questions = read_set(arguments.folder / f"{name}.json", arguments.split)
        queries = [
            query
            for number, query in enumerate(questions.queries)
            if not arguments.sample or not query.right or number % arguments.sample == 0
        ]
        print(
            f"\n{name} ({arguments.split}): {len(questions.phrasings)} phrasings, {len(queries)} queries; "
            f"{questions.source}; {questions.licence}"
        )
        for title in arguments.matchers.split(","):
            start = time.perf_counter()
            find = MATCHERS[title](questions)
            built = time.perf_counter() - start
            found, taken = ask(find, queries, f"{name}: {title}")
            got = figures(queries, found)
            results.setdefault(name, {})[title] = (got.hit, got.auroc, taken)
            print(
                f"  {title:28} hit@1 {got.hit:5.1f}  AUROC {got.auroc:.3f}  "
                f"{taken:8.2f} ms a query  built in {built:.2f} s",
                flush=True,
            )
            if arguments.paper:
                dev = read_set(arguments.folder / f"{name}.json", "dev").queries
                threshold, inside, outside = paper_rule((dev, ask(find, dev, "dev")[0]), (queries, found))
                print(
                    f"  {'':28} threshold {threshold:.3f}: "
                    f"in-scope accuracy {inside:.1f}, out-of-scope recall {outside:.1f}"
                )
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if arguments.plot:
        plot(results, arguments.plot)


def plot(results: dict[str, dict[str, tuple[float, float, float]]], path: Path) -> None:
    """Write hit@1 per set and matcher as grouped bars."""
    import matplotlib as mpl  # noqa: PLC0415  (an extra)

    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: ICN001, PLC0415

    figure, axes = pyplot.subplots(figsize=(10, 4.5))
    titles = list(next(iter(results.values())))
    for number, title in enumerate(titles):
        places = [position + 0.1 * number for position in range(len(results))]
        axes.bar(places, [row[title][0] for row in results.values()], width=0.1, label=title)
    axes.set_xticks([position + 0.05 * len(titles) for position in range(len(results))], list(results))
    axes.set_ylabel("hit@1, %")
    axes.legend(fontsize=7, ncols=2)
    figure.tight_layout()
    figure.savefig(path)


if __name__ == "__main__":
    main()
