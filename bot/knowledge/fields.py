"""The kinds of values that stand in a knowledge file, each checked by itself, with what an editor is told of it.

Some may be written in more than one way: a list of one without brackets, the lines of a block behind dashes.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written_as_day(value: object) -> object:
    """Refuse what pydantic would take for a day besides 2025-11-30: seconds since 1970, a time of day."""
    if not isinstance(value, dt.date | dict) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("not a date")
    return value


Day = Annotated[dt.date, BeforeValidator(_written_as_day)]

ID = r"^[a-z][a-z0-9-]{1,39}$"
Id = Annotated[str, StringConstraints(pattern=ID)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^\n]*$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
LinePerLanguage = dict[LanguageCode, Line]
ProsePerLanguage = dict[LanguageCode, Prose]


def _lines_of(value: object) -> object:
    """Take a list of texts as the lines of a block."""
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        return "\n".join(value)
    return value


PatternBlock = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=8000),
    BeforeValidator(_lines_of),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": 8000},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""Questions, one per line; `(a | b)` offers alternatives and `(a |)` an optional part (see `patterns.py`)."""
PatternsPerLanguage = dict[LanguageCode, PatternBlock]


def _listed(value: object) -> object:
    """Take one bare id or number as a list of one."""
    return [value] if isinstance(value, str | int) else value


Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_listed),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": ID}, {"type": "array", "items": {"type": "string", "pattern": ID}}]}
    ),
]

Paragraphs = Annotated[
    tuple[Annotated[int, Field(ge=1)], ...],
    Field(min_length=1, max_length=20),
    BeforeValidator(_listed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1, "maxItems": 20},
            ]
        }
    ),
]


def _one_for_all(value: object) -> object:
    """Take a bare line as one for every language."""
    return {"any": value} if isinstance(value, str) else value


LineOrPerLanguage = Annotated[
    LinePerLanguage,
    BeforeValidator(_one_for_all),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
