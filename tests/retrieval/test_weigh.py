"""A gap whose nearest question asks for more than was asked stands behind the fact that was asked for."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Entity
from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher
from tests.bases import matcher_of
from tests.knowledge.builders import fact, gap, knowledge

BASE = knowledge(
    entities=tuple(
        Entity.model_validate({"id": id_, "kind": "person", "name": {"en": name}})
        for id_, name in (("ada", "Ada Berg"), ("holm", "Nils Holm"))
    ),
    facts=[
        fact("to-the-island", "Ada Berg goes to the island.", about=["ada"], questions="who travels to the island"),
        fact("resigned", "Ada Berg resigned in May.", about=["ada"], questions="Ada Berg resignation"),
        fact("ferry", "The ferry was closed.", questions="ferry closed"),
    ],
    gaps=[
        gap("others", questions="who else travels to the island now"),
        gap("holm", questions="Nils Holm resignation"),
        gap("why-closed", questions="why was the ferry closed in spring"),
    ],
)


@pytest.mark.parametrize(
    ("query", "answers", "which"),
    [
        ("who travels to the island", ("to-the-island",), None),
        ("who else travels to the island", (), "others"),
        ("the resignation", ("resigned",), None),
        ("Nils Holm's resignation", (), "holm"),
        ("was the ferry closed", ("ferry",), None),
        ("why was the ferry closed", (), "why-closed"),
    ],
)
def test_a_gap_answers_what_it_was_asked_for(query: str, answers: tuple[str, ...], which: str | None) -> None:
    """Somebody else, another person, a reason; without them the fact answers."""
    match = Matcher(BASE).match(query)
    assert (match.answers, match.gap) == (answers, which)
    assert match.decision is (Decision.ANSWER if answers else Decision.NOT_IN_SOURCE)


@pytest.mark.parametrize("query", ["how old is he?", "скільки йому років?", "сколько ему лет?"])
def test_whoever_he_is_somebody_was_asked_for(query: str) -> None:
    """Not the news, whose age a fact gives, although the gap's questions name people and this one does not."""
    assert matcher_of("shipped").match(query).candidates[0].entry_id == "biographies"
    assert matcher_of("shipped").match("how old is the news?").answers == ("article-date",)


def test_a_topic_alone_asks_for_no_more_than_it_names() -> None:
    """The gap's questions ask something, this one does not: the fact about it is told."""
    assert matcher_of("shipped").match("Suspilne citation").answers == ("rubio-via-suspilne",)
    assert matcher_of("shipped").match("who owns Suspilne?").gap == "media-details"


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("состав делегации", "delegation-members"),
        ("склад делегації", "delegation-members"),
        ("talks start time", "talks-duration"),
        ("Suspilne author", "media-details"),
        ("Moscow", "putin-reaction"),
    ],
)
def test_a_topic_that_no_text_tells_is_the_gaps(query: str, which: str) -> None:
    """There the noun is what is asked for."""
    assert matcher_of("shipped").match(query).gap == which
