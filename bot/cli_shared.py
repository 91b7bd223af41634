"""What the commands share: where the base is, how a line is printed, who can be asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

KnowledgeOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="FILE", help="Knowledge file; else KNOWLEDGE_FILE, ./knowledge.yaml, the shipped one."
    ),
]


class ReaderGoneError(Exception):
    """Whoever read our output has seen enough."""


def find(explicit: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the knowledge file to use.

    Raises:
        ConfigError: there is none.
    """
    from bot.knowledge.find import find_knowledge_file

    return find_knowledge_file(explicit, environ, here())


def here() -> Path:
    """Return the working directory.

    Raises:
        ConfigError: it was deleted.
    """
    try:
        return Path.cwd()
    except OSError as error:
        raise ConfigError("the working directory does not exist any more: change into one that does") from error


def in_utf8(stream: TextIO, errors: str = "replace") -> None:
    """Use UTF-8 whatever the locale; what cannot be coded is replaced; a line ends at a line feed alone."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def in_words(given: str) -> str:
    """Return a text from the command line that is to be written into a file.

    Raises:
        ConfigError: it holds bytes that are not UTF-8.
    """
    if any("\ud800" <= character <= "\udfff" or character == "\ufffd" for character in given):
        raise ConfigError(f"{given!a} is not UTF-8: let the terminal, or what wrote the command, use UTF-8")
    return given


def write(text: str) -> None:
    """Print a text at once: a pipe waits for each line.

    Raises:
        ReaderGoneError: the pipe was closed. (Typer would exit with 1 at a BrokenPipeError.)
    """
    try:
        print(text, flush=True)  # noqa: T201
    except BrokenPipeError:
        raise ReaderGoneError from None


def tell(text: str) -> None:
    """Print a text as `write` does, wrapped at words at the width that the terminal has now, if it is one."""
    if sys.stdout.isatty():
        import shutil

        from bot.rendering.dressed import fitted

        text = fitted(text, shutil.get_terminal_size().columns)
    write(text)


def somebody_is_there() -> bool:
    """Say whether a question would be seen and answered."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def question_put(prompt: str) -> str | None:
    """Ask at the terminal and return the line; None at the end of input."""
    try:
        return input(prompt).strip()
    except EOFError:
        write("")
        return None


def key_pressed() -> str:
    """Wait for one key and return its character, "" at the end of input or at Ctrl-C; where it cannot, for a line."""
    try:
        import termios
        import tty
    except ImportError:
        line = sys.stdin.readline()
        return line[:1]
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # a key that was pressed before is not lost
        return os.read(descriptor, 8).decode("utf-8", "replace")[:1]
    except KeyboardInterrupt:
        return ""
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
