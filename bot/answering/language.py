"""In which language to reply: a fixed one, that of the question, the chat's, or the person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.match import Match


def base_code(language_code: str | None) -> str:
    """Return the language of a tag such as "uk-UA" ("uk"); "" for None."""
    return (language_code or "").replace("_", "-").partition("-")[0].casefold()


def reply_language(
    languages: Sequence[str],
    *,
    fixed: str | None = None,
    written: Sequence[str] = (),
    last: str | None = None,
    language_code: str | None = None,
) -> str:
    """Choose among a story's `languages`: `fixed`, else among those that a message may be `written` in.

    What that leaves open, the chat's `last` language settles, then the person's `language_code`, then the order.
    """
    if fixed is not None and fixed in languages:
        return fixed
    among = [language for language in written if language in languages] or languages
    return next((known for known in (last, base_code(language_code)) if known and known in among), among[0])


def written_in(
    match: Match, languages: Sequence[str], *, last: str | None = None, language_code: str | None = None
) -> tuple[str, ...]:
    """Return the languages that a message may be in, of a story's.

    Polish or Czech words may read as transliterated ones: they are none where the person's app is in another language,
    unless it is one of the story's and they were understood; nor do they change the chat's `last` language then.
    """
    alphabets, code = match.told.alphabets, base_code(language_code)
    understood = code in languages and match.decision in {Decision.ANSWER, Decision.SMALLTALK}
    if not alphabets or not code or code in alphabets or understood:
        return match.languages
    return () if last in alphabets else tuple(language for language in languages if language not in alphabets)
