"""The ways to a word of the base, and the stems under which its forms meet."""

from __future__ import annotations

import pytest

from bot.language.pack import packs_for
from bot.language.stems import Stems
from bot.language.vocabulary import NAME, Vocabulary
from tests.language.builders import pack

LANGUAGES = ["en", "uk", "ru"]
VOCABULARY = Vocabulary(
    Stems(LANGUAGES, packs_for(LANGUAGES)),
    ["Rustem Umerov", "ВОЗ", "of the Зе"],
    ["of the"],
    {"where"},
)
VOCABULARY.learn(["delegation", "leads", "polo", "переговори", "корупція", "поле", "план", "к", "where"])


@pytest.mark.parametrize(
    ("way", "word", "found"),
    [
        ("by_key", "umierov", "umerov"),
        ("by_key", "умеров", "umerov"),
        ("by_key", "koruptsii", None),  # another form of a word has another key
        ("by_key", "зе", None),  # too short to be looked up so
        ("by_transliteration", "peregovoriv", "переговори"),
        ("by_transliteration", "plan", None),  # too short by itself
        ("repair", "delegaton", "delegation"),
        ("repair", "wheer", "where"),
        ("repair", "перговори", "переговори"),
        ("repair", "перговорами", "переговори"),  # misspelt, and in a form that the base does not have
        ("repair", "зебра", None),
        ("repair", "zebra", None),
        ("repair_name", "umirov", "umerov"),
        ("repair_name", "умиров", "umerov"),
        ("repair_name", "delegaton", None),
        ("repair_transliteration", "pergovori", "переговори"),
    ],
)
def test_a_word_is_found(way: str, word: str, found: str | None) -> None:
    """By its key, as a transliteration, or misspelt."""
    assert getattr(VOCABULARY, way)(word) == found


def test_short_words_are_transliterated_where_the_whole_message_is() -> None:
    """By itself "polo" is no "поле"."""
    assert VOCABULARY.by_transliteration("plan", short=True) == "план"
    assert VOCABULARY.by_transliteration("qqqq", short=True) is None


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("leads", True), ("leading", True), ("план", True), ("планами", True), ("зе", True), ("воз", True),
        ("зес", False), ("zebra", False), ("", False),
    ],
)  # fmt: skip
def test_a_word_is_known_in_all_its_forms(word: str, known: bool) -> None:  # noqa: FBT001 - a column
    """But for short names, which have none."""
    assert VOCABULARY.knows(word) == known


def test_small_words_of_a_name_are_no_names() -> None:
    """A stop word in a name stays one."""
    assert VOCABULARY.names == {"rustem", "umerov", "воз", "зе"}
    assert VOCABULARY.stem_of["зе"] == NAME + "зе"


@pytest.mark.parametrize(
    ("languages", "word", "stem"),
    [
        (["en"], "leading", "lead"),
        (["de", "en"], "Delegationen".lower(), "delegation"),  # Latin words are those of the first such language
        (["uk", "en"], "leading", "lead"),
        (["xx"], "leading", "leading"),  # a language that nothing stems
        (["en", "uk"], "переговорів", "~переговор"),
        (["en"], "переговорів", "~переговорив"),  # without a pack there are no endings
        (["uk"], "дата", "~дат"),  # three letters must be left
        (["uk"], "дати", "~дат"),
        (["uk"], "є", "~е"),
    ],
)
def test_a_word_has_the_stem_of_its_language(languages: list[str], word: str, stem: str) -> None:
    """By snowball in Latin letters, by the packs' endings in Cyrillic ones."""
    assert Stems(languages, packs_for(languages)).of(word) == stem


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("умеров", "умєров", True),
        ("рубио", "рубіо", True),
        ("що", "шо", True),
        ("отъезд", "отезд", True),
        ("діалогу", "диалога", True),
        ("россия", "росія", True),
        ("пише", "пішов", False),
        ("знає", "зняли", False),
        ("угода", "уходит", False),
        ("після", "писала", False),
        ("чи", "чиї", False),  # told apart by the pack, letter by letter
        ("назва", "назвали", False),
    ],
)
def test_a_stem_is_made_of_the_words_own_letters(one: str, another: str, same: bool) -> None:  # noqa: FBT001 - a column
    """Those that the two languages write differently are one, others tell words apart."""
    stems = Stems(["uk", "ru"], packs_for(["uk", "ru"]))
    assert (stems.of(one) == stems.of(another)) == same


def test_the_longest_ending_is_taken_off() -> None:
    """One, and only where enough is left."""
    stems = Stems(["xx"], [pack("xx", endings="а ами ма")])
    assert [stems.of(word) for word in ("планами", "плана", "рама")] == ["~план", "~план", "~рам"]
