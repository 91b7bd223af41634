"""Floors for `talks-bot evaluate`, from a TOML file and the options over it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from bot.errors import ConfigError
from bot.evaluation.evaluate import Floors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_floors(file: Path | None, given: Mapping[str, float | None]) -> Floors:
    """Return the floors of a file, if there is one, with those that were given over them.

    Raises:
        ConfigError: the file cannot be read, or has anything but floors in it.
    """
    options = {name: value for name, value in given.items() if value is not None}
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
        return Floors(**{**{name: float(value) for name, value in written.items()}, **options})
    except (OSError, ValueError, TypeError) as error:
        names = ", ".join(Floors.__dataclass_fields__)
        raise ConfigError(f"{file}: {error}: write lines such as `accuracy = 0.9`; there are {names}") from error
