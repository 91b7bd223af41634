"""The connection of an engine: cut where nothing comes back, given up where SQLite's file is another one."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from sqlalchemy import event

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Connections:
    """Follows what an engine opens."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
        self._opened_as: tuple[int, int] | None = None
        """Device and number of SQLite's file when it was opened."""
        self._servers: WeakSet[Any] = WeakSet()
        event.listen(engine, "connect", self._note)

    def check(self) -> None:
        """See whether what is written to SQLite's file can be found there again.

        Raises:
            OSError: it was deleted or replaced while it was open: a process writes on into what no other can open.
        """
        if self._file is None or self._opened_as is None:
            return
        seen = self._file.stat()
        if (seen.st_dev, seen.st_ino) != self._opened_as:
            raise FileNotFoundError("another file has taken the place of the database")

    def renew(self) -> None:
        """Let the next transaction open the database anew: a session may be read-only, or a file be gone."""
        self._engine.dispose()

    def cut(self) -> None:
        """Let whatever waits for an answer of a server fail now; on SQLite nothing waits for long."""
        for connection in tuple(self._servers):
            with contextlib.suppress(Exception):  # it is closed already
                stream = socket.socket(fileno=connection.fileno())
                try:
                    stream.shutdown(socket.SHUT_RDWR)
                finally:
                    stream.detach()  # the driver closes it

    def _note(self, connection: Any, _record: object) -> None:
        if self._file is None:
            self._servers.add(connection)
        else:
            seen = self._file.stat()
            self._opened_as = seen.st_dev, seen.st_ino
