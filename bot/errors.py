"""The whole error tree.

Every error is written for the operator: it says what is wrong and what to do next. "No answer" is a value (a reply),
never an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class BotError(Exception):
    """Anything that talks-bot itself refuses to do; the message is fit to be shown to the operator."""


class ConfigError(BotError):
    """A wrong or missing setting, argument or environment variable."""


class TelegramRefusedError(BotError):
    """Telegram will not work with this configuration: wrong token, a webhook in the way, a second instance."""


class EditError(BotError):
    """A change of a curator's file that cannot be made exactly, or must not be: nothing was written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a knowledge file.

    `line` and `column` count from 1; 0 means that the place is not known (an unreadable file). `where` is the id of the
    fact, gap or other entry, or a path such as "story.as_of". `advice` says what to do.
    """

    line: int
    column: int
    where: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        """Return `line 12, column 5 (yermak-resigned): message; advice`."""
        place = f"line {self.line}, column {self.column}" if self.line else "file"
        where = f" ({self.where})" if self.where else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{place}{where}: {self.message}{advice}"


class KnowledgeError(BotError):
    """A knowledge file that cannot be used; `problems` holds every problem found, in file order."""

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {problem}" for problem in self.problems))
