"""Which language a query is in."""

from __future__ import annotations

import pytest

from bot.language.pack import packs_for
from bot.language.tongue import Tongue
from tests.language.builders import reader

LANGUAGES = ("en", "uk", "ru")
TEXTS = {"en": "the delegation leads", "uk": "делегація очолює план", "ru": "делегация возглавляет план"}
READER = reader(LANGUAGES, texts=list(TEXTS.values()), names={"Umerov": "umerov"})
TONGUE = Tongue(packs_for(LANGUAGES), [(language, text.split()) for language, text in TEXTS.items()])


@pytest.mark.parametrize(
    ("query", "matched", "language"),
    [
        ("who leads the delegation", "", "en"),
        ("хто очолює делегацію", "", "uk"),
        ("кто возглавляет делегацию", "", "ru"),
        ("хто lead", "en", "uk"),  # what it says counts before what was found
        ("план", "", "uk"),  # both have the word: the first of the story's languages
        ("план", "ru", "ru"),  # or that of what was found
        ("план", "en", "uk"),  # where it is one of them
        ("їжа", "", "uk"),  # a letter that only one of them has
        ("съезды", "", "ru"),
        ("съезды", "uk", "ru"),
        ("zebra", "", None),
        ("zebra", "ru", "ru"),
        ("Umerov", "uk", "uk"),  # a name tells nothing
        ("hto ocholiuie delehatsiiu", "", "uk"),  # transliterated words count as what they are read as
    ],
)
def test_the_language_is_that_of_most_words(query: str, matched: str, language: str | None) -> None:
    """Of its small words, the words of the base, and letters that only one language has."""
    assert TONGUE.of(READER.read_clause(query).words, matched) == language
