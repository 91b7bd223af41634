"""In which language to reply: a fixed one, that of the phrasing that matched, or a guess. Matching needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TELLTALE_LETTERS = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэёъ")}
"""Letters that only one of the two Cyrillic languages of the interface writes."""
_CYRILLIC = ("\u0400", "\u04ff")


def base_code(language_code: str | None) -> str:
    """Return the language of a tag such as "uk-UA" ("uk"); "" for None."""
    return (language_code or "").replace("_", "-").partition("-")[0].casefold()


def fallback_language(languages: Sequence[str], language_code: str | None) -> str:
    """Return the person's language where the story has it, else the story's first."""
    code = base_code(language_code)
    return code if code in languages else languages[0]


def guess_language(query: str, languages: Sequence[str], language_code: str | None) -> str:
    """Guess the language of a query that matched nothing, among the story's `languages`.

    Letters decide where they can; Cyrillic without a telltale letter is the person's language if that is written in
    Cyrillic, else the story's first Cyrillic language; anything else is the person's language or the story's first.
    """
    letters = set(query.casefold())
    for language, telltale in _TELLTALE_LETTERS.items():
        if language in languages and letters & telltale:
            return language
    fallback = fallback_language(languages, language_code)
    if _has_cyrillic(query) and fallback not in _TELLTALE_LETTERS:
        return next((language for language in languages if language in _TELLTALE_LETTERS), fallback)
    return fallback


def reply_language(
    query: str,
    languages: Sequence[str],
    *,
    matched: str | None = None,
    sure: bool = True,
    fixed: str | None = None,
    language_code: str | None = None,
) -> str:
    """Choose among `languages`: `fixed`, else `matched`, else a guess from the letters and `language_code`.

    Where the match is not `sure` (nothing is answered), a phrasing in another script than the query's says nothing of
    the query's language: whoever writes Latin letters that mean nothing here is not told so in Ukrainian.
    """
    if fixed in languages and fixed is not None:
        return fixed
    if matched in languages and matched is not None and (sure or _in_script_of(matched, query)):
        return matched
    return guess_language(query, languages, language_code)


def _has_cyrillic(text: str) -> bool:
    return any(_CYRILLIC[0] <= letter <= _CYRILLIC[1] for letter in text)


def _in_script_of(language: str, query: str) -> bool:
    return (language in _TELLTALE_LETTERS) == _has_cyrillic(query)
