"""Laws of matching that hold for every base and every string."""

from __future__ import annotations

import dataclasses
import threading
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.retrieval.cache import cached
from bot.retrieval.constants import DEFAULT
from bot.retrieval.match import Decision, Match
from bot.retrieval.matcher import Matcher
from tests.bases import knowledge_of, matcher_of

THRESHOLDS = (0.0, 0.05, 0.1, 0.14, 0.2, 0.35, 0.5, 0.8, 1.0)
bases = pytest.mark.parametrize("base", ["bridge", "harbour"])


@cache
def at_threshold(base: str, threshold: float) -> Matcher:
    """Return the matcher of a base with another threshold."""
    return Matcher(
        knowledge_of(base), dataclasses.replace(DEFAULT, threshold=threshold), compiled=cached(knowledge_of(base))
    )


@bases
@settings(max_examples=150, deadline=None)
@given(query=st.text(max_size=300))
def test_any_string_gives_a_match(base: str, query: str) -> None:
    """Whatever is typed, there is a decision, a confidence from 0 to 1, and facts exactly where it is an answer."""
    match = matcher_of(base).match(query)
    assert 0 <= match.confidence <= 1
    assert bool(match.answers) == (match.decision is Decision.ANSWER)
    assert match.query == query


@pytest.mark.usefixtures("untraced")
@bases
@settings(max_examples=100, deadline=None)
@given(query=st.text(max_size=200), data=st.data())
def test_raising_the_threshold_never_creates_an_answer(base: str, query: str, data: st.DataObject) -> None:
    """What is not answered at a low threshold is not answered at a higher one."""
    matcher = matcher_of(base)
    words = [phrasing.text for phrasing in matcher.phrasings]
    query = data.draw(st.sampled_from([*words, query]))
    low, high = sorted(data.draw(st.tuples(st.sampled_from(THRESHOLDS), st.sampled_from(THRESHOLDS))))
    at_low, at_high = at_threshold(base, low).match(query), at_threshold(base, high).match(query)
    if at_high.decision is Decision.ANSWER:
        assert at_low.decision is Decision.ANSWER
        assert at_low.answers == at_high.answers


@bases
def test_each_question_of_the_base_finds_its_own_entry_first(base: str) -> None:
    """A question as it stands in the base leads to the entry it stands at."""
    matcher = matcher_of(base)
    for phrasing in matcher.phrasings:
        match = matcher.match(phrasing.text)
        assert _found(match, phrasing.entry_id), f"{phrasing.text!r} found {match.candidates[:2]}"


@bases
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_swap_of_two_letters_in_a_long_word_changes_nothing(base: str, data: st.DataObject) -> None:
    """A question with one slip of the keyboard in its longest word still finds its entry."""
    matcher = matcher_of(base)
    phrasing = data.draw(st.sampled_from(matcher.phrasings))
    word = max(phrasing.text.split(), key=len)
    place = data.draw(st.integers(1, len(word) - 2)) if len(word) >= 6 else 0
    if place and word[place].isalpha() and word[place + 1].isalpha():
        typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        match = matcher.match(phrasing.text.replace(word, typed))
        ids = [candidate.entry_id for candidate in match.candidates[:2]]
        assert phrasing.entry_id in ids or match.conflict == phrasing.entry_id


@bases
def test_threads_share_a_matcher(base: str) -> None:
    """The same question asked from eight threads at once has the same match."""
    matcher = matcher_of(base)
    query = matcher.phrasings[0].text + " pleese"
    found: list[Match] = []
    threads = [threading.Thread(target=lambda: found.append(matcher.match(query))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(match == found[0] for match in found)


def _found(match: Match, entry_id: str) -> bool:
    return (
        entry_id in {match.gap, match.conflict, match.differs, *match.answers}
        or match.candidates[0].entry_id == entry_id
    )
