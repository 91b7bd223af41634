"""What a database raises, and what is said of it."""

from __future__ import annotations

import re

from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError

FAULTS = (SQLAlchemyError, OSError, TimeoutError)
"""What one that is away raises."""

REFUSED = (DataError, IntegrityError)
"""What one raises that is there, and does not take what it is given."""

MISUSED = (ProgrammingError,)
"""What no other try would mend."""
CHECK = "check the options in DATABASE_URL, and what its user may do there"


_NO_CONNECTION = (
    (re.compile(r"\[Errno -3\]|Temporary failure in name resolution"), "no name can be looked up at the moment"),
    (re.compile(r"failed to resolve host|\[Errno -|could not translate host name"), "there is no such host"),
    (re.compile("Connection refused"), "nobody listens there"),
    (re.compile("No such file"), "there is no such socket"),
    (re.compile("authentication failed"), "the user or the password is not accepted"),
    (re.compile("no password supplied"), "it wants a password"),
    (re.compile(r"pg_hba\.conf"), "it lets this user in from elsewhere, or otherwise"),
    (re.compile('database ".*" does not exist'), "there is no such database"),
    (re.compile('role ".*" does not exist'), "there is no such user"),
    (re.compile('role ".*" is not permitted to log in'), "this user may not log in"),
    (re.compile("too many c"), "it has too many connections"),
    (re.compile("starting up|shutting down|not currently accepting"), "it takes no connections at the moment"),
    (re.compile("startup parameter"), "a pooler does not take `options`"),
    (re.compile("timeout expired|timed out"), "it does not answer"),
    (re.compile(r"\bSSL\b"), "the two do not agree on TLS"),
)
"""Words of PostgreSQL, in English, where it lets nobody in, and what is said instead."""

_CONNECTING = ("connection failed", "connection is bad", "failed to resolve", "[Errno -")
"""How a fault of connecting begins; one of resolving a name does so by its number in older drivers."""


def kind_of(error: BaseException) -> str:
    """Return what kind of fault an error is, without what it says: that may quote rows.

    SQLite has a name for each: of a full disk, of a folder that is not there. PostgreSQL has a number for each but
    those of connecting, which are told apart by their words.
    """
    cause = getattr(error, "orig", None)
    if cause is None:
        return type(error).__name__
    kind = getattr(cause, "sqlite_errorname", type(cause).__name__)
    told = str(cause)
    if isinstance(error, OperationalError) and told.startswith(_CONNECTING):
        found = [(match.start(), said) for words, said in _NO_CONNECTION if (match := words.search(told))]
        kind = min(found, default=(0, kind))[1]  # of several hosts the first
    return f"{type(error).__name__}: {kind}"
