"""Scraps are no questions: single letters and a few pressed keys get no fact and no denial, whatever the story."""

from __future__ import annotations

from itertools import product

import pytest

from bot.answering.reply import Answer
from tests.bases import well_read

LATIN = "abcdefghijklmnpqrstuvwxyz"  # "o" is written for "о", a small word, too
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзх", "фівапролдж", "фывапролдж", "ячсмитьбю")
WORDS = {"рол", "сми"}
"""Three keys that are a word: of "роль", and СМИ, the media."""
BASES = ["shipped", "stadium", "library", "court", "match"]


@pytest.mark.parametrize("base", BASES)
def test_letters_that_stand_alone_carry_no_answer(base: str) -> None:
    """One of them, or two, in whatever order: they may be any word of one letter."""
    responder = well_read(base)
    letters = [*LATIN, *(f"{a} {b}" for a, b in product("aeikuvz", "abesy"))]
    assert [one for one in letters if isinstance(responder.respond(one).reply, Answer)] == []


@pytest.mark.parametrize("base", BASES)
def test_three_neighbouring_keys_are_no_misspelt_name(base: str) -> None:
    """As "qwe" was of "Kyiv"."""
    responder = well_read(base)
    pressed = {row[at : at + 3] for row in ROWS for at in range(len(row) - 2)} - WORDS
    assert [one for one in pressed if isinstance(responder.respond(one).reply, Answer)] == []
