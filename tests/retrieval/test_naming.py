"""What people call an entity."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Entity
from bot.language.pack import shipped_packs
from bot.retrieval.naming import Naming

NAMING = Naming(shipped_packs())
COACH = Entity(
    id="balan",
    kind="person",
    name={"en": "the Bear", "de": "der Bär"},
    aliases={"en": "Balan, The Times"},
    role={"en": "the coach", "de": "Trainer"},
    roles={"en": "(the | a) man on the bench"},
    heard_as={"en": "the Old Bear"},
)


def test_names_and_offices_are_called_with_and_without_their_article() -> None:
    """The shown name and role among them; an article in capitals is part of a name."""
    assert list(NAMING.names(COACH)) == ["the Bear", "Bear", "der Bär", "Bär", "Balan", "The Times"]
    assert list(dict.fromkeys(NAMING.offices(COACH))) == [
        "the coach", "coach", "Trainer", "the man on the bench", "man on the bench", "a man on the bench",
    ]  # fmt: skip
    assert list(NAMING.heard_names(COACH)) == ["the Old Bear", "Old Bear"]


@pytest.mark.parametrize(
    ("phrase", "language", "bare"),
    [("the", "en", "the"), ("the coach", "uk", "the coach"), ("Die Zeit", "de", "Die Zeit"), ("", "en", "")],
)
def test_what_is_no_article_stays(phrase: str, language: str, bare: str) -> None:
    """A lone word, an article of another language, one in capitals, nothing at all."""
    assert NAMING.without_article(phrase, language) == bare
