"""In which language the bot replies."""

from __future__ import annotations

import pytest

from bot.answering.language import fallback_language, guess_language, reply_language

ALL = ("en", "uk", "ru")


def test_a_fixed_language_wins_over_everything() -> None:
    """`--lang` or the chat's setting decides, whatever matched and whoever asks."""
    assert reply_language("хто це", ALL, matched="uk", fixed="ru", language_code="en") == "ru"


def test_the_language_of_the_phrasing_that_matched_comes_next() -> None:
    """Someone with an English app who asks in Ukrainian is answered in Ukrainian."""
    assert reply_language("хто це", ALL, matched="uk", language_code="en") == "uk"


def test_a_vague_likeness_in_another_script_says_nothing_of_the_language() -> None:
    """Where nothing is answered, Latin letters are not told so in Ukrainian; Cyrillic ones still choose by likeness."""
    assert reply_language("lunch", ALL, matched="uk", sure=False) == "en"
    assert reply_language("khto tse", ALL, matched="uk", sure=True) == "uk"
    assert reply_language("кто там был", ALL, matched="ru", sure=False) == "ru"


@pytest.mark.parametrize(
    ("query", "code", "expected"),
    [
        ("яка погода в Києві", "en", "uk"),
        ("какая погода в Киеве, объясни мне это", "en", "ru"),
        ("weather", "uk-UA", "uk"),
        ("weather", "pt_BR", "en"),
        ("погода", "ru", "ru"),
        ("погода", "en", "uk"),
        ("", None, "en"),
        ("12 !?", None, "en"),
    ],
)
def test_where_nothing_matched_letters_decide_and_then_the_app(query: str, code: str | None, expected: str) -> None:
    """Telltale letters, then the script, then the app's language, then the story's first."""
    assert guess_language(query, ALL, code) == expected


def test_a_story_is_never_answered_in_a_language_that_it_does_not_have() -> None:
    """Ukrainian letters, a Ukrainian app and a fixed Ukrainian do not help where the story is English."""
    assert reply_language("їжак", ("en",), matched="uk", fixed="uk", language_code="uk") == "en"
    assert fallback_language(("de", "en"), "uk") == "de"
