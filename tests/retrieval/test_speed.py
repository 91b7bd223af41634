"""What keeps the start fast: bulk work says the same as work one by one, and building does little per phrasing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import text as text_
from bot.language import tongue
from bot.language.phrases import Phrasebook
from bot.language.text import (
    cyrillic_keys,
    has_cyrillic,
    latin_key,
    normalise,
    split_words,
    words_between_spaces,
    words_of,
)
from bot.language.tongue import _words_of
from bot.retrieval.entries import phrasings_of
from bot.retrieval.matcher import Matcher
from tests.bases import knowledge_of

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = st.sampled_from(
    ["U.", "S.", "U.S.", "A.", "it's", "4-го", "5th", "Умєров", "\0", "\n", " ", "\u0301", "ﬁ", "¨", "İ"]
)
TEXTS = st.lists(st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=6).map(" ".join)), max_size=6)


@given(TEXTS)
def test_a_text_has_the_words_of_its_pieces(texts: list[str]) -> None:
    """What stands between spaces is read once, whatever stands beside it."""
    assert words_of(" ".join(texts)) == tuple(word for text in texts for word in words_of(text))


@given(TEXTS)
def test_many_keys_are_those_of_each_alone(texts: list[str]) -> None:
    """Keys do not reach into the next word."""
    words = [word for text in texts for word in words_of(text) if has_cyrillic(word)]
    assert cyrillic_keys(words) == [latin_key(word) for word in words]


LETTERS = st.lists(st.sampled_from("abc"), max_size=4)


@given(st.lists(st.tuples(LETTERS, st.sampled_from("xy")), max_size=8), LETTERS)
def test_the_longest_phrase_wins_at_each_place(phrases: list[tuple[list[str], str]], stems: list[str]) -> None:
    """The tree finds what looking up every length would."""
    found, position = [], 0
    while position < len(stems):
        for length in range(len(stems) - position, 0, -1):
            span = stems[position : position + length]
            if named := list(dict.fromkeys(concept for phrase, concept in phrases if phrase == span)):
                found += [(concept, position, position + length) for concept in named]
                position += length
                break
        else:
            position += 1
    assert Phrasebook(phrases).mentions(stems) == found


@pytest.mark.usefixtures("untraced")
def test_building_costs_little_more_than_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building takes 4.2 times as long as splitting all phrasings into words and letters, 7.3 with the oldest numpy.

    Both are CPU times of one run, the better of two each, in turns, so that a slow or busy machine slows both. It is
    built as the bot builds it, which shares no words with other bases.
    """
    monkeypatch.setattr(text_, "words_between_spaces", words_between_spaces)
    monkeypatch.setattr(tongue, "_words_of", _words_of)
    knowledge = knowledge_of("shipped")
    phrasings = [phrasing.text for phrasing in phrasings_of(knowledge)]

    def build() -> None:
        Matcher(knowledge)

    def read() -> None:
        for text in phrasings:
            for word in split_words(normalise(text)):
                {word[i : i + 3] for i in range(len(word) - 2)}

    building, reading = zip(*((_seconds(build), _seconds(read)) for _ in range(2)), strict=True)
    assert min(building) < 12 * min(reading)


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
