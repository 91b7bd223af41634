"""Repair of misspelt words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.spelling import SURE_FROM, Speller

WORDS = ["delegation", "umerov", "witness", "where", "plan", "the", "план", "переговори"]
SPELLER = Speller(WORDS)


@pytest.fixture(scope="module")
def speller() -> Speller:
    """Return a speller of a few words."""
    return SPELLER


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("delegaton", "delegation"),
        ("delgaton", "delegation"),
        ("wittness", "witness"),
        ("wihtess", ""),
        ("relegaton", ""),  # another first letter, and one more
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("waht", "what"), ("haed", "head"), ("wen", "when"), ("кгда", "когда"), ("svzi", "svazi"), ("planе", "")],
)
def test_of_words_equally_near_the_likeliest_slip_is_meant(typed: str, meant: str) -> None:
    """Swapped letters before a missing one, that before one too many and a replaced one; then words that ask."""
    words = ["wait", "what", "hand", "head", "went", "when", "куда", "когда", "svi", "svazi"]
    found = Speller(words, asking={"when", "what", "когда"}).repair(typed)
    assert (found[0][0] if found else "") == meant


@pytest.mark.parametrize(("tolerant", "meant"), [(False, []), (True, ["witkoff"])])
def test_two_edits_are_forgiven_in_a_shorter_word_where_names_are_meant(tolerant: bool, meant: list[str]) -> None:  # noqa: FBT001
    """Six letters of a name of seven."""
    assert [other for other, _ in Speller(["witkoff"]).repair("vitkof", tolerant=tolerant)] == meant


@settings(deadline=None)  # a law about letters, not about a busy machine
@given(st.sampled_from([word for word in WORDS if len(word) >= SURE_FROM]), st.integers(0, 9), st.sampled_from("qxzыw"))
def test_one_wrong_letter_in_a_word_of_six_is_always_repaired(word: str, place: int, letter: str) -> None:
    """Replacing any letter still leads to the word, among others that are as near."""
    place %= len(word)
    typed = word[:place] + letter + word[place + 1 :]
    assert word in [other for other, _ in SPELLER.repair(typed)]
