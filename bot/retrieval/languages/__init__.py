"""Hints about languages: what their small words do. Nothing here knows any story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.languages import de, en, generic, ru, uk

if TYPE_CHECKING:
    from bot.retrieval.languages.hints import LanguageHints

HINTS: dict[str, LanguageHints] = {"en": en.HINTS, "uk": uk.HINTS, "ru": ru.HINTS, "de": de.HINTS}


def hints_for(language: str) -> LanguageHints:
    """Return the hints for a language code; languages without a module of their own get empty ones."""
    return HINTS.get(language, generic.HINTS)
