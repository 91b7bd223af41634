"""What a database raises, and what is said of it."""

from __future__ import annotations

from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError

FAULTS = (SQLAlchemyError, OSError, TimeoutError)
"""What one that is away raises."""

REFUSED = (DataError, IntegrityError)
"""What one raises that is there, and does not take what it is given."""

MISUSED = (ProgrammingError,)
"""What no other try would mend."""
CHECK = "check the options in DATABASE_URL, and what its user may do there"


_NO_CONNECTION = (
    ("failed to resolve host", "there is no such host"),
    ("[Errno -", "there is no such host"),
    ("Connection refused", "nobody listens there"),
    ("No such file", "there is no such socket"),
    ("authentication failed", "the user or the password is not accepted"),
    ("no password supplied", "it wants a password"),
    ("pg_hba.conf", "it lets this user in from elsewhere, or otherwise"),
    ('FATAL:  database "', "there is no such database"),
    ('FATAL:  role "', "there is no such user"),
    ("startup parameter: options", "a pooler does not take `options`"),
    ("SSL", "the two do not agree on TLS"),
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
        kind = next((said for words, said in _NO_CONNECTION if words in told), kind)
    return f"{type(error).__name__}: {kind}"
