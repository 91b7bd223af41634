"""What a clause says: who is named, who may be a stranger, how much of it nobody has seen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from bot.retrieval.bearers import Bearers
from bot.retrieval.constants import DEFAULT, Constants
from bot.retrieval.evidence import UNWEIGHED, Evidence, Gatherer
from tests.knowledge.builders import bridge
from tests.language.builders import reader
from tests.retrieval.builders import entry

if TYPE_CHECKING:
    from bot.language.reading import Clause

READER = reader(
    ["en", "uk", "ru"],
    texts=["why did she resign", "the talks in the old harbour", "leads to peace", "чому пішла у відставку"],
    names={"Ada Finch": "ada", "Ада Фінч": "ada", "Sandvik": "sandvik", "council": "council", "Norway": "norway"},
    roles={"the mayor": "ada", "мер": "ada", "harbour master": "berg"},
    concepts={"ferry": "ferry", "boat": "ferry"},
)
KINDS = {"ada": "person", "berg": "person", "sandvik": "place", "council": "body", "norway": "place"}
ENTRIES = {
    number: entry(number, entities=["norway", entity])
    for number, entity in zip("1234", ["ada", "berg", "sandvik", "council"], strict=True)
}
BEARERS = Bearers(bridge(), defaultdict(str), READER.talk)
"""Of another base: nobody in the queries here has a name of it."""
GATHERER = Gatherer(ENTRIES, KINDS, {"talk": 1.0, "resign": 0.8, "ferri": 0.6, "boat": 0.9}, DEFAULT, bearers=BEARERS)


def gathered(query: str) -> Evidence:
    """Return the evidence of a query of one clause."""
    return GATHERER.gather(clause_of(query))


def clause_of(query: str) -> Clause:
    """Return the one clause of a query."""
    [clause] = READER.read(query).clauses
    return clause


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        # who is named
        ("why did Ada Finch resign", "persons", {"ada"}),
        ("чому Ада Фінч пішла", "persons", {"ada"}),
        ("why did the mayor resign", "roles", {"ada"}),
        ("чому пішла мер", "roles", {"ada"}),
        ("why did the mayor Ada Finch resign", "roles", set()),  # the name says it already
        ("the talks in Sandvik", "places", {"sandvik"}),
        ("why did the council resign", "bodies", {"council"}),
        ("the mayor, the council in Sandvik", "named", {"ada", "council", "sandvik"}),
        ("the talks in Norway", "named", set()),  # every entry is about it: naming it tells nothing
        ("the ferry", "named", set()),
        ("why did she resign", "asks", {"reason"}),
        # numbers in digits that are no part of a name
        ("the 4th of 12 talks", "numbers", {"4", "12"}),
        ("the talks", "numbers", set()),
        # somebody whom the base does not know
        ("why did Doku Ada Finch resign", "stranger", "doku"),
        ("why did Reznikov resign", "stranger", "reznikov"),
        ("why did reznikov resign", "stranger", ""),
        ("чому Резніков пішов у відставку", "stranger", "резніков"),
        ("why did Ada Finch resign", "stranger", ""),
        # what is known, and what nobody has seen
        ("the talks with a zebra", "unseen_words", ("zebra",)),
        ("the talks", "unseen_words", ()),
    ],
)
def test_a_clause_says(query: str, field: str, expected: object) -> None:
    """One field of the evidence, seen in the whole."""
    assert getattr(gathered(query), field) == expected


@pytest.mark.parametrize(
    ("query", "unseen", "mass"),
    [
        ("the talks", 0.0, 1.0),
        ("the talks zebra", 1.0, 1.0),
        ("why did she rezign", DEFAULT.repaired, 0.8),  # it may have been another word
        ("who was in Leads", 0.0, UNWEIGHED),  # as it stands it is a word of the base
        ("who was in Sadvnik", DEFAULT.repaired, UNWEIGHED),  # but a name misspelt is that name
        ("peace", 0.0, UNWEIGHED),  # no question weighs it
        ("zebra", 1.0, 0.0),
        ("the ferry, the boat", 0.0, 0.9),  # one thing said twice counts once, by its heavier word
        ("Ada Finch", 0.0, UNWEIGHED),  # a name of two words is one thing
        ("the talks, the talks", 0.0, 2.0),
    ],
)
def test_what_is_known_is_weighed_against_what_nobody_has_seen(query: str, unseen: float, mass: float) -> None:
    """Stop words count on neither side."""
    found = gathered(query)
    assert found.mass == pytest.approx(mass)
    assert found.unseen == pytest.approx(unseen / (unseen + mass))


def test_stop_words_alone_say_nothing() -> None:
    """No content, and no share of nothing."""
    found = GATHERER.gather(READER.read_clause("who is it"))
    assert (found.content, found.mass, found.unseen) == ((), 0.0, 0.0)


@pytest.mark.parametrize(("share", "named"), [(0.2, set()), (0.3, {"sandvik"})])
def test_an_entity_is_everywhere_from_a_share_of_the_entries(share: float, named: set[str]) -> None:
    """Sandvik is in one of four entries; the constant says from which share naming an entity tells nothing."""
    constants = Constants(everywhere=share)
    assert (
        Gatherer(ENTRIES, KINDS, {}, constants, bearers=BEARERS).gather(clause_of("the talks in Sandvik")).named
        == named
    )


@pytest.mark.parametrize(("query", "share"), [("boat", 0.0), ("resign boat", 0.8 / 1.7), ("resign", 1.0)])
def test_what_only_gaps_hold_is_weighed(query: str, share: float) -> None:
    """Their share of the known words by weight; what the same concept says in a fact is held by it."""
    entries = {
        "left": entry("left", kind="gap", stems=["resign", "boat"]),
        "sails": entry("sails", concepts=["=ferry"]),
    }
    weighing = Gatherer(entries, {}, {"resign": 0.8, "boat": 0.9}, DEFAULT, bearers=BEARERS)
    assert weighing.gather(clause_of(query)).gaps_alone == pytest.approx(share)
