"""What was kept by one command, so that a later one can take it back: a small file beside the base."""

from __future__ import annotations

import base64
import json
import os
from typing import TYPE_CHECKING, Any

from bot.curating.files import Change, Kept, digest_of, keep, read
from bot.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST = 100
"""Changes that can be taken back, one after the other."""


class History:
    """The last changes of one base, in `.STORY.yaml.undo` beside it.

    Of a file that was changed it holds where, what stood there and the digests of the whole before and after, and
    nothing else of the base.
    """

    def __init__(self, base: Path) -> None:
        """Name the file; it is read when it is needed."""
        self.path = base.with_name(f".{base.name}.undo")
        self._folder = base.absolute().parent

    def push(self, kept: Kept) -> None:
        """Note what was kept. Changes before it that it does not go on from are forgotten: they cannot be taken back.

        Raises:
            EditError: the file cannot be written.
        """
        notes = self._notes()
        held = {self._name(change.path): digest_of(change.before) for change in kept.changes}
        if any(held.get(each["file"], each["after"]) != each["after"] for each in _latest(notes)):
            notes = []
        self._write([*notes, [{"file": self._name(each.path), **_note(each)} for each in kept.changes]][-MOST:])

    def check(self) -> None:
        """See that the next change can be noted, before anything is written.

        Raises:
            EditError: the notes cannot be read.
        """
        self._notes()

    def last(self) -> Kept | None:
        """Return what was kept last, as the files stand now; None where nothing is left to be taken back.

        Raises:
            EditError: a file was changed since, or the notes cannot be read.
        """
        notes = self._notes()
        return Kept(tuple(_change(self._folder, each) for each in notes[-1])) if notes else None

    def pop(self) -> None:
        """Forget what was kept last: it was taken back.

        Raises:
            EditError: the file cannot be written.
        """
        self._write(self._notes()[:-1])

    def _notes(self) -> list[list[dict[str, Any]]]:
        content = read(self.path)
        if content is None:
            return []
        try:
            notes = json.loads(content)
            return [[{key: each[key] for key in _KEYS} for each in one] for one in notes]
        except (ValueError, KeyError, TypeError):
            raise EditError(f"{self.path} is no list of changes: delete it") from None

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self._folder)

    def _write(self, notes: list[list[dict[str, Any]]]) -> None:
        after = json.dumps(notes).encode("utf-8") if notes else None
        keep([Change(self.path, read(self.path), after)])


_KEYS = ("file", "at", "taken", "put", "before", "after")


def _latest(notes: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the last note of each file."""
    return list({each["file"]: each for one in notes for each in one}.values())


def _note(change: Change) -> dict[str, Any]:
    """Return where a file was changed: the offset, the bytes that were `taken` out and how many were `put` in."""
    before, after = change.before or b"", change.after or b""
    at = _common(before, after)
    same = _common(before[at:][::-1], after[at:][::-1])
    return {
        "at": at,
        "taken": base64.b64encode(before[at : len(before) - same]).decode("ascii"),
        "put": len(after) - same - at,
        "before": digest_of(change.before),
        "after": digest_of(change.after),
    }


def _common(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _change(folder: Path, note: dict[str, Any]) -> Change:
    path = folder / note["file"]
    now = read(path)
    if digest_of(now) == note["after"] and now is not None:
        at = note["at"]
        before = now[:at] + base64.b64decode(note["taken"]) + now[at + note["put"] :]
        if not note["before"] or digest_of(before) == note["before"]:
            return Change(path, before if note["before"] else None, now)
    raise EditError(f"{path} was changed since: take the line out by hand")
