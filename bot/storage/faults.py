"""What a database raises, and what is said of it."""

from __future__ import annotations

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

FAULTS = (SQLAlchemyError, OSError, TimeoutError)
"""What one that is away raises."""

REFUSED = (DataError, IntegrityError)
"""What one raises that is there, and does not take what it is given."""

MISUSED = (ProgrammingError,)
"""What no other try would mend."""
CHECK = "check the options in DATABASE_URL, and what its user may do there"


def kind_of(error: BaseException) -> str:
    """Return what kind of fault an error is, without what it says: that may quote rows.

    SQLite has a name for each: of a full disk, of a folder that is not there.
    """
    cause = getattr(error, "orig", None)
    if cause is None:
        return type(error).__name__
    return f"{type(error).__name__}: {getattr(cause, 'sqlite_errorname', type(cause).__name__)}"
