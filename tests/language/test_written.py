"""What was typed, as it is spelt."""

from __future__ import annotations

import pytest

from bot.language.text import words_of
from tests.bases import matcher_of

WRITTEN = matcher_of("shipped")._reader.written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("wat did Rubio say", "what did Rubio say"),
        ("Wen? wher!", "when? where!"),
        ("ХТО ОЧОЛЮЄ ДЕЛЕГАЦІЮ", "хто очолює делегацію"),
        ("WHAT DID THE US WANT", "what did the usa want"),
        ("TELL US WHO LEADS IT", "tell us who leads it"),
        ("who leads the us delegation", "who leads the usa delegation"),
        ("NATO and Rubio", "NATO and Rubio"),  # these capitals tell names
        ("whooo is Rubio", "who is Rubio"),
        ("the meeeting is off", "the meeting is off"),  # two letters where the base has two
        ("ктооо сказаааал", "кто сказал"),
        ("Elizabeth iii", "Elizabeth iii"),
        ("wholeads the delegation", "who leads the delegation"),
        ("хтоочолює делегацію", "хто очолює делегацію"),
        ("українськаделегація", "українська делегація"),
        ("незалежна", "незалежна"),  # "не" is no word of its own
        ("y'all", "y'all"),
        ("", ""),
    ],
)
def test_a_message_is_written_out(typed: str, written: str) -> None:
    """Chat spellings, capitals, drawn letters, spaces that were left out."""
    assert WRITTEN.out(typed) == written


def test_what_the_base_has_stays_as_it_is() -> None:
    """Every word of it, with a capital and without."""
    assert [word for word in WRITTEN._known if WRITTEN.out(word) != word] == []
    assert [word for word in map(str.title, WRITTEN._known) if WRITTEN.out(word) != word and not word.isupper()] == []


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Pубіо", "рубіо"),  # a Latin P
        ("Умєрoв", "умєров"),
        ("делегацiя", "делегація"),  # what a keyboard without і has
        ("Вitkоff", "bitkoff"),  # Cyrillic В and о
        ("Zоом", "zoom"),  # Z has no double
        ("Zжом", "zжом"),  # nor ж: it stays mixed
    ],
)
def test_a_word_is_read_in_one_script(typed: str, word: str) -> None:
    """That which more of its letters are of, where the others look alike."""
    assert words_of(typed)[0] == word
