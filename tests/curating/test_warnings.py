"""Warnings: what a curator is told of a base that can be used and had better be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.curating.warnings import MANY_LINES, MANY_TERMS, warnings_of
from bot.knowledge.load import read_text
from bot.knowledge.positions import Positions
from tests.knowledge.broken import Broken
from tests.knowledge.builders import BRIDGE, HARBOUR, fact, gap, knowledge, replaced

if TYPE_CHECKING:
    from bot.errors import Problem


def warned(text: str) -> list[Problem]:
    """Return the warnings of a text that the loader accepts."""
    loaded = read_text(text)
    return warnings_of(loaded.knowledge, loaded.positions)


LONG = " ".join(["The bridge was shut."] * 20)

DOUBTFUL = {
    "entity never asked about": Broken(
        "sources:\n",
        "  - {id: miller, kind: person, name: {en: Tom}}\n\nsources:\n",
        "- {id: miller",
        "never asked about",
    ),
    "nobody to report a mistake to": Broken(
        '  contact: "@millbrook_parish"\n', "", "id: ", "nobody is named to whom a mistake may be reported"
    ),
    "unused topic": Broken(
        "topics:\n", "topics:\n  - {id: floods, name: {en: Floods}}\n", "- {id: floods", "named by no fact"
    ),
    "one question only": Broken(
        "en: |\n        when does the repair (begin | start)\n        what did the mayor (say | announce)",
        "en: |  # here\n        when does the repair begin",
        "en: |  # here",
        "one question only in 'en'",
    ),
    "no questions in a language": Broken(
        "questions:\n      en: |\n        why did Berg resign\n        what was the reason for the resignation\n"
        "      de: |\n        warum trat Berg zurück\n        was war der Grund für den Rücktritt",
        "questions:\n      en: why did Berg resign",
        "en: why did",
        "no questions in 'de'",
        HARBOUR,
    ),
    "question of two facts": Broken(
        "what did the mayor (say | announce)", "was shut (the |) bridge when", "was shut", "nearly a question"
    ),
    "today": Broken("in June 2024", "today", "en: The mayor", "'today' reads as if it were today"),
    "is expected": Broken(
        "was expected to begin", "is expected to begin", "en: The mayor", "'is expected to' reads as if"
    ),
    "long text": Broken(
        "The letter does not say what the repair costs.", LONG, "en: The bridge was shut.", "419 characters"
    ),
    "long question": Broken(
        "who pays for the repair", "who pays " + "and pays " * 20, "who pays and", "a question of 1"
    ),
    "same question with an article": Broken(
        "what did the mayor (say | announce)", "when was bridge shut", "when was bridge", "nearly a question"
    ),
    "more lines than anybody reads": Broken(
        "        who pays for the repair\n",
        "".join(f"        who pays for repair {number}\n" for number in range(MANY_LINES)),
        "en: |\n",
        f"{MANY_LINES + 1} lines of questions in 'en'",
    ),
    "more terms than anybody reads": Broken(
        "en: ferry, boat, ship",
        "en: " + ", ".join(["ferry", *(f"ship {number}" for number in range(MANY_TERMS))]),
        "en: ferry",
        f"{MANY_TERMS + 1} terms in 'en'",
        HARBOUR,
    ),
    "text cut at a number sign": Broken(
        "en: Ada Finch, mayor", "en: Ada Finch # 1, mayor", "en: Ada Finch", "'# 1, mayor at the time, in the parish"
    ),
    "question cut at a number sign": Broken(
        "en: |\n        how much does the repair cost\n        who pays for the repair",
        "en:\n        - how much does the repair cost\n        - who pays for the repair #2",
        "- who pays",
        "'#2' is cut off",
    ),
    "questions without the bar": Broken(
        "en: |\n        how much does the repair cost\n        who pays",
        "en:\n        how much does the repair cost\n        who pays",
        "how much",
        "'who pays for the repair' runs on from the line above it; put `|` behind `en:`",
    ),
    "questions in quotation marks": Broken(
        "en: |\n        how much does the repair cost\n        who pays for the repair",
        'en: "how much does the repair cost\n\n        who pays for the repair\n        who gives the money"',
        "en: ",
        "'who gives the money' runs on",
    ),
    "questions behind another sign": Broken(
        "en: |\n        how much does the",
        "en: >-\n        how much does the",
        "en: >-",
        "'who pays for the repair' runs",
    ),
    "questions behind one dash": Broken(
        "en: |\n        how much does the repair cost\n        who pays",
        "en:\n        - how much does the repair cost\n          who pays",
        "- how much",
        "put a '-' before each line",
    ),
    "terms that run on": Broken(
        "en: ferry, boat, ship",
        "en: ferry, (boat |\n      ship), sail\n      vessel",
        "en: ferry",
        "'vessel' runs",
        HARBOUR,
    ),
    "office that nobody says whole": Broken(
        "      en: mayor\n", "      en: chief of the parish\n", "en: chief of", "as a whole alone"
    ),
    "group of one": Broken("thesaurus:\n", "thesaurus:\n  car:\n    en: car\n", "car:", "joins nothing", HARBOUR),
    "group of no use": Broken(
        "thesaurus:\n", "thesaurus:\n  car:\n    en: car, lorry\n", "car:", "stands in any question", HARBOUR
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_doubtful_place_is_warned_of(name: str) -> None:
    """Exactly one warning, in words that say what is doubtful and what to do, and near the line that is meant."""
    case = DOUBTFUL[name]
    text = case.text()
    [warning] = warned(text)
    assert case.words in str(warning)
    assert warning.advice
    lines = text.split("\n")
    near = [line.strip() for line in lines[max(0, warning.line - 2) : warning.line]]
    assert any(f"{line}\n".startswith(case.at) for line in near), near


@pytest.mark.parametrize("text", [BRIDGE, HARBOUR], ids=["bridge", "harbour"])
def test_a_good_base_has_no_warnings(text: str) -> None:
    """A base as it should be is passed in silence; sides of a conflict may share their questions."""
    assert warned(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("as_of: 2024-05-20", "as_of: 2024-05-20  # the day of the letter"),
        ("en: Repairs", 'en: "Repairs"  # a heading'),
        ("what did the mayor (say", "what did mayor #1 (say"),
        ("en: |\n        how much does the repair cost\n", "en: >-\n        how much does the repair cost\n\n"),
        ("en: The letter does not say what", "en:\n        The letter does not\n        say what"),
        ("en: |\n        the mayor\n", "en:\n        mayor of Millbrook, (a |\n        the) mayor,\n"),
        ("      en: mayor\n", "      en: mayor of the village at the time\n"),
    ],
)
def test_what_looks_like_a_trap_and_is_none(old: str, new: str) -> None:
    """Notes behind days and quoted texts, # in a block, folded prose and terms, an office of which a part is known."""
    assert warned(replaced(BRIDGE, old, new)) == []


def test_words_in_quotation_marks_may_speak_of_today() -> None:
    """A quotation is the speaker's; it is not read as the bot's own present."""
    assert warned(BRIDGE.replace("The mayor said that the repair was", "The mayor said “it is now” and was")) == []


def test_a_language_without_a_word_list_is_not_judged() -> None:
    """Only languages with a list are looked at."""
    assert warned(HARBOUR.replace("Die Fähre", "Die Fähre today")) == []


def test_warnings_of_a_base_made_in_a_test_have_no_lines() -> None:
    """Without positions the warnings are the same, and their line is 0."""
    base = knowledge(facts=[fact("one", questions="is it shut"), fact("two", questions="is it shut\nwas it shut")])
    found = warnings_of(base, Positions())
    assert {warning.line for warning in found} == {0}
    assert [warning.where for warning in found if "nearly a question of one" in warning.message] == ["two"]


def test_a_gap_that_could_deny_what_a_fact_says_is_named() -> None:
    """Their questions coincide: it would be left to chance which of the two is given."""
    facts = [fact("cost", questions="what does the repair cost\nis it shut")]
    gaps = [
        gap("price", questions="who pays\nthe repair costs what\nwhat does repair cost"),
        gap("who", questions="who pays for it"),
    ]
    found = [w for w in warnings_of(knowledge(facts=facts, gaps=gaps), Positions()) if "nearly" in w.message]
    assert [(w.where, "a question of cost: 'what does the repair cost'" in w.message) for w in found] == [
        ("price", True)
    ]


def test_one_word_more_is_another_question() -> None:
    """Names, days, "not" and "why" tell questions apart; the order of the words and an article do not."""
    base = knowledge(
        facts=[
            fact("one", questions="what did Ada Finch announce\nwhat was said"),
            fact("two", questions="what did Tom Finch announce\nwho said it"),
            fact("three", questions="what did Ada Finch not announce\nwhy did Ada Finch announce what"),
            fact("four", questions="announce what did (the |) Ada Finch\nwho went there"),
        ]
    )
    assert [w.where for w in warnings_of(base, Positions()) if "nearly" in w.message] == ["four"]
