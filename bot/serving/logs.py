"""Logging for `run`, to standard error, free of tokens and of users' texts whoever logs and whoever listens.

Redaction happens where records are made, not in a formatter: a handler that somebody else adds gets harmless records
too. The formatter redacts once more, for records that were made elsewhere.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import sys
import threading
from typing import TYPE_CHECKING, Any

from bot.handlers import attempt
from bot.serving.redaction import Redactor

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Iterator, Mapping

    from bot.config import LogFormat

TALKATIVE = ("alembic", "telegram", "aiohttp", "httpx", "httpcore", "asyncio", "h11", "psycopg")
"""Loggers that put whole updates, addresses (with the token, of the database) or results of tasks into records."""

_log = logging.getLogger(__name__)


class TextFormatter(logging.Formatter):
    """One line per record: time, level, logger, message; a traceback below it."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, with the id of the update that was being dealt with."""
        number = getattr(record, "update_id", None)
        suffix = "" if number is None else f" [update {number}]"
        head, newline, rest = super().format(record).partition("\n")
        return self._redact(head + suffix + newline + rest)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the library's
        """Return the traceback without secrets and quoted texts."""
        error: BaseException | None = ei[1]
        return self._redact.traceback(error) if error else ""


class JsonFormatter(logging.Formatter):
    """One JSON object per record.

    `time` (UTC), `level`, `logger`, `message`, and `update` and `traceback` where there are.
    """

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(record.getMessage()),
        }
        number = getattr(record, "update_id", None)
        if number is not None:
            entry["update"] = number
        error = _error(record)
        trace = record.exc_text or (self._redact.traceback(error) if error else "")
        if trace:
            entry["traceback"] = self._redact(trace)
        return json.dumps(entry, ensure_ascii=False)


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


class _Records:
    """Makes log records that are fit for any handler."""

    def __init__(self, redact: Redactor, make: Any) -> None:
        self._redact, self._make = redact, make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record: logging.LogRecord = self._make(*args, **kwargs)
        record.update_id = attempt.update_id()
        if record.name.partition(".")[0] in TALKATIVE:
            record.msg, record.args = f"a record of {record.module}:{record.lineno} is withheld", ()
        else:
            with contextlib.suppress(TypeError, ValueError):  # a wrong format string is for logging to complain of
                record.msg, record.args = self._redact(record.getMessage()), ()
        if error := _error(record):
            record.exc_text = self._redact.traceback(error)
        record.exc_info = record.stack_info = None
        return record


@contextlib.contextmanager
def logging_to_stderr(level: str, shape: LogFormat, secrets: Iterable[str]) -> Iterator[Redactor]:
    """Log to standard error inside the block, and let no way out for `secrets`.

    Records, hooks for uncaught errors, warnings.
    """
    redact = Redactor(secrets)
    root = logging.getLogger()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(redact) if shape == "json" else TextFormatter(redact))
    before = (root.level, logging.getLogRecordFactory(), sys.excepthook, threading.excepthook, sys.unraisablehook)
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}

    def uncaught(_kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            _log.critical("An error that nothing caught", exc_info=error)

    handler.setLevel(level)
    root.addHandler(handler)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.setLogRecordFactory(_Records(redact, before[1]))
    logging.captureWarnings(capture=True)
    sys.excepthook = uncaught
    threading.excepthook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    try:
        yield redact
    finally:
        logging.captureWarnings(capture=False)
        logging.setLogRecordFactory(before[1])
        sys.excepthook, threading.excepthook, sys.unraisablehook = before[2:]
        for name, old in levels.items():
            logging.getLogger(name).setLevel(old)
        root.setLevel(before[0])
        root.removeHandler(handler)


def report_loop_error(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log what asyncio found nobody to tell, without the reprs of tasks and futures (they hold results)."""
    _log.error("asyncio: %s", context.get("message", "an error"), exc_info=context.get("exception"))
