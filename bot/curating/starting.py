"""A new story: a base with one example of everything, in the languages that were chosen."""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from typing import TYPE_CHECKING

from bot.curating.written import scalar
from bot.errors import ConfigError
from bot.knowledge.load import load_text
from bot.language.text import has_cyrillic, latin_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WRITTEN = ("en", "uk", "ru")
"""Languages that the examples are written in; those of others are English, to be translated."""
_ITEM = re.compile(rf"( +)({'|'.join(_WRITTEN)}): ")
_CODE = re.compile(r"[a-z]{2,3}")
MOST = 10
"""Languages that a story may have."""


def languages_of(text: str) -> tuple[str, ...]:
    """Return the codes in a text such as "en, uk", each once.

    Raises:
        ConfigError: there is none, or something else.
    """
    codes = tuple(dict.fromkeys(part for part in re.split(r"[\s,]+", text.strip().casefold()) if part))
    if not codes or len(codes) > MOST or not all(map(_CODE.fullmatch, codes)):
        raise ConfigError(f"{text!r} are no languages: give codes of two or three letters with commas, such as en, uk")
    return codes


def day_of(text: str) -> dt.date:
    """Return the day in a text such as "2026-11-26".

    Raises:
        ConfigError: it is none.
    """
    written = re.fullmatch(r"\s*(\d{4})-(\d{2})-(\d{2})\s*", text, re.ASCII)
    try:
        return dt.date(*map(int, written.groups())) if written else dt.date.fromisoformat("")
    except ValueError:
        raise ConfigError(f"{text!r} is no day: write it as 2026-11-26") from None


def new_base(title: str, day: dt.date, languages: Sequence[str]) -> str:
    """Return the text of a base with one example of everything, which the loader accepts.

    Raises:
        ConfigError: the title is empty or longer than a line may be.
    """
    title = " ".join(title.split())
    if not any(character.isalnum() for character in title):
        raise ConfigError("a story needs a title: say in a few words what it is about")
    example = resources.files("bot.curating").joinpath("example.yaml").read_text(encoding="utf-8")
    text = "\n".join(_spoken(example.splitlines(), languages)) + "\n"
    for name, value in (
        ("STORY-ID", _id_of(title)),
        ("STORY-TITLE", scalar(title)),
        ("STORY-DATE", day.isoformat()),
        ("STORY-LANGUAGES", ", ".join(languages)),
    ):
        text = text.replace(name, value)
    load_text(text)
    return text


def _spoken(lines: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    """Yield the lines with their texts in these languages, in this order; what has no language stays."""
    number = 0
    while number < len(lines):
        if not _ITEM.match(lines[number]):
            yield lines[number]
            number += 1
            continue
        texts: dict[str, list[str]] = {}
        while number < len(lines) and (item := _ITEM.match(lines[number])):
            indent, texts[item[2]] = item[1], [lines[number]]
            number += 1
            while number < len(lines) and lines[number].startswith(f"{indent} "):
                texts[item[2]].append(lines[number])
                number += 1
        for language in languages:
            first, *rest = texts.get(language, texts[_WRITTEN[0]])
            yield _ITEM.sub(rf"\g<1>{language}: ", first, count=1)
            yield from rest


def _id_of(title: str) -> str:
    words = [latin_key(word).casefold() if has_cyrillic(word) else word for word in words_of(title)]
    stem = "-".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words)))[:40].strip("-")
    return stem if re.match(r"[a-z][a-z0-9-]", stem) else f"story-{stem}".strip("-")[:40].strip("-")
