"""How the values of a language pack are written: words, phrases and lines, as a text or as a list."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from bot.knowledge.patterns import PatternError, phrases


def _words(value: object) -> object:
    text = _text(value)
    return tuple(text.split()) if isinstance(text, str) else value


def _phrases(value: object) -> object:
    text = _text(value)
    try:
        return tuple(phrases(text)) if isinstance(text, str) else value
    except PatternError as error:
        raise ValueError(str(error)) from error


def _text(value: object) -> object:
    """Return a list of texts as one of as many lines: both are read alike."""
    return "\n".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


def _small(word: str) -> str:
    """Return a word as it is read: in small letters, with one kind of apostrophe."""
    return word.casefold().replace("\u2019", "'")


def _lines(value: object) -> object:
    return tuple(value.strip("\n").split("\n")) if isinstance(value, str) else value


def _rows_of_phrases(value: object) -> object:
    rows = _lines("\n".join(value)) if isinstance(value, list) else _lines(value)
    return tuple(map(_phrases, rows)) if isinstance(rows, tuple) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""Single words with spaces between them."""
SmallWord = Annotated[str, AfterValidator(_small)]
"""A word that stands in patterns: small letters, one kind of apostrophe."""
SmallWords = Annotated[tuple[SmallWord, ...], BeforeValidator(_words)]
"""Several of them with spaces between them."""
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
"""Words and phrases with commas between them; `(a | b)` and `(a |)` as in questions of a base."""

Rows = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_rows_of_phrases)]
"""Lines of words and phrases with commas between them."""
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
"""Lines as they are."""
