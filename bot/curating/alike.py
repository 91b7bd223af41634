"""Questions of different answers that coincide: the matcher could not tell them apart, whatever it scored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from bot.knowledge.positions import Path

_WORD = re.compile(r"\w+")


class Asked(NamedTuple):
    """A question, the path of the fact, gap or conflict that answers it, and its line in that block."""

    by: Path
    question: str
    line: int


def alike(asked: Sequence[Asked], articles: AbstractSet[str]) -> Iterator[tuple[Asked, Asked]]:
    """Yield pairs of nearly the same question, the earlier first; of two answers, the first pair found.

    Two questions are nearly the same when they hold the same words in any order, articles aside. One word more makes
    another question: a name, "not", "why", "else".
    """
    first: dict[frozenset[str], list[Asked]] = {}
    seen: set[tuple[Path, Path]] = set()
    for one in asked:
        same = first.setdefault(frozenset(_WORD.findall(one.question.casefold())) - articles, [])
        if any(other.by == one.by for other in same):
            continue
        for other in same:
            early, late = sorted((one, other), key=lambda question: _order(question.by))
            if (early.by, late.by) not in seen:
                seen.add((early.by, late.by))
                yield early, late
        same.append(one)


def _order(path: Path) -> tuple[int, int]:
    """Return facts before gaps before conflicts, and each in file order."""
    section, index = path[0], path[1]
    return ("facts", "gaps", "conflicts").index(str(section)), int(index)
