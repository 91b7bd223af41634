"""Ranking: the nearest phrasings are the nearest, and their votes say which entry is meant."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.reading import Tokens
from bot.retrieval import index, vote
from bot.retrieval.vectors import FeatureSpace
from bot.retrieval.vote import RANKED, Phrasing, Ranker

WORDS = ("when", "does", "the", "ferry", "sail", "who", "resign", "repair", "cost")
COUNT = 5
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=30)
QUERY = st.lists(st.sampled_from([*WORDS, "zebra"]), min_size=1, max_size=6)


def tokens(text: str) -> Tokens:
    """Return the tokens of a text whose words are their own stems."""
    words = tuple(text.split())
    return Tokens(words, words)


def ranker(*questions: tuple[str, str]) -> Ranker:
    """Return a ranker of questions: the entry of each and its text."""
    phrasings = [Phrasing(entry_id, text) for entry_id, text in questions]
    read = [tokens(text) for _, text in questions]
    return Ranker(phrasings, FeatureSpace(read))


def likenesses(space: FeatureSpace, query: Tokens) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the likeness of a query to every text of a space, by multiplying all there is."""
    vectors = np.zeros((space.texts, space.size))
    vectors[space.rows, space.columns] = space.values
    ids, values = space.vector(query)
    return vectors[:, ids] @ values.astype(np.float64)


@settings(deadline=None)  # a law, whatever else the machine does
@given(TEXTS, QUERY)
@pytest.mark.parametrize("large", [index.LARGE, 0])
def test_the_index_finds_what_multiplying_everything_finds(
    large: int, texts: list[list[str]], query: list[str]
) -> None:
    """In a small base the very nearest; in a large one, of those that share a rare word with the query.

    Either way best first, with their true likeness, and nothing that is not like the query at all.
    """
    space = FeatureSpace([tokens(" ".join(text)) for text in texts])
    asked = tokens(" ".join(query))
    truth = likenesses(space, asked)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "LARGE", large)
        patched.setattr(index, "COMMON", 0.4)
        rows, found = index.Index(space).nearest(*space.vector(asked), COUNT)
    assert found == pytest.approx(truth[rows], abs=1e-6)
    assert list(found) == sorted(found, reverse=True)
    assert (found > 0).all()
    if large:
        assert found == pytest.approx(sorted(truth[truth > 0], reverse=True)[:COUNT], abs=1e-6)


@settings(deadline=None)
@given(TEXTS)
def test_likenesses_among_phrasings_are_those_of_their_vectors(texts: list[list[str]]) -> None:
    """Each is like itself, and as like another as that one is like it."""
    space = FeatureSpace([tokens(" ".join(text)) for text in texts])
    rows = np.arange(space.texts)[::-1]
    vectors = np.zeros((space.texts, space.size))
    vectors[space.rows, space.columns] = space.values
    expected = (vectors @ vectors.T)[np.ix_(rows, rows)]
    assert index.Index(space).similarities(rows) == pytest.approx(expected, abs=1e-5)


@settings(deadline=None)
@given(TEXTS)
def test_a_phrasing_as_it_stands_is_like_itself(texts: list[list[str]]) -> None:
    """Whatever else the base holds, its own entry is found with a likeness of 1."""
    questions = [(" ".join(sorted(set(text))), " ".join(text)) for text in texts]
    found = ranker(*questions).rank(tokens(questions[0][1]))
    assert max(one.similarity for one in found) == pytest.approx(1.0, abs=1e-5)
    assert questions[0][0] in [one.entry_id for one in found]


def test_more_phrasings_say_more_than_one() -> None:
    """Of two entries equally near the one with more near phrasings has more votes."""
    one = ("gone", "when does she resign")
    two = [("sails", "when does the ferry sail"), ("sails", "when does the boat sail")]
    found = {ranked.entry_id: ranked.vote for ranked in ranker(one, *two).rank(tokens("when does it sail"))}
    assert found["sails"] > found["gone"] > 0


def test_the_same_phrasing_twice_says_little_more_than_once() -> None:
    """Votes of phrasings that are alike are shared: a base gains nothing by repeating itself."""
    others = [("gone", "who resign"), ("cost", "what does the repair cost")]
    once = ranker(("sails", "when does the ferry sail"), *others)
    often = ranker(*[("sails", "when does the ferry sail")] * 9, *others)
    query = tokens("when does the ferry sail")
    assert once.rank(query)[0].vote <= often.rank(query)[0].vote < 1.4 * once.rank(query)[0].vote


def test_one_entry_does_not_crowd_out_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only `PER_ENTRY` of its phrasings vote, so that others are heard among the neighbours."""
    many = [("sails", f"when does the ferry sail {number}") for number in range(6)]
    query = tokens("when does the ferry sail")
    asked = ranker(*many, ("cost", "when does the repair cost"))
    monkeypatch.setattr(vote, "NEIGHBOURS", 4)
    monkeypatch.setattr(vote, "PER_ENTRY", 6)
    crowded = asked.rank(query)
    monkeypatch.setattr(vote, "PER_ENTRY", 3)
    heard = asked.rank(query)
    assert [one.entry_id for one in crowded] == ["sails"]
    assert [one.entry_id for one in heard] == ["sails", "cost"]


def test_the_nearest_phrasing_is_named_with_its_likeness() -> None:
    """An entry comes once, with the question of it that is most like the query."""
    found = ranker(("gone", "why did she resign"), ("gone", "who did resign")).rank(tokens("who did resign"))
    assert [(one.entry_id, one.phrasing) for one in found] == [("gone", Phrasing("gone", "who did resign"))]
    assert found[0].similarity == pytest.approx(1.0)


def test_nothing_is_found_where_nothing_is_shared() -> None:
    """No word, no pair, no three letters of it."""
    assert ranker(("sails", "when does the ferry sail")).rank(tokens("zzz")) == []


def test_no_more_entries_are_ranked_than_rules_can_reorder() -> None:
    """The best of many."""
    found = ranker(*[(str(number), f"the ferry {number}") for number in range(30)]).rank(tokens("the ferry 7"))
    assert (len(found), found[0].entry_id) == (RANKED, "7")
