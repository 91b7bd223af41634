"""The rules: what each sees and what it costs (rules.yaml), and the laws of them all."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.retrieval.constants import DEFAULT
from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher
from bot.retrieval.rules import RULES
from bot.retrieval.scales import Scales, Scored
from bot.retrieval.vote import Ranked
from tests.bases import matcher_of
from tests.knowledge.builders import bridge
from tests.retrieval.builders import entry, evidence

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8")
)
ROWS = [
    pytest.param(name, row, id=f"{name} {number}") for name, rows in TABLE.items() for number, row in enumerate(rows)
]
PRICES = dataclasses.asdict(DEFAULT)
VOTES_ALONE = dataclasses.replace(DEFAULT, covered=0.0)
"""Constants with which a vote stands for itself: an entry's own words add nothing to it."""
VOTE = 0.8


def weighed(row: dict[str, Any], names: set[str], vote: float = VOTE) -> Scored:
    """Return the entry of a row as the rules with these names score it."""
    of_row = entry(**row.get("entry", {}))
    entries = {of_row.id: of_row}
    rules = {name: rule for name, rule in RULES.items() if name in names}
    scales = Scales(entries, VOTES_ALONE, rules)
    [one] = scales.weigh([Ranked(of_row.id, vote, vote, of_row.phrasing)], evidence(**row["evidence"]))
    return one


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_rule_sees_what_the_table_says(name: str, row: dict[str, Any]) -> None:
    """It multiplies the vote, forbids the entry, or leaves it as it is, and says so in a note."""
    one = weighed(row, {name})
    factor = PRICES.get(name, 1.0) ** row.get("times", 0) * (1 - PRICES.get(name, 1.0) * row.get("share", 0.0))
    assert one.score == pytest.approx(VOTE * factor)
    assert one.vetoed_by == row.get("veto", "")
    assert row.get("note", "") in "; ".join(one.notes)
    assert bool(one.notes) == bool(row.get("note"))


def test_the_table_has_every_rule_speaking_and_silent() -> None:
    """A new rule needs its rows."""
    outcomes = {"times", "share", "veto"}
    assert list(TABLE) == list(RULES)
    for name, rows in TABLE.items():
        assert any(outcomes & row.keys() for row in rows), f"{name} never speaks"
        assert any(not outcomes & row.keys() for row in rows), f"{name} is never silent"


def test_every_rule_has_a_price_or_only_forbids() -> None:
    """One with a price never forbids; a name that has none is an error as soon as a matcher is made."""
    for name, rows in TABLE.items():
        costs = any({"times", "share"} & row.keys() for row in rows)
        assert (costs, not RULES[name].vetoes) == (name in PRICES, name in PRICES), name
    with pytest.raises(AttributeError, match="misspelt"):
        Scales({}, DEFAULT, {"misspelt": RULES["own"]})


ENTITIES = st.sets(st.sampled_from(["ada", "nils", "york"]))
ASKS = st.sets(st.sampled_from(["time", "reason", "number", "price", "person", "manner"]))
SHARE = st.floats(0, 1)
NUMBERS = st.sets(st.sampled_from(["4", "12"]))
SAID = st.fixed_dictionaries({
    "asks": ASKS, "persons": ENTITIES, "places": ENTITIES, "roles": ENTITIES, "unseen": SHARE,
    "stranger": st.sampled_from(["", "doku"]), "numbers": NUMBERS,
    "somebody_else": st.sampled_from(["", "jobs"]), "own": st.sets(st.sampled_from(["my", "you"])),
    "day": st.sets(st.sampled_from("ab")), "not_meant": ENTITIES, "bodies": ENTITIES, "unseen_mass": SHARE,
    "acts": st.sets(st.sampled_from("ab")), "accusations": st.sets(st.sampled_from("ab")),
    "asked": st.booleans(), "dated": st.booleans(),
    "frame": st.fixed_dictionaries({
        "turned": st.lists(st.sampled_from(["negated", "supposed", "excepted"])), "asks_what": st.booleans(),
        "sayers": st.lists(st.sampled_from(["ada", "nils"])), "counted": st.sampled_from(["", "a"]),
    }),
    "content": st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.sampled_from(["=x", "=y"])), SHARE), max_size=4),
})  # fmt: skip
GIVEN = st.fixed_dictionaries({
    "kind": st.sampled_from(["fact", "gap", "conflict"]), "entities": ENTITIES, "places": ENTITIES,
    "asks": ASKS, "stems": st.sets(st.sampled_from("abc")), "numbers": NUMBERS,
    "subjects": ENTITIES, "about": st.lists(st.sampled_from(["ada", "nils"])), "personal": st.sets(st.just("you")),
    "concepts": st.sets(st.sampled_from(["=x", "=y"])), "told": st.sets(st.sampled_from(["a", "b", "=x"])),
    "phrasings": st.sampled_from([1, 40]), "explains": st.booleans(), "turned": st.sets(st.just("negated")),
    "speakers": ENTITIES,
})  # fmt: skip
CASES = st.fixed_dictionaries({"evidence": SAID, "entry": GIVEN})


@settings(deadline=None)  # a law, whatever else the machine does
@given(CASES, st.floats(-1, 3))
def test_scores_stay_between_0_and_1(row: dict[str, Any], vote: float) -> None:
    """Whatever the vote, which may lie a little outside, and whatever speaks against the entry."""
    assert 0 <= weighed(row, set(RULES), vote).score <= 1


@settings(deadline=None)
@given(CASES, st.sampled_from(sorted(RULES)))
def test_a_rule_that_is_left_out_changes_nothing_else(row: dict[str, Any], name: str) -> None:
    """Its factor, its notes and its veto are gone, those of all other rules are as they were."""
    every, without, alone = weighed(row, set(RULES)), weighed(row, set(RULES) - {name}), weighed(row, {name})
    assert every.score == pytest.approx(without.score * alone.score / VOTE)
    assert sorted(every.notes) == sorted(without.notes + alone.notes)
    assert bool(every.vetoed_by) == bool(without.vetoed_by or alone.vetoed_by)


def test_a_matcher_may_leave_rules_out() -> None:
    """A question that asks for nothing is matched alike without `number`; one that asks how many is answered then."""
    whole = matcher_of("bridge")
    without = Matcher(bridge(), rules={name: rule for name, rule in RULES.items() if name != "number"})
    assert without.match("the old bridge was shut") == whole.match("the old bridge was shut")
    query = "how many times was the bridge shut"
    assert whole.match(query).decision is not Decision.ANSWER
    assert without.match(query).answers == ("bridge-shut",)
