"""What each ingredient is worth: `python benchmarks/ablation.py FOLDER [--questions tests/questions --split tune]`.

Takes one ingredient away at a time and measures the engine on the dev split of public sets in FOLDER, and the whole
matcher on labelled questions. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import dataclasses
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from compare import ask
from matchers import ours
from sets import figures, read_set

from bot.evaluation.evaluate import evaluate
from bot.evaluation.questions import load_questions
from bot.knowledge.load import load
from bot.language import clauses, reader, vocabulary
from bot.retrieval import matcher, vectors, vote
from bot.retrieval.constants import DEFAULT
from bot.retrieval.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

SETS = ("clinc150_s10", "clinc150_s10_typo")


def _weights(**changed: float) -> AbstractContextManager[object]:
    return mock.patch.dict(vectors.GROUPS, changed)


@contextmanager
def _votes(**changed: Any) -> Iterator[None]:
    with mock.patch.multiple(vote, **changed):
        yield


@contextmanager
def _constants(**changed: float) -> Iterator[None]:
    with mock.patch.object(matcher.Matcher.__init__, "__defaults__", (dataclasses.replace(DEFAULT, **changed),)):
        yield


def _without(rule: str) -> AbstractContextManager[object]:
    rules = {name: function for name, function in RULES.items() if name != rule}
    return mock.patch.dict(matcher.Matcher.__init__.__kwdefaults__, {"rules": rules})


def _no_repair() -> AbstractContextManager[object]:
    return mock.patch.multiple(
        vocabulary.Vocabulary,
        repair=lambda _self, _word: None,
        repair_name=lambda _self, _word: None,
        repair_transliteration=lambda _self, _word: None,
    )


INGREDIENTS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "everything": _weights,
    "no pairs of stems": lambda: _weights(pairs=0.0),
    "no letter trigrams": lambda: _weights(trigrams=0.0),
    "no concepts, names and roles as features": lambda: _weights(concepts=0.0),
    "idf to the power 1, as in BM25": lambda: mock.patch.object(vectors, "IDF_POWER", 1.0),
    "best phrasing instead of votes": lambda: _votes(NEIGHBOURS=1),
    "no bound on the votes of one entry": lambda: _votes(PER_ENTRY=64),
    "no typo repair": _no_repair,
    "no other layout": lambda: mock.patch.object(reader.Reader, "_retype", lambda _self, text, _: (text, False)),
    "no clauses": lambda: mock.patch.object(reader, "pieces_of", lambda text, _: [clauses.Piece(text, asks=True)]),
    "facts' texts not searched": lambda: _constants(covered=0.0),
    **{f"no rule '{name}'": partial(_without, name) for name in RULES},
}


def main() -> None:
    """Print a row per ingredient taken away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge.yaml"))
    parser.add_argument("--questions", type=Path, default=Path("tests/questions"))
    parser.add_argument("--split", choices=("tune", "holdout"), default="tune")
    parser.add_argument("--sample", type=int, default=3)
    arguments = parser.parse_args()
    sets = [read_set(arguments.folder / f"{name}.json", "dev") for name in SETS]
    knowledge = load(arguments.knowledge)
    labelled = load_questions([arguments.questions], split=arguments.split)
    print("| taken away | " + " | ".join(f"{name} hit@1 / AUROC" for name in SETS), end="")
    print(" | document: right / wrong / abstained |")
    print("|---" * (len(SETS) + 2) + "|")
    for title, taken_away in INGREDIENTS.items():
        cells = []
        with taken_away():
            for questions in sets:
                queries = [
                    query
                    for number, query in enumerate(questions.queries)
                    if not query.right or number % arguments.sample == 0
                ]
                got = figures(queries, ask(ours(questions), queries, title)[0])
                cells.append(f"{got.hit:.1f} / {got.auroc:.3f}")
            total = evaluate(matcher.Matcher(knowledge), labelled).total
            cells.append(f"{total.accuracy:.1%} / {total.wrong_share:.1%} / {total.abstention_recall:.1%}")
        print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
