"""Words, keys and stems: what spellings and scripts have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.pack import shipped_packs
from bot.language.stems import Stems
from bot.language.text import (
    LONGEST_REMEMBERED,
    LONGEST_WORD,
    MAX_CHARACTERS,
    REMEMBERED,
    latin_key,
    normalise,
    remembered,
    split_words,
    words_of,
)


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["Умєров", "Умеров", "Umierov", "umerov", "Umyerov"], "umerov"),
        (["Зеленський", "Зеленский", "Zelenskyy", "Zelensky", "Zelenskiy"], "zelenski"),
        (["делегація", "делегация", "delegacija", "delehatsiia"], "delegaca"),
        (["Пєсков", "Песков", "Peskov", "Pieskow"], "peskov"),
        (["Міндіч", "Миндич", "Mindich"], "mindiC"),
    ],
)
def test_spellings_in_both_scripts_share_one_key(spellings: list[str], key: str) -> None:
    """One name or word has one key, however it is written."""
    assert {latin_key(normalise(spelling)) for spelling in spellings} == {key}


@pytest.mark.parametrize(
    "forms",
    [
        ["переговори", "переговорів", "переговоров", "переговорах", "peregovory", "perehovory"],
        ["Умеров", "Умерова", "Умерову", "Умєровим", "Умерове"],
        ["делегація", "делегації", "делегацією", "делегацию", "delegacija"],
        ["президент", "президента", "президентом", "президенту", "prezydentu"],
    ],
)
def test_forms_of_ukrainian_and_russian_words_share_one_stem(forms: list[str]) -> None:
    """Inflections meet across the two languages and transliterations."""
    stems = Stems(["en", "uk", "ru"], shipped_packs())
    assert len({stems.slavic(normalise(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Isn't it?", ["is", "not", "it"]),
        ("зв'язку зв’язку звʼязку", ["звязку"] * 3),
        ("on the 4th-5th, 4-го", ["on", "the", "4", "5", "4", "го"]),
        ("Who's who", ["who", "who"]),
        ("ещё ёлка", ["еще", "елка"]),
        ("US and us, U.S. and USA", ["usa", "and", "us", "usa", "and", "usa"]),
        ("на\u200bмір, за\u0301мок", ["намір", "замок"]),
    ],
)
def test_text_is_split_into_plain_words(text: str, words: list[str]) -> None:
    """Apostrophes, ordinals, contractions, stress marks and invisible characters do not tell words apart."""
    assert split_words(normalise(text)) == words


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    """The words of a normalised text are those of its normalised form."""
    words = words_of(text)
    assert words_of(" ".join(words)) == words or any(ord(letter) > 0x24F for letter in text)


@given(st.text())
def test_keys_are_ready_for_any_word(text: str) -> None:
    """No string is without a key."""
    assert isinstance(latin_key(text), str)


def test_what_is_made_of_long_words_is_not_kept() -> None:
    """A word of 4,000 letters that is typed once would take as much memory as a hundred that everybody types."""
    asked: list[int] = []

    @remembered
    def read(word: str) -> int:
        asked.append(len(word))
        return len(word)

    longest, longer = "x" * LONGEST_REMEMBERED, "x" * (LONGEST_REMEMBERED + 1)
    assert [read(word) for word in (longest, longer, longest, longer)] == [40, 41, 40, 41]
    assert asked == [40, 41, 41]


def test_what_everybody_says_is_not_forgotten_with_what_one_person_says() -> None:
    """However much that is."""
    asked: list[str] = []

    @remembered
    def read(word: str) -> str:
        asked.append(word)
        return word * 20

    for number in range(2 * REMEMBERED):
        assert read("привіт") == "привіт" * 20
        read(f"strange{number}")
    assert asked.count("привіт") == 1


def test_no_word_is_longer_than_words_are() -> None:
    """A message of one word of 4,096 letters is one of its first ones; a letter that is eighteen stays in the bound."""
    assert words_of("x" * 4096) == ("x" * LONGEST_WORD,)
    assert len(normalise("\ufdfa" * 4096)) <= MAX_CHARACTERS
