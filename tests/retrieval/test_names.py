"""Looking up an entity by a typed name."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Entity
from bot.retrieval.names import Names
from tests.knowledge.builders import harbour, knowledge

PEOPLE = [
    Entity.model_validate(entity)
    for entity in (
        {"id": "umerov", "kind": "person", "name": {"en": "Rustem Umerov", "uk": "Рустем Умєров"}},
        {"id": "witkoff", "kind": "person", "name": {"en": "Steve Witkoff", "uk": "Стів Віткофф"}},
        {"id": "steve-day", "kind": "person", "name": {"en": "Steve Day"}, "roles": {"en": "the press secretary"}},
        {"id": "rubio", "kind": "person", "name": {"en": "Marco Rubio"}, "heard_as": {"en": "little Marco"}},
        {"id": "nsdc", "kind": "body", "name": {"en": "NSDC"}, "aliases": {"en": "security council", "uk": "РНБО"}},
    )
]
NAMES = Names(knowledge(entities=tuple(PEOPLE)))


@pytest.mark.parametrize(
    ("typed", "entity"),
    [
        ("Rustem Umerov", "umerov"),
        ("umerov rustem", "umerov"),  # in any order
        ("Umerov", "umerov"),
        ("УМЄРОВ", "umerov"),
        ("Умеров", "umerov"),  # in Russian letters
        ("umierov", "umerov"),
        ("umerof", "umerov"),
        ("Віткоф", "witkoff"),
        ("вткоф", "witkoff"),
        ("rubio", "rubio"),
        ("ruby", "rubio"),
        ("maria", None),
        ("little marco", "rubio"),  # as people say
        ("press secretary", "steve-day"),  # by the role
        ("РНБО", "nsdc"),
        ("the security council", "nsdc"),
        ("Steve", None),  # two are called so
        ("xyz", None),
        ("", None),
        ("?!", None),
    ],
)
def test_an_entity_is_found(typed: str, entity: str | None) -> None:
    """By name, alias, role or part of a name, misspelt, in either script; None where two or none are meant."""
    assert NAMES.find_entity(typed) == entity


def test_two_bodies_of_one_name_are_both_found_by_it() -> None:
    """A name that is given in full is found even where another entity has it too."""
    twice = [*harbour().entities, harbour().entities[0].model_copy(update={"id": "other-paper"})]
    assert Names(knowledge(entities=tuple(twice))).find_entity("the Gazette") == "gazette-paper"


@pytest.mark.parametrize(
    "typed", ["a " * 2040, "\ufdfa" * 100, "я" * 4085, "Umerov " * 600], ids=["words", "ligatures", "letters", "names"]
)
def test_what_is_longer_than_any_name_is_nobodys(typed: str) -> None:
    """It is not compared with every name: that took 170 ms of everybody's time."""
    assert NAMES.find_entity(typed) is None
