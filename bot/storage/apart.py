"""What a database refuses as a whole is done without what is refused of it, in one transaction all the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.storage.faults import FAULTS, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

Marks = dict[str, "dict[Any, Any]"]
"""What is to be written: kind of mark -> key -> value."""


def is_refusal(error: Exception) -> bool:
    """Say whether a database that is there did not take what it was given, or the bot gave it no sense."""
    return isinstance(error, REFUSED) or not isinstance(error, FAULTS)


def done_apart(
    connection: Connection,
    marks: Marks,
    calls: Iterable[Callable[[Connection], Any]],
    write_marks: Callable[[Connection, Marks], None],
) -> tuple[list[Any], Counter[str]]:
    """Return what the calls give, None where one is refused, and how many marks of each kind are.

    Raises:
        Exception: the database is away.
    """

    def refused_of(kind: str, some: list[tuple[Any, Any]]) -> int:
        try:
            with connection.begin_nested():
                write_marks(connection, {kind: dict(some)})
        except Exception as error:
            if not is_refusal(error):
                raise
            if len(some) == 1:
                return 1
            half = len(some) // 2
            return refused_of(kind, some[:half]) + refused_of(kind, some[half:])
        return 0

    refused = Counter({kind: refused_of(kind, list(of_kind.items())) for kind, of_kind in marks.items()})
    results = []
    for call in calls:
        try:
            with connection.begin_nested():
                results.append(call(connection))
        except Exception as error:
            if not is_refusal(error):
                raise
            results.append(None)
    return results, refused
