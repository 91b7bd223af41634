"""How much of a query an entry's own words hold."""

from __future__ import annotations

import pytest

from bot.retrieval.constants import Constants
from bot.retrieval.coverage import Coverage
from bot.retrieval.scales import Scales
from bot.retrieval.vote import Phrasing, Ranked
from tests.retrieval.builders import entry, evidence

ENTRIES = {
    one.id: one
    for one in (
        entry("sails", stems=["ferri", "sail", "june"], concepts=["=ferry"]),
        entry("sank", stems=["ferri", "sink"], concepts=["=ferry"]),
        entry("cost", "gap", stems=["cost", "ferri"]),
        entry("gone", stems=["resign"]),
    )
}
COVERAGE = Coverage(ENTRIES)


@pytest.mark.parametrize(
    ("content", "unseen", "shares"),
    [
        ([("sail", (), 1.0)], [], {"sails": 1.0}),
        ([("sail", (), 1.0)], ["zebra"], {"sails": 0.5}),  # an unseen word weighs like the rarest
        ([("sail", (), 1.0), ("sink", (), 1.0)], [], {"sails": 0.5, "sank": 0.5}),
        ([("boat", ("=ferry",), 1.0)], [], {"sails": 1.0, "sank": 1.0}),  # by what it means
        ([("nowhere", (), 1.0)], [], {}),
        ([("nowhere", (), 1.0), ("sink", (), 1.0)], [], {"sank": 0.5}),
        ([], ["zebra"], {}),
        ([], [], {}),
    ],
)
def test_an_entry_covers_its_share_of_the_content(
    content: list[tuple[str, tuple[str, ...], float]], unseen: list[str], shares: dict[str, float]
) -> None:
    """Entries that hold nothing of it are left out."""
    covering = COVERAGE.of(evidence(content=content, unseen_words=unseen))
    assert {id_: covering.of(id_).share for id_ in ENTRIES if covering.of(id_).mass} == pytest.approx(shares)
    assert {list(ENTRIES)[place] for place in covering.most(9)} == set(shares)


def test_a_rare_word_covers_more_than_a_frequent_one() -> None:
    """Three entries speak of the ferry, one of sinking."""
    covering = COVERAGE.of(evidence(content=[("ferri", (), 1.0), ("sink", (), 1.0)]))
    covered = {id_: covering.of(id_) for id_ in ENTRIES}
    assert covered["sank"].share == pytest.approx(1.0)
    assert covering.most(9) == [1, 0, 2]  # what holds as much comes in the order of the base
    assert covering.most(1) == [1]
    assert covering.most(9, ["sank", "gone"]) == [0, 2]
    assert covered["sails"].share == covered["cost"].share < 0.5
    assert covered["sank"].mass > 1 > covered["sails"].mass


def test_words_held_add_to_the_vote_and_find_what_no_question_is_near() -> None:
    """A fact gains by its text, most where it has few questions; a gap, which has no text, gains nothing."""
    scales = Scales(ENTRIES, Constants(covered=0.8, thin=5.0), {})
    said = evidence(content=[("sink", (), 1.0)])
    found = {one.entry.id: one.score for one in scales.weigh([], said)}
    assert found == {"sank": pytest.approx(0.8 * 5 / 6)}
    ranked = [Ranked(id_, 0.1, 0.1, Phrasing(id_, "")) for id_ in ("cost", "sank")]
    found = {one.entry.id: one.score for one in scales.weigh(ranked, evidence(content=[("cost", (), 1.0)]))}
    assert found == {"cost": 0.1, "sank": 0.1}
