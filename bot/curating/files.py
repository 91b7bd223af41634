"""Files as curators' tools write them: only over what was read, all or none, taken back while nobody else wrote."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Change:
    """A file, the bytes that it was read with (None: there was none) and those that it is to hold (None: none)."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What `keep` has written: `undo` takes it back."""

    changes: tuple[Change, ...]


def digest_of(content: bytes | None) -> str:
    """Return what tells one state of a file from another: 16 hexadecimal digits, "" where there is no file."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:16]


def read(path: Path) -> bytes | None:
    """Return the bytes of a file; None where there is none.

    Raises:
        EditError: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditError(f"{path} cannot be read ({error.strerror}): give the path of a file") from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let whoever else keeps something in a folder wait, where the system knows how."""
    with ExitStack() as held:
        with suppress(ImportError, OSError):
            import fcntl  # noqa: PLC0415 - not every system has it

            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def keep(changes: Sequence[Change]) -> Kept:
    """Write the changes, each at once and under its name; of those that cannot be written none stays.

    Raises:
        EditError: a file does not hold what it was read with any more, or cannot be written; nothing is changed.
    """
    wanted = tuple(change for change in changes if change.before != change.after)
    for change in wanted:
        _expect(change.path, change.before, "was changed meanwhile: look at it, and try again")
    done: list[Change] = []
    try:
        for change in wanted:
            _write(change.path, change.after)
            done.append(change)
    except OSError as error:
        for change in reversed(done):
            with suppress(OSError):
                _write(change.path, change.before)
        raise EditError(f"{wanted[len(done)].path} cannot be written ({error.strerror}); nothing is changed") from error
    return Kept(wanted)


def undo(kept: Kept) -> None:
    """Take back what `keep` wrote.

    Raises:
        EditError: a file is not what it was left as any more, or cannot be written; nothing is changed.
    """
    for change in kept.changes:
        _expect(change.path, change.after, "was changed since: take the line out by hand")
    keep([Change(change.path, change.after, change.before) for change in reversed(kept.changes)])


def _expect(path: Path, content: bytes | None, why: str) -> None:
    if read(path) != content:
        raise EditError(f"{path} {why}")


def _write(path: Path, content: bytes | None) -> None:
    """Put the bytes in the place of a file in one step, with its rights; follow a link to what it names."""
    target = path.resolve()
    if content is None:
        target.unlink(missing_ok=True)
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            old = target.stat()
            new.chmod(old.st_mode & 0o7777)
            if hasattr(os, "chown"):
                with suppress(PermissionError):
                    os.chown(new, old.st_uid, old.st_gid)
        else:
            new.chmod(0o666 & ~_umask())
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
