"""From a query to a reply, with the real matcher on small real bases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, QueryReply, Smalltalk, Unclear
from bot.answering.showing import as_question
from bot.retrieval.match import Candidate, Decision, Match
from tests.bases import knowledge_of, responder_of

HARBOUR = knowledge_of("harbour")
SIDES = ("ferry-on-the-12th", "ferry-on-the-15th")
RESPONDER, BRIDGE = responder_of("harbour"), responder_of("bridge")


def match(decision: Decision, **others: object) -> Match:
    """Return an outcome as the matcher would give it."""
    return Match("a query", decision, 0.9, 0.5, **others)  # type: ignore[arg-type]


def test_an_answer_carries_all_that_a_reader_needs() -> None:
    """A fact comes with its text, owner, document, paragraph and date, in the language of the question."""
    reply = RESPONDER.respond("wann trat Berg zurück").reply
    assert isinstance(reply, Answer)
    fact = reply.facts[0]
    assert (fact.id, reply.language) == ("berg-resigned", "de")
    assert fact.attribution == "der Anzeiger, ohne Quelle"
    assert (fact.source.title, fact.source.paragraph, fact.source.paragraphs) == (
        "Sandviker Anzeiger vom 8. September 2023",
        (6,),
        6,
    )
    assert fact.score > 0


@pytest.mark.parametrize("answers", [SIDES, SIDES[::-1]])
def test_the_sides_of_a_conflict_stand_in_date_order_unless_the_day_of_one_was_asked_for(
    answers: tuple[str, ...],
) -> None:
    """The matcher tells that by another order than the base's."""
    outcome = match(
        Decision.ANSWER,
        conflict="ferry-dates",
        answers=answers,
        candidates=(Candidate("ferry-on-the-15th", "fact", 0.8, "x", "en"),),
    )
    reply = RESPONDER.reply_to(outcome, "en")
    assert isinstance(reply, Answer)
    assert [fact.id for fact in reply.facts] == [*answers]
    assert reply.conflict is not None


def test_a_gap_says_its_honest_text_and_offers_what_can_be_answered() -> None:
    """The gap's own sentence, its nearest facts as questions, and where to report a mistake."""
    reply = RESPONDER.respond("why did Berg resign").reply
    assert isinstance(reply, NotInSource)
    assert reply.text == "Neither document says why Nils Berg resigned."
    assert reply.contact == "https://example.org/harbour"
    assert "berg-resigned" in [suggestion.id for suggestion in reply.suggestions]


def test_each_kind_of_decision_has_its_reply() -> None:
    """No decision is left without a value of its own."""
    kinds = {
        Decision.DID_YOU_MEAN: DidYouMean,
        Decision.NOT_IN_SOURCE: NotInSource,
        Decision.OFF_TOPIC: OffTopic,
        Decision.UNCLEAR: Unclear,
        Decision.SMALLTALK: Smalltalk,
    }
    for decision, kind in kinds.items():
        assert isinstance(RESPONDER.reply_to(match(decision), "en"), kind)


def test_an_abstention_without_neighbours_offers_questions_to_start_with() -> None:
    """Whoever asks about the weather learns what can be asked."""
    reply = RESPONDER.reply_to(match(Decision.OFF_TOPIC), "en")
    assert reply.suggestions


def test_an_entry_asked_for_by_id_gives_its_conflict_too() -> None:
    """A fact that is one side of a conflict is never shown alone."""
    reply = RESPONDER.entry("ferry-on-the-15th", "en")
    assert isinstance(reply, Answer)
    assert len(reply.facts) == 2
    assert RESPONDER.entry("nobody", "en") is None


def test_the_sides_of_a_conflict_are_offered_as_one_question() -> None:
    """Both would open the same card; next to the card, neither is offered."""
    show = RESPONDER.showcase
    offered = show.suggestions(("ferry-on-the-12th", "berg-resigned", "ferry-on-the-15th"), "en")
    assert [suggestion.id for suggestion in offered] == ["ferry-on-the-12th", "berg-resigned"]
    assert show.related(("ferry-on-the-12th",)) == ("berg-resigned",)


def test_a_question_about_now_is_marked_as_one() -> None:
    """Words such as now, today and latest put the date first; the reply says so."""
    reply = RESPONDER.reply_to(match(Decision.ANSWER, answers=("berg-resigned",), dated=True), "en")
    assert isinstance(reply, Answer)
    assert reply.dated


def test_a_suggested_question_reads_like_one() -> None:
    """The first phrasing of the first pattern, with a capital and one question mark."""
    assert as_question("who (will | was to) go to (Oslo |)\nanother") == "Who will go to Oslo?"
    assert as_question("хто пішов у відставку?") == "Хто пішов у відставку?"
    assert as_question("NATO or not") == "NATO or not?"
    assert as_question("") == ""


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_string_gets_a_reply(query: str) -> None:
    """Whatever is typed, there is a reply in one of the story's languages, as of the story's date."""
    for responder in (RESPONDER, BRIDGE):
        reply, base = responder.respond(query).reply, responder.knowledge
        assert isinstance(reply, QueryReply)
        assert reply.language in base.story.languages
        assert reply.as_of == base.story.as_of
