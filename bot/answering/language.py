"""In which language to reply: a fixed one, that of the question, the chat's, or the person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
