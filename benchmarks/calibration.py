"""How often an answer of some score is right: `python benchmarks/calibration.py [STORY_FOLDER ...]`.

Fits both curves of `bot.retrieval.decide` on blind questions: that of thin bases on the stories of `SEEN`, that of a
base written out on the questions in tests/questions/fresh marked for tuning, and on the tune questions
asked of the shipped base cut to a few lines an entry, since with all its lines it was written with them in view; each
set counts the same. Then prints, for each set, each language and each folder that the fit has not seen (the other
stories, and those named: a knowledge.yaml beside its questions.yaml), what the confidence says and how often it is
right, with the expected calibration error (Guo et al. 2017, ten bins of equal width).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.evaluation.questions import load_questions
from bot.knowledge.load import load
from bot.retrieval import decide
from bot.retrieval.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.evaluation.questions import LabelledQuestion
    from bot.knowledge.model import Conflict, Fact, Gap, Knowledge

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "stories"
SEEN = ("court", "library", "museum", "recall", "stadium", "tiny")
"""Stories whose questions whoever tuned has read; nobody has read those of the others."""
CUTS = (2, 3, 5)
"""Lines an entry and language that the shipped base is cut to; each third of the tune questions is asked of one."""
BINS = 10


class Seen(NamedTuple):
    """The score of the best fact (0 to 1), whether it is a right answer, and the language of the question."""

    score: float
    right: bool
    language: str


def main() -> None:
    """Fit, then print a table for each curve."""
    unseen = {f"{name} (unseen)": _story(STORIES / name) for name in _names() if name not in SEEN}
    unseen |= {f"{folder.name} (unseen)": _story(folder) for folder in map(Path, sys.argv[1:])}
    stories = {name: _story(STORIES / name) for name in SEEN}
    unseen["the unseen together"] = _joined(unseen)
    _table("THINLY_WRITTEN", decide.THINLY_WRITTEN, [_joined(stories)], stories | unseen)
    sets = dict(_shipped())
    _table("WRITTEN_OUT", decide.WRITTEN_OUT, list(sets.values()), sets)


def _table(name: str, curve: decide.Curve, fitted: Sequence[Sequence[Seen]], rows: dict[str, list[Seen]]) -> None:
    half, steepness = _fit(fitted)
    print(f"{name} fitted: {half:.3f}, {steepness:.2f}; in use: {curve.half_right}, {curve.steepness}\n")
    print("| set | questions | confidence | right | calibration error |\n|---|---|---|---|---|")
    seen = [one for each in fitted for one in each]
    languages = {code: [one for one in seen if one.language == code] for code in sorted({one.language for one in seen})}
    for row, questions in (rows | languages).items():
        told, right = _told(curve, questions)
        print(f"| {row} | {len(questions)} | {told.mean():.2f} | {right.mean():.2f} | {_error(told, right):.3f} |")
    print("\n| confidence | questions | right |\n|---|---|---|")
    told, right = _told(curve, seen)
    for number, inside in _bins(told):
        print(f"| {number / BINS:.1f} to {(number + 1) / BINS:.1f} | {inside.sum()} | {right[inside].mean():.2f} |")
    print()


def _names() -> list[str]:
    return sorted(folder.parent.name for folder in STORIES.glob("*/knowledge.yaml"))


def _story(folder: Path) -> list[Seen]:
    return list(_seen(load(folder / "knowledge.yaml"), load_questions([folder / "questions.yaml"])))


def _joined(sets: Mapping[str, list[Seen]]) -> list[Seen]:
    return [one for seen in sets.values() for one in seen]


def _shipped() -> Iterator[tuple[str, list[Seen]]]:
    shipped = load(ROOT / "knowledge.yaml")
    yield (
        "typed as in chats",
        list(_seen(shipped, load_questions([ROOT / "tests" / "questions" / "fresh"], split="tune"))),
    )
    tune = load_questions([ROOT / "tests" / "questions"], split="tune")
    for number, lines in enumerate(CUTS):
        yield f"shipped, {lines} lines", list(_seen(_cut(shipped, lines), tune[number :: len(CUTS)]))


def _cut(knowledge: Knowledge, lines: int) -> Knowledge:
    def short(entry: Fact | Gap | Conflict) -> dict[str, dict[str, str]]:
        return {"questions": {code: "\n".join(block.split("\n")[:lines]) for code, block in entry.questions.items()}}

    parts = {
        name: tuple(entry.model_copy(update=short(entry)) for entry in getattr(knowledge, name))
        for name in ("facts", "gaps", "conflicts")
    }
    return knowledge.model_copy(update=parts)


def _seen(knowledge: Knowledge, questions: Iterable[LabelledQuestion]) -> Iterator[Seen]:
    """Yield what the best fact of each question is worth; a gap or small talk says nothing of a fact."""
    matcher = Matcher(knowledge)
    conflict_of = knowledge.conflict_of
    for question in questions:
        match = matcher.match(question.ask)
        best = next((one for one in match.candidates if not one.vetoed_by), None)
        if best is None or best.kind == "gap" or best.score <= 0 or match.smalltalk:
            continue
        accepted = question.accept | {conflict_of[id_] for id_ in question.accept if id_ in conflict_of}
        right = not accepted.isdisjoint({best.entry_id, conflict_of.get(best.entry_id, best.entry_id)})
        yield Seen(best.score, right, question.language)


def _fit(sets: Sequence[Sequence[Seen]]) -> tuple[float, float]:
    """Return the constants of the highest likelihood, by Newton's method for logistic regression on the log score."""
    seen = [one for each in sets for one in each]
    counts = np.concatenate([np.full(len(each), 1 / len(each)) for each in sets])
    x = np.column_stack([np.ones(len(seen)), np.log([one.score for one in seen])])
    y = np.array([one.right for one in seen], dtype=float)
    weights = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve((x * (counts * p * (1 - p))[:, None]).T @ x, x.T @ (counts * (y - p)))
    return float(np.exp(-weights[0] / weights[1])), float(weights[1])


def _told(curve: decide.Curve, seen: Sequence[Seen]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    told = np.array([curve.confidence_of(one.score) for one in seen])
    return told, np.array([one.right for one in seen], dtype=float)


def _bins(told: NDArray[np.float64]) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    number = np.minimum((told * BINS).astype(int), BINS - 1)
    yield from ((each, number == each) for each in range(BINS) if (number == each).any())


def _error(told: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    return float(sum(inside.mean() * abs(told[inside].mean() - right[inside].mean()) for _, inside in _bins(told)))


if __name__ == "__main__":
    main()
