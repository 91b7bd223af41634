"""The connections of an engine: cut where nothing comes back, given up where SQLite's file is another one."""

from __future__ import annotations

import contextlib
import socket
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from sqlalchemy import Dialect, Engine


class Connections:
    """Follows what an engine opens."""

    def __init__(self, engine: Engine) -> None:
        self.files = 0
        """How many files SQLite has had; one more means that what was written to the one before is not in it."""
        self._engine = engine
        self._path: Path | None = None
        self._file: tuple[int, int] | None = None
        """Device and number of SQLite's file when it was opened."""
        self._servers: list[weakref.ref[Any]] = []
        self._ended = False
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", self._note_file)
        else:
            event.listen(engine, "do_connect", self._connect)

    def check(self) -> None:
        """See whether what is written to SQLite's file can be found there again.

        Raises:
            OSError: it was deleted or replaced while it was open: a process writes on into what no other can open.
        """
        if self._path is not None and self._file != _identity(self._path):
            raise FileNotFoundError("another file has taken the place of the database")

    def renew(self) -> None:
        """Let the next transaction open the database anew: a session may be read-only, or a file be gone."""
        self._engine.dispose()

    def cut(self) -> None:
        """Let whatever waits for an answer of a server fail now; on SQLite nothing waits for long."""
        for each in self._servers:
            if (connection := each()) is not None:
                with contextlib.suppress(Exception):  # it is closed already
                    stream = socket.socket(fileno=connection.fileno())
                    try:
                        stream.shutdown(socket.SHUT_RDWR)
                    finally:
                        stream.detach()  # the driver closes it

    def end(self) -> None:
        """Cut all, and let nothing be opened any more: a thread that waits for a server keeps its process."""
        self._ended = True
        self.cut()

    def _connect(self, dialect: Dialect, _record: object, args: Any, options: Any) -> Any:
        """Connect, in the place of SQLAlchemy, which asks the server for something before it tells of a connection."""
        if self._ended:
            raise ConnectionAbortedError("the end has come")
        connection = dialect.connect(*args, **options)
        self._servers = [*(each for each in self._servers if each() is not None), weakref.ref(connection)]
        if self._ended:
            self.cut()
        return connection

    def _note_file(self, connection: Any, _record: object) -> None:
        files = {name: file for _, name, file in connection.execute("PRAGMA database_list")}
        self._path = Path(files["main"]) if files["main"] else None
        opened = _identity(self._path) if self._path else None
        self.files += opened != self._file
        self._file = opened


def _identity(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        seen = path.stat()
        return seen.st_dev, seen.st_ino
    return None
