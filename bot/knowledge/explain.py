"""What pydantic found, as problems with a place and in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from bot.errors import Problem
from bot.knowledge.characters import quoted
from bot.knowledge.defaults import ONLY_ONE
from bot.knowledge.patterns import PatternError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from bot.knowledge.nodes import Tree
    from bot.knowledge.positions import Path

_DAY = "write the day as 2025-11-30 (year-month-day)"
_DAYS = f"{_DAY}, a month as 2025-11, a year as 2025, or a range as {{start: 2025-12-04, end: 2025-12-05}}"
_ID = "use 2 to 40 small Latin letters, digits and hyphens, beginning with a letter, such as yermak-resigned"
_IDS = "several stand in brackets, with commas between them: [umerov, yermak]"
_CODE = "use a code of two or three small letters, such as en, as story.languages has it"

_TYPES = {
    "string_type": "a text",
    "dict_type": "a text per language (`en: ...`, one line each)",
    "model_type": "an entry with keys",
    "tuple_type": "a list (each entry behind a '-', or [one, two])",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}


def problem_of(error: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Problem | None:
    """Return the problem of a file of `model`, or None where it only follows from another: a value was refused."""
    path, key_is_wrong = _path_in(tree.data, error["loc"])
    if path is None or path in tree.absent:
        return None
    kind = error["type"]
    if kind == "too_short" and isinstance(error["input"], list) and len(error["input"]) >= error["ctx"]["min_length"]:
        return None  # pydantic counts only the entries that are right
    if kind == "missing":
        place = tree.positions.of(path[:-1]) if len(path) > 1 else tree.positions.of(())
    elif kind == "extra_forbidden" or key_is_wrong:
        place = tree.positions.of_key(path)
    else:
        place = tree.positions.of(path)
    message, advice = _words(error, path, model, key_is_wrong=key_is_wrong)
    wrong = error.get("ctx", {}).get("error")
    if isinstance(wrong, Exception) and isinstance(pattern := wrong.__cause__, PatternError):
        place = tree.positions.within(path, pattern.line, pattern.column)
        message, advice = pattern.message, pattern.advice
    return Problem(place.line, place.column, where(tree.data, path), message, advice)


def where(data: object, path: Path) -> str:
    """Return the id of the entry that a path leads into, or a name such as "facts, entry 3" or "story.as_of"."""
    if len(path) > 1 and isinstance(path[1], int) and isinstance(data, dict):
        section = data.get(path[0])
        entry = section[path[1]] if isinstance(section, list) and path[1] < len(section) else None
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name:
            return quoted(name, 40)[1:-1]
        return f"{path[0]}, entry {path[1] + 1}"
    return quoted(".".join(str(part) for part in path))[1:-1]


def nearest(word: str, words: Sequence[str]) -> str:
    """Return the word that `word` may have been meant for, or "" where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with mistakes needs it

    return next(iter(get_close_matches(word[:100], words, n=1, cutoff=0.6)), "")


def _path_in(data: object, loc: tuple[str | int, ...]) -> tuple[Path | None, bool]:
    """Return the path in the file for pydantic's path, and whether it is the key there that is wrong.

    pydantic adds the branch of a union that it tried ("DateRange", "function-before[...]"): of a date, the branch that
    the writer did not mean gives None.
    """
    path: list[str | int] = []
    key_is_wrong = False
    for index, part in enumerate(loc):
        if part == "[key]":
            key_is_wrong = True
        elif isinstance(part, str) and index > 0 and loc[index - 1] == "date" and len(path) > 2:  # noqa: PLR2004 - a fact's
            if ("DateRange" in part) is not isinstance(data, dict):
                return None, False
        elif isinstance(part, str) or isinstance(data, list):  # a bare value is the list that it stands for
            path.append(part)
            if isinstance(data, dict):
                data = data.get(part)
            elif isinstance(data, list) and isinstance(part, int):
                data = data[part] if part < len(data) else None
    return tuple(path), key_is_wrong


def _words(error: ErrorDetails, path: Path, model: type[BaseModel], *, key_is_wrong: bool) -> tuple[str, str]:
    """Return message and advice for an error at a path."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    keys = [part for part in path if isinstance(part, str)]
    name = quoted(keys[-1]) if keys else "the file"
    shown = quoted(value) if isinstance(value, str) else name
    size = len(value) if isinstance(value, (str, list)) else 0
    if kind == "extra_forbidden":
        return f"unknown key {name}", _known_keys(path, model)
    if kind == "string_pattern_mismatch":
        return _pattern_words(name if key_is_wrong else shown, str(context.get("pattern", "")))
    advice = _DAYS if path[0] == "facts" and path[-1] == "date" else _DAY
    if kind.startswith("date_") or (kind == "value_error" and error["msg"].endswith("not a date")):
        return f"{shown} is not a date" if isinstance(value, str) else "this is not a date", advice
    if kind in _TYPES:
        wanted = "a text, or a list of lines" if kind == "string_type" and _holds_lines(path) else _TYPES[kind]
        return f"{name} should be {wanted}, not {_described(value)}", "compare it with an entry that works"
    words = {
        "missing": (f"{name} is missing", _missing_advice(name[1:-1])),
        "enum": (f"{shown} is not possible here", f"use {context.get('expected')}"),
        "literal_error": (f"{shown} is not possible here", f"use {context.get('expected')}"),
        "string_too_short": (f"{name} is empty", "fill it in, or remove the key"),
        "string_too_long": (
            f"{name} has {size} characters; at most {context.get('max_length')} fit",
            "say it shorter, or in two entries",
        ),
        "too_short": (f"{name} has {size} entries", f"give at least {context.get('min_length')}"),
        "too_long": (f"{name} has {size} entries", f"give at most {context.get('max_length')}"),
        "greater_than_equal": (f"{name} is {shown}", f"give a number from {context.get('ge')}"),
        "less_than_equal": (f"{name} is {shown}", f"give a number up to {context.get('le')}"),
    }
    said, _, to_do = error["msg"].removeprefix("Value error, ").partition("; ")
    return words.get(kind, (f"{name}: {said}", to_do or "compare it with one that works"))


def _holds_lines(path: Path) -> bool:
    """Say whether a block of questions or terms stands here, which may be written as a list."""
    return path[0] == "thesaurus" or path[-2:][0] in {"questions", "aliases", "roles", "heard_as"}


def _missing_advice(key: str) -> str:
    """Return what to add; a key that may be left out where one thing is possible is missing where several are."""
    section = ONLY_ONE.get(key)
    return f"there are several {section}: add `{key}:` with the id of one" if section else f"add `{key}:` here"


def _pattern_words(shown: str, pattern: str) -> tuple[str, str]:
    if pattern.startswith("^[a-z]["):
        return f"{shown} is no id", _IDS if "," in shown else _ID
    if pattern.startswith("^[a-z]{"):
        return f"{shown} is no language code", _CODE
    if pattern.startswith("^http"):
        return f"{shown} is no address", "write it in full, beginning with https://, or leave the key out"
    return "this text must stand on one line", "join the lines, or shorten the text"


def _described(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping (key: value)"
    if isinstance(value, list):
        return "a list"
    return quoted(value) if isinstance(value, str) else "something else"


def _known_keys(path: Path, model: type[BaseModel]) -> str:
    """Return advice for an unknown key: the one that was meant, or all that are known at that place."""
    keys = _keys_at(path[:-1], model)
    meant = nearest(str(path[-1]), keys)
    return f"did you mean '{meant}'?" if meant else f"the keys here are: {', '.join(keys)}"


def _keys_at(path: Path, model: type[BaseModel]) -> list[str]:
    """Return the keys of the part of a file that a path leads to; entries of lists are of one kind."""
    for key in path:
        field = model.model_fields.get(str(key))
        model = (_model_in(field.annotation) if field else None) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    from pydantic import BaseModel  # noqa: PLC0415 - pydantic is imported only when a file is validated

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
