"""The object of `--json`, which stays fixed, and the explanation."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.answering.reply import Responded
from bot.answering.responder import Responder
from bot.knowledge.load import load_text
from bot.rendering.as_json import as_json
from bot.rendering.explanation import render_explanation
from bot.rendering.plain import render_plain
from bot.retrieval.match import Candidate, Decision, Explanation, Match, WordReading
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import HARBOUR, replaced
from tests.rendering.samples import small

KEYS = {"question", "lang", "answered", "kind", "confidence", "facts", "conflict", "differs", "suggestions", "text"}
FACT_KEYS = {"id", "text", "attribution", "source", "date", "score"}


def test_the_object_has_the_promised_keys() -> None:
    """Keys may be added, never removed."""
    responded = small().respond("who resigned")
    made = as_json(responded)
    assert made.keys() >= KEYS
    assert made["answered"] is True
    assert made["kind"] == "answer"
    assert 0 <= made["confidence"] <= 1
    assert made["text"] == render_plain(responded.reply)
    fact = made["facts"][0]
    assert fact.keys() >= FACT_KEYS
    assert fact["source"] == {
        "document": "gazette",
        "title": "Sandvik Gazette of 8 September 2023",
        "date": "2023-09-08",
        "paragraph": 6,
        "paragraphs": [6],
    }
    assert fact["date"] == "2023-09-01"
    assert 0 < fact["score"] <= 100
    assert json.loads(json.dumps(made)) == made


def test_a_fact_of_several_paragraphs_names_them_all() -> None:
    """In the object the one of its main point comes first; in the message they stand in order."""
    base = load_text(replaced(HARBOUR, "paragraph: 6", "paragraph: [6, 2]"))
    made = as_json(Responder(base, Matcher(base)).respond("who resigned"))
    source = made["facts"][0]["source"]
    assert (source["paragraph"], source["paragraphs"]) == (6, [6, 2])
    assert "paragraphs 2, 6 of 6" in made["text"]


def test_an_abstention_has_no_facts() -> None:
    """`answered` is true only for an answer, and only then are there facts."""
    made = as_json(small().respond("why did Berg resign"))
    assert (made["answered"], made["kind"], made["facts"]) == (False, "not_in_source", [])
    assert made["suggestions"][0].keys() == {"id", "question"}


def test_a_conflict_names_itself_and_its_ranges() -> None:
    """Both sides in date order; a range is written from/to."""
    match = Match("q", Decision.ANSWER, 0.9, 0.5, answers=("ferry-on-the-12th",), conflict="ferry-dates")
    made = as_json(Responded(small().reply_to(match, "en"), match))
    assert made["conflict"] == "ferry-dates"
    assert [fact["date"] for fact in made["facts"]] == ["2023-09-12", "2023-09-15/2023-09-17"]


def test_a_side_that_was_asked_for_comes_first() -> None:
    """The conflict is named under "differs", its sentence stands in the text, and the other side follows."""
    match = Match("q", Decision.ANSWER, 0.9, 0.5, answers=("ferry-on-the-15th",), differs="ferry-dates")
    made = as_json(Responded(small().reply_to(match, "en"), match))
    assert (made["conflict"], made["differs"]) == (None, "ferry-dates")
    assert "The documents give different dates for the ferry." in made["text"]
    assert [fact["id"] for fact in made["facts"]] == ["ferry-on-the-15th", "ferry-on-the-12th"]


def test_the_explanation_is_there_only_when_asked_for() -> None:
    """It lists words, candidates, rules and advice."""
    responded = small().respond("who resigned")
    assert "explain" not in as_json(responded)
    explained = as_json(responded, explain=True)["explain"]
    assert isinstance(explained, Mapping)
    assert explained.keys() >= {"threshold", "words", "candidates", "rules", "advice"}


def test_the_explanation_reads_well() -> None:
    """Words, candidates with bars, vetoes, the threshold, what to do."""
    match = Match(
        "who lft",
        Decision.NOT_IN_SOURCE,
        0.31,
        0.5,
        candidates=(Candidate("berg-resigned", "fact", 0.48, "who resigned", "en", "names differ"),),
        explanation=Explanation(
            words=(WordReading("who", "stop word"), WordReading("lft", "repaired", "left")),
            clause="who lft",
            rules=("A name that the fact does not have.",),
            advice=("Add a question with 'left'.",),
        ),
    )
    assert render_explanation(match).splitlines() == [
        "Why: not_in_source, confidence 0.31, below the threshold of 0.50",
        "",
        "How each word was read",
        "  who  stop word",
        "  lft  repaired as left",
        "",
        "The part that was matched: who lft",
        "",
        "Candidates, scores out of 100",
        "   48 #####      berg-resigned",
        "                 → who resigned [en]",
        "                 vetoed: names differ",
        "",
        "Rules that spoke",
        "  - A name that the fact does not have.",
        "",
        "What to change in the base",
        "  - Add a question with 'left'.",
    ]
