"""Which languages a message may be in."""

from __future__ import annotations

import pytest

from bot.language.pack import packs_for
from bot.language.text import words_of
from bot.language.tongue import Told, Tongue, languages_of
from tests.language.builders import reader

LANGUAGES = ("en", "uk", "ru")
TEXTS = {
    "en": "Umerov leads the delegation in the harbour",
    "uk": "Умєров очолює делегація план у гавані",
    "ru": "Умеров возглавляет делегация план в гавани",
}
READER = reader(LANGUAGES, texts=list(TEXTS.values()), names=dict.fromkeys(["Umerov", "Умєров", "Умеров"], "umerov"))
TONGUE = Tongue(
    packs_for(LANGUAGES),
    languages_of(packs_for(LANGUAGES), [(language, words_of(text)) for language, text in TEXTS.items()]),
)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("who leads the delegation", "en"),
        ("хто очолює делегацію", "uk"),
        ("кто возглавляет делегацию", "ru"),
        ("план", "uk ru"),  # both have the word
        ("проба", "uk ru"),  # neither has it: letters of both
        ("їжа", "uk"),  # a letter that only one of them has
        ("съезды", "ru"),
        ("ёж", "ru"),  # though it is folded in words
        ("план їжа съезды", "uk ru"),
        ("who leads the план", "en"),  # most words
        ("Umerov", "en"),  # a name tells as far as it is spelt otherwise elsewhere
        ("Умєров", "uk"),
        ("who is Умєров", "en"),  # but not beside words
        ("хто Umerov", "uk"),
        ("ето дилегация", "ru"),  # what is misspelt comes last: "делегация"
        ("hto ocholiuie delehatsiiu", "uk"),  # in Latin letters
        ("qq", ""),  # no "к"
        ("weather", "en"),
        ("zzebrra", ""),
        ("5", ""),
        ("5 план", "uk ru"),
        ("?", ""),
        ("", ""),
    ],
)
def test_the_languages_are_those_of_most_words(text: str, languages: str) -> None:
    """Of its small words, the words of the base, and letters that only one language has."""
    assert TONGUE.of(text, words_of(text), READER.read_clause(text, whole=True)).languages == tuple(languages.split())


def test_what_is_asked_counts_before_what_stands_around_it() -> None:
    """A greeting decides only where the question leaves it open."""
    for text, clause, language in [("дякую! who leads", "who leads", "en"), ("спасибо! план", "план", "ru")]:
        assert TONGUE.of(text, words_of(text), READER.read_clause(clause)).languages == (language,)


def test_words_alone_may_tell() -> None:
    """Small talk has no clause."""
    for text, language in [("дякую", "uk"), ("да", "ru"), ("thanks", "en")]:
        assert TONGUE.of(text, words_of(text)).languages == (language,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hto ocholiuie delehatsiiu", Told(("uk",), alphabets=("uk", "ru"))),
        ("hto ocholiuie delehatsiiu ł", Told(("en",), certain=True)),
        ("kto vozglavlyaet delegaciyu, žšč ë", Told(("ru",), alphabets=("uk", "ru"))),  # spelt so, too
        ("Umerov leads the café", Told(("en",), certain=True)),
        ("кто Umerov из Łódź", Told(("ru",))),  # beside Cyrillic words it is a name
        ("їжа", Told(("uk",), certain=True)),
        ("who is Умєров", Told(("en",))),  # nor does the letter of a name tell
    ],
)
def test_latin_letters_may_be_none_of_a_transliteration(text: str, told: Told) -> None:
    """Then no word is one; else the languages whose letters they stand for are told."""
    assert TONGUE.of(text, words_of(text), READER.read_clause(text, whole=True)) == told
