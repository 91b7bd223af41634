"""Repair of misspelt words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.typos import Speller

WORDS = ["delegation", "umerov", "witness", "where", "plan", "the", "план", "переговори"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    """Return a speller of a few words."""
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("delegaton", "delegation"),
        ("delgaton", "delegation"),
        ("wittness", "witness"),
        ("wihtess", ""),
        ("wheer", "where"),
        ("teh", "the"),
        ("плн", "план"),
        ("перговори", "переговори"),
        ("pizza", ""),
        ("1234", ""),
        ("x" * 4096, ""),
        ("delegation" * 13, ""),
    ],
)
def test_the_nearest_word_is_found(speller: Speller, typed: str, meant: str) -> None:
    """One edit is forgiven, two in long words, none in numbers."""
    found = speller.repair(typed)
    assert (found[0][0] if found else "") == meant


@given(st.sampled_from([word for word in WORDS if len(word) >= 6]), st.integers(0, 9), st.sampled_from("qxzы"))
def test_one_wrong_letter_in_a_word_of_six_is_always_repaired(word: str, place: int, letter: str) -> None:
    """Replacing any letter of a word of the vocabulary still finds it."""
    place %= len(word)
    typed = word[:place] + letter + word[place + 1 :]
    assert word in [other for other, _ in Speller(WORDS).repair(typed)]
