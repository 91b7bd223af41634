"""Questions of different answers that nearly coincide: the matcher could not tell them apart, whatever it scored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.positions import Path

SHORTEST = 4
"""Words that a question must have for one more to be a small difference: "who spoke" and "who spoke first" differ."""

_WORD = re.compile(r"\w+")


class Asked(NamedTuple):
    """A question and the path of the fact, gap or conflict that answers it."""

    by: Path
    question: str


def alike(asked: Sequence[Asked]) -> Iterator[tuple[Asked, Asked]]:
    """Yield pairs of nearly the same question, the earlier first; of two answers, the first pair found.

    Two questions are nearly the same when they hold the same words in any order, or when one holds one word more and
    the other has at least `SHORTEST`. One word *exchanged* is a different question (another name, another day).
    """
    first: dict[frozenset[str], list[Asked]] = {}
    bags = [(one, frozenset(_WORD.findall(one.question.casefold()))) for one in asked]
    for one, bag in bags:
        same = first.setdefault(bag, [])
        if all(other.by != one.by for other in same):
            same.append(one)
    seen: set[tuple[Path, Path]] = set()
    for one, bag in bags:
        near = [bag, *(bag - {word} for word in bag)] if len(bag) > SHORTEST else [bag]
        for other in (other for key in near for other in first.get(key, ())):
            early, late = sorted((one, other), key=lambda question: _order(question.by))
            if early.by != late.by and (early.by, late.by) not in seen:
                seen.add((early.by, late.by))
                yield early, late


def _order(path: Path) -> tuple[int, int]:
    """Return facts before gaps before conflicts, and each in file order."""
    section, index = path[0], path[1]
    return ("facts", "gaps", "conflicts").index(str(section)), int(index)
