"""A whole match: which clause decides, what a bare name stands for, and how it is explained."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Entity, Fact, Knowledge
from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher
from tests.bases import matcher_of
from tests.knowledge.builders import fact, harbour, knowledge

HARBOUR = matcher_of("harbour")
RAMBLING = "my grandmother came over to our house last week and she told us a very long story"


def said(id_: str, text: str, questions: str, **others: object) -> Fact:
    """Return a fact that the council says."""
    return fact(id_, text=text, questions=questions, source="council-minutes", **others)


def story(*facts: Fact) -> Knowledge:
    """Return a base of facts about the people of the harbour, and Ada Finch."""
    ada = Entity.model_validate({"id": "ada", "kind": "person", "name": {"en": "Ada Finch"}})
    return knowledge(facts=facts, entities=(*harbour().entities, ada), sources=harbour().sources)


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("Who resigned?", ""),  # the whole query
        ("The ferry was late. Who resigned?", "Who resigned?"),
        ("Who resigned? The ferry was late.", "Who resigned?"),
        ("When does the council expect the ferry. The ferry was late.", "When does the council expect the ferry."),
        ("The council expects the ferry? Who resigned.", "The council expects the ferry?"),
        (f"{RAMBLING}. Who resigned?", "Who resigned?"),
        (f"{RAMBLING}, who resigned, and so on", "who resigned"),
        ("hello! who resigned", "who resigned"),
        ("wer trat zurück? danke!", "wer trat zurück?"),
    ],
)
def test_the_clause_that_asks_and_says_most_decides(query: str, clause: str) -> None:
    """A question mark before a question word, a question word before none."""
    assert HARBOUR.match(query).explanation.clause == clause


@pytest.mark.parametrize(("query", "language"), [("who resigned", "en"), ("wer trat zurück", "de"), ("asdfgh", None)])
def test_a_match_has_the_language_of_its_query(query: str, language: str | None) -> None:
    """None where nothing tells."""
    assert HARBOUR.match(query).language == language


@pytest.mark.parametrize("query", ["Nils Berg", "nils berg", "the Nils Berg?"])
def test_a_bare_name_gets_the_fact_that_begins_with_it(query: str) -> None:
    """One that merely mentions the same person comes after it, wherever it stands in the base."""
    ball = said("ball", "The council gave Nils Berg a ball.", "what did the council give", about=["council", "berg"])
    left = said("left", "Nils Berg was harbour master.", "who resigned", about=["berg"])
    for facts in ([ball, left], [left, ball]):
        assert Matcher(story(*facts)).match(query).answers == ("left",)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("who resigned", [("who", "concept", "who"), ("resigned", "concept", "resign")]),
        ("who rezigned", [("who", "concept", "who"), ("rezigned", "repaired", "resigned")]),
        ("the boat", [("the", "stop word", ""), ("boat", "concept", "ferry")]),
        ("the council", [("the", "stop word", ""), ("council", "name", "council")]),
        ("zebra boat", [("zebra", "unseen", ""), ("boat", "concept", "ferry")]),
    ],
)
def test_each_word_is_explained(query: str, words: list[tuple[str, str, str]]) -> None:
    """How it was read, and what it was taken for."""
    explained = HARBOUR.match(query).explanation.words
    assert [(word.word, word.how, word.meaning) for word in explained] == words


@pytest.mark.parametrize(
    ("query", "rule", "advice"),
    [
        ("who resigned", "", "if this is the wrong answer, add the question to the right entry"),
        ("црщ куышптув", "typed in another keyboard layout", "if this is the wrong answer"),
        ("how many resigned", "asks for a number, which berg-resigned does not give", "to answer with berg-resigned"),
        ("why did Berg resign?", "asks for a reason", "the gap why-berg-resigned answered"),
        ("when did Otto resign", "otto may be somebody", "put the unseen words into the thesaurus"),
        ("when did Otto resign", "words that the base has never seen weigh", "to answer with berg-resigned (0."),
        ("when will the boat sail", "ferry-dates: sources differ, all sides are shown", "if this is the wrong answer"),
    ],
)
def test_what_decided_is_told_and_what_would_change_it(query: str, rule: str, advice: str) -> None:
    """In sentences for whoever edits the base."""
    explanation = HARBOUR.match(query).explanation
    assert rule in "\n".join(explanation.rules)
    assert advice in "\n".join(explanation.advice)


def test_a_veto_is_told() -> None:
    """With the name that ruled the entry out."""
    left = said("left", "Nils Berg left.", "why did Nils Berg leave", about=["berg"])
    others = [said(f"other-{number}", "It was so.", f"what is {number}") for number in range(8)]
    match = Matcher(story(left, *others)).match("why did Ada Finch leave")
    assert match.decision is Decision.NOT_IN_SOURCE
    assert match.candidates[0].vetoed_by == "names: ada"
    assert match.explanation.rules[0] == "left is ruled out: names: ada"


def test_what_asks_for_the_present_is_marked() -> None:
    """Also where it is small talk or nothing at all."""
    assert [HARBOUR.match(query).dated for query in ("who resigned today", "who resigned", "now")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("was the harbour fair on 3 July", True),
        ("was the harbour fair on 5 July", True),  # a day inside its range is not denied
        ("was the harbour fair on 15 July", False),
        ("was the harbour fair in 2019", False),
    ],
)
def test_a_fact_answers_for_its_own_days_alone(query: str, *, answers: bool) -> None:
    """Whatever else it has in common with the question."""
    days = {"start": "2024-07-03", "end": "2024-07-07"}
    fair = said("fair", "The harbour fair was in July.", "when was the harbour fair in July", date=days)
    others = [said(f"other-{number}", "It was so.", f"what is thing number {number} of 2019") for number in range(8)]
    assert (Matcher(story(fair, *others)).match(query).answers == ("fair",)) is answers
