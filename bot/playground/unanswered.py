"""What several people asked the real bot in vain: the texts of a report that was written to a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin.model import Json

MOST = 10 * 1024 * 1024
"""Bytes of a report; a year of a busy bot is far below."""


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    people: int
    language: str = ""
    reason: str = ""
    nearest: str | None = None


class _Report(BaseModel):
    """The part of `talks-bot report --json` that is shown here; its keys may become more."""

    model_config = ConfigDict(frozen=True)

    first: str
    last: str
    unanswered: Annotated[tuple[_Asked, ...] | None, Field()]


def unanswered_in(path: Path | None) -> Json:
    """Return the groups of alike questions of a report, most people first.

    `groups` is None where there is no report, or it has no texts because the bot keeps none.

    Raises:
        ConfigError: the file cannot be read, or is no report.
    """
    if path is None:
        return {"report": None, "groups": None}
    try:
        with path.open("rb") as file:
            report = _Report.model_validate(json.loads(file.read(MOST)))
    except (OSError, ValueError, ValidationError) as error:
        reason = getattr(error, "strerror", None) or "not what `talks-bot report --json` prints"
        raise ConfigError(f"{path}: {reason}; write it anew: talks-bot report --json > {path.name}") from None
    groups = None if report.unanswered is None else [each.model_dump() for each in report.unanswered]
    return {"report": path.name, "first": report.first, "last": report.last, "groups": groups}
