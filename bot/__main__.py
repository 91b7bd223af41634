"""The one place that ends the program: `talks-bot` and `python -m bot`."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Sequence

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Before numpy is imported: its threads cost 50 ms to start, and matrices of 64 by 64 are faster without them."""
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Before pydantic is imported: looking for plugins among all packages that are installed takes 10 ms."""
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
"""Before httpx is imported: it does without its command line, which takes 5 MB of rich and pygments where they are."""

FINE = 0
WRONG_CALL = 2
"""A wrong call or configuration; a check that fails exits with 1 by itself."""
_CANNOT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 a check that fails, 2 a wrong call or configuration."""
    sys.exit(status_of(arguments))


def status_of(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; what is wrong goes to stderr, without a traceback."""
    _open_what_is_closed()
    from bot.cli import ReaderGoneError, app  # noqa: PLC0415  so that an interrupt while it is imported is quiet too

    try:
        status = app(args=arguments, prog_name="talks-bot", standalone_mode=False)
        sys.stdout.flush()
    except BotError as error:
        print(f"talks-bot: {error}", file=sys.stderr)  # noqa: T201
        return WRONG_CALL
    except (ReaderGoneError, BrokenPipeError):
        _write_no_more()
        return FINE
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        _write_no_more()
        print(f"talks-bot: the output cannot be written ({error.strerror}): send it elsewhere", file=sys.stderr)  # noqa: T201
        return WRONG_CALL
    except KeyboardInterrupt:
        return FINE
    except Exception as error:  # noqa: BLE001  those of Typer are told apart below, all others go on
        return _usage(error)
    return status if isinstance(status, int) else FINE


def _open_what_is_closed() -> None:
    """Let standard streams that the caller closed lead nowhere: a file opened later would take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  open as long as the program


def _write_no_more() -> None:
    """Let the interpreter's own flush at exit not complain either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _usage(error: Exception) -> int:
    """Say in one line what is wrong with a call. Typer's errors have had several homes, but always `format_message`."""
    message = getattr(error, "format_message", None)
    if message is None:
        if type(error).__name__ == "Abort":
            return FINE
        raise error
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "talks-bot"
    print(f"talks-bot: {' '.join(message().split())} (see `{command} --help`)", file=sys.stderr)  # noqa: T201
    return WRONG_CALL


if __name__ == "__main__":
    main()
