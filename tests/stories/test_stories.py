"""Any story will do: ten invented ones, written as newcomers write them, through the public interface alone.

A library in English; a stadium in three languages, with sources that differ and no thesaurus; a museum in German, which
has hints but no catalogue; a bakery of four facts with nothing else; a court case in Russian and English, half of whose
questions ask for what lies beside what it holds. So do those of a recall, a clinic's leaflet, a festival, a software
release and a match report; nobody has read the questions of the last four. The questions stand beside each base.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answering.commands import COMMANDS
from bot.answering.reply import Answer, NotInSource
from bot.cli import app
from bot.evaluation.evaluate import Evaluation, Floors, evaluate
from bot.evaluation.questions import LabelledQuestion, load_questions
from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import shorten
from bot.rendering.plain import render_plain
from bot.rendering.timeline import BRIEF
from bot.terminal import Terminal
from tests.bases import knowledge_of, matcher_of, path_of, well_read

HERE = Path(__file__).parent

FLOORS = {
    "library": Floors(accuracy=0.62, abstention_recall=0.74, attribution=0.95, wrong_share=0.07),
    "stadium": Floors(accuracy=0.61, abstention_recall=0.74, both_sides=0.55, attribution=0.90, wrong_share=0.07),
    "museum": Floors(accuracy=0.52, abstention_recall=0.73, attribution=0.90, wrong_share=0.11),
    "court": Floors(accuracy=0.46, abstention_recall=0.80, attribution=0.90, wrong_share=0.11),
    "recall": Floors(accuracy=0.40, abstention_recall=0.70, attribution=0.95, wrong_share=0.17),
    "clinic": Floors(accuracy=0.40, abstention_recall=0.76, attribution=0.95, wrong_share=0.11),
    "festival": Floors(accuracy=0.54, abstention_recall=0.68, attribution=0.95, wrong_share=0.09),
    "release": Floors(accuracy=0.56, abstention_recall=0.72, attribution=0.95, wrong_share=0.09),
    "match": Floors(accuracy=0.52, abstention_recall=0.82, attribution=0.95, wrong_share=0.15),
    "tiny": Floors(accuracy=0.65, abstention_recall=0.47, attribution=0.95, wrong_share=0.11),
}
"""What is reached, less three questions: nobody tunes on these stories."""

STORIES = sorted(FLOORS)
COMMAND_LINES = [f"/{command.name}" for command in COMMANDS]

each_story = pytest.mark.parametrize("name", STORIES)


@functools.cache
def questions_of(name: str) -> tuple[LabelledQuestion, ...]:
    """Return the labelled questions of a story."""
    return load_questions([HERE / name / "questions.yaml"])


@functools.cache
def evaluation_of(name: str) -> Evaluation:
    """Return what the matcher makes of a story's questions."""
    return evaluate(matcher_of(name), questions_of(name))


def terminal_of(name: str, language: str | None = None) -> Terminal:
    """Return a new conversation about a story."""
    return Terminal(well_read(name), language)


@functools.cache
def texts_of(name: str) -> tuple[tuple[str, str], ...]:
    """Return lines with their replies: every labelled question and every command, in every language of the story."""
    said = []
    for language in (None, *matcher_of(name).knowledge.story.languages):
        terminal = terminal_of(name, language)
        lines = [*COMMAND_LINES, "hello", "", *(question.ask for question in questions_of(name))]
        said += [(line, terminal.reply(line)) for line in lines]
    return tuple(said)


@each_story
def test_the_base_of_a_newcomer_is_accepted(name: str) -> None:
    """`check` may warn, of one question alone or a group that is not used, but there is nothing to mend."""
    result = CliRunner().invoke(app, ["check", str(path_of(name))])
    assert result.exit_code == 0, result.output


@each_story
def test_blind_questions_are_answered_above_the_floors(name: str) -> None:
    """Neither a story, nor its language, nor its size is what the constants hold for alone."""
    assert evaluation_of(name).below(FLOORS[name]) == []


@each_story
def test_a_third_of_the_questions_must_not_be_answered(name: str) -> None:
    """The measure is fair: a bot that answers everything, or nothing, fails it."""
    total = evaluation_of(name).total
    assert total.must_abstain * 3 >= total.answerable + total.must_abstain


@each_story
def test_answers_and_gaps_carry_the_day_of_their_own_story(name: str) -> None:
    """Whatever tells something of the story, or that it is not told, in whatever language the catalogue writes it."""
    responder = well_read(name)
    replies = [responder.respond(question.ask).reply for question in questions_of(name)]
    telling = [reply for reply in replies if isinstance(reply, Answer | NotInSource)]
    assert telling
    for reply in telling:
        assert catalogue(reply.language).date(responder.knowledge.story.as_of) in render_plain(reply)


@pytest.mark.usefixtures("untraced")
@each_story
def test_nothing_of_the_shipped_story_is_said(name: str) -> None:
    """Neither its people, bodies and places nor its title nor its day stand in any reply, in any language."""
    shipped = knowledge_of("shipped")
    foreign = {text for entity in shipped.entities for text in entity.name.values()}
    foreign |= {*shipped.story.title.values(), shipped.story.as_of.isoformat()}
    foreign |= {catalogue(language).date(shipped.story.as_of) for language in shipped.story.languages}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(foreign)))})\b", re.IGNORECASE)
    assert not [(line, found.group()) for line, text in texts_of(name) if (found := pattern.search(text))]


@each_story
def test_facts_are_quoted_as_the_base_has_them(name: str) -> None:
    """An object per question: facts with the texts and attributions of the story; suggestions are entries of it."""
    knowledge = matcher_of(name).knowledge
    texts = {fact.id: set(fact.text.values()) for fact in knowledge.facts}
    attributions = {text for source in knowledge.sources for text in source.attribution.values()}
    entries = {*texts, *(conflict.id for conflict in knowledge.conflicts)}
    terminal = terminal_of(name)
    for question in questions_of(name):
        reply = json.loads(terminal.json_line(question.ask))
        assert reply["lang"] in knowledge.story.languages
        assert reply["answered"] == bool(reply["facts"])
        for fact in reply["facts"]:
            assert fact["text"] in texts[fact["id"]]
            assert fact["attribution"] in attributions
        assert {suggestion["id"] for suggestion in reply["suggestions"]} <= entries


@pytest.mark.usefixtures("untraced")
@each_story
@pytest.mark.parametrize("line", COMMAND_LINES)
def test_commands_work(name: str, line: str) -> None:
    """Also where there are no entities, no conflicts, no gaps and one topic."""
    assert terminal_of(name).reply(line).strip()


@each_story
def test_who_timeline_and_topics_show_what_the_story_has(name: str) -> None:
    """People by name, each dated fact on the timeline, each topic, each document."""
    knowledge = matcher_of(name).knowledge
    language = knowledge.story.languages[0]
    terminal = terminal_of(name)
    who, timeline, topics, sources = map(terminal.reply, ("/who", "/timeline", "/topics", "/sources"))
    about = {id_ for fact in knowledge.facts for id_ in fact.about}
    for entity in knowledge.entities:
        if entity.kind == "person" and entity.id in about:
            assert entity.name[language] in who
            assert entity.name[language] in terminal.reply(f"/who {entity.name[language]}")
    for fact in knowledge.facts:
        assert fact.date is None or fact.detail_of or shorten(fact.text[language], BRIEF).rstrip(".") in timeline
    assert all(topic.name[language] in topics for topic in knowledge.topics)
    assert all(document.title[language] in sources for document in knowledge.documents)


def test_the_sides_of_a_conflict_are_shown_to_both_who_ask_about_it() -> None:
    """Also in a story without a thesaurus, and whichever side was asked for."""
    terminal = terminal_of("stadium")
    for question in ("was the rent paid", "how much does the club owe", "чи заплатив клуб за оренду"):
        reply = json.loads(terminal.json_line(question))
        assert reply["conflict"] == "rent-conflict"
        assert {fact["id"] for fact in reply["facts"]} == {"rent-paid", "rent-owed"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how many people signed the petition", "en"),
        ("скільки людей підписали петицію", "uk"),
        ("сколько людей подписали петицию", "ru"),
    ],
)
def test_a_story_replies_in_the_language_it_was_asked_in(question: str, language: str) -> None:
    """The answer, and the questions that are offered beside it."""
    reply = json.loads(terminal_of("stadium").json_line(question))
    assert reply["lang"] == language
    assert [fact["id"] for fact in reply["facts"]] == ["petition"]
    latin = all(re.search(r"[A-Za-z]", suggestion["question"]) for suggestion in reply["suggestions"])
    assert latin == (language == "en")
