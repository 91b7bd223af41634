"""Languages without hints: every word counts as content."""

from __future__ import annotations

from bot.retrieval.languages.hints import LanguageHints

HINTS = LanguageHints()
