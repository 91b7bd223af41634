"""What the shipped base shows keeps to the neutral terms of CONTRIBUTING.md and to the rules on quotation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.answering.showing import Showcase, as_question
from bot.knowledge.patterns import expand
from tests.bases import knowledge_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Knowledge

ROOT = Path(__file__).parents[2]
BASE = knowledge_of("shipped")
QUOTED_IN = "en"
"""The language of the document: quotations stand in no other."""
_LONGEST_ENDING = 3
"""Letters that a case may change: Суспільне, Суспільного."""
MAX_QUOTED_WORDS = 15
DICTATOR = re.compile(r"dictator|диктатор", re.IGNORECASE)

_SECTION = re.compile(r"^## Neutral terms\n(.*?)^## ", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ([a-z]{2}) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENDING = re.compile(r"[аеєиіїйоуыэюяьъ]+$", re.IGNORECASE)
_QUOTATION = re.compile(r"“([^”]*)”")
_NAME_IN_GUILLEMETS = re.compile(r"«([^»]*)»")
_QUOTATION_MARKS = re.compile(r"[\"“”„‟‘‚«»‹›]")


class Shown(NamedTuple):
    """A text that people see: which entry it belongs to, in which language."""

    owner: str
    language: str
    text: str


def shown(knowledge: Knowledge) -> Iterator[Shown]:
    """Yield every text that a reply, a command or a button can show; of the questions, the one that is offered."""
    story = knowledge.story
    showcase = Showcase(knowledge)
    for language in story.languages:
        yield Shown("contact", language, showcase.contact(language))
    everything = [
        ("story", story.title),
        *((document.id, document.title) for document in knowledge.documents),
        *((document.id, document.publisher or {}) for document in knowledge.documents),
        *((topic.id, topic.name) for topic in knowledge.topics),
        *((entity.id, entity.name) for entity in knowledge.entities),
        *((entity.id, entity.role or {}) for entity in knowledge.entities),
        *((source.id, source.attribution) for source in knowledge.sources),
        *((fact.id, fact.text) for fact in knowledge.facts),
        *((fact.id, fact.brief or {}) for fact in knowledge.facts),
        *((gap.id, gap.text) for gap in knowledge.gaps),
        *((conflict.id, conflict.text) for conflict in knowledge.conflicts),
        *((withdrawn.id, withdrawn.text) for withdrawn in knowledge.withdrawn),
    ]
    for owner, texts in everything:
        for language, text in texts.items():
            yield Shown(owner, language, text)
    offered = [
        *((fact.id, fact.questions) for fact in knowledge.facts),
        *((conflict.id, conflict.questions) for conflict in knowledge.conflicts),
    ]
    for owner, questions in offered:
        for language, block in questions.items():
            yield Shown(owner, language, as_question(block))


def never_terms() -> dict[str, list[str]]:
    """Return the terms of CONTRIBUTING.md that no text may hold, per language."""
    section = _SECTION.search((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert section, "CONTRIBUTING.md has no section of neutral terms"
    terms: dict[str, list[str]] = {}
    for language, _, never in _ROW.findall(section[1]):
        terms.setdefault(language, []).extend(term.strip() for term in never.split(","))
    return terms


def holds(text: str, term: str) -> bool:
    """Tell whether a text holds a term as whole words, in any case; long Cyrillic words in any inflection.

    A phrase that begins with a preposition ("на Україні") is taken as it stands: "на Україну" is something else.
    """
    words = term.split()
    inflected = len(words[0]) > 2
    pattern = r"\s+".join(_any_form(word, inflected=inflected) for word in words)
    return bool(re.search(rf"\b{pattern}\b", text, re.IGNORECASE))


def _any_form(word: str, *, inflected: bool) -> str:
    stem = _ENDING.sub("", word)
    if not inflected or len(stem) < 4 or not _CYRILLIC.search(word):
        return re.escape(word)
    return re.escape(stem) + r"\w{0,3}"


def unneutral(knowledge: Knowledge) -> list[str]:
    """Return what is shown with a term that is never used in its language."""
    terms = never_terms()
    return [f"{each}: {term}" for each in shown(knowledge) for term in terms[each.language] if holds(each.text, term)]


def unheld_names(knowledge: Knowledge) -> list[str]:
    """Return what is shown with a name that people use and the document does not give."""
    blocks = (block for entity in knowledge.entities for block in entity.heard_as.values())
    names = {name for block in blocks for name in expand(block)}
    return [f"{each}: {name}" for each in shown(knowledge) for name in sorted(names) if holds(each.text, name)]


def _names(words: str, names: set[str]) -> bool:
    """Return whether the words are a name, in any case: all but the ending agrees."""
    stem = words[:-_LONGEST_ENDING] if len(words) > 2 * _LONGEST_ENDING else words
    return any(name.startswith(stem) and abs(len(name) - len(words)) <= _LONGEST_ENDING for name in names)


def misquoted(knowledge: Knowledge) -> list[str]:
    """Return what is quoted in a language that is not the document's, at too great length, or with stray marks."""
    found = []
    outlets = {source.outlet for source in knowledge.sources}
    names = {name.strip("«»") for entity in knowledge.entities if entity.id in outlets for name in entity.name.values()}
    for each in shown(knowledge):
        if each.language == QUOTED_IN:
            quotations = _QUOTATION.findall(each.text)
            rest = _QUOTATION.sub("", each.text)
            found += [f"{each}: too long" for words in quotations if len(words.split()) > MAX_QUOTED_WORDS]
        else:
            rest = _NAME_IN_GUILLEMETS.sub(lambda match: "" if _names(match[1], names) else match[0], each.text)
        if _QUOTATION_MARKS.search(rest):
            found.append(f"{each}: quotation marks")
    return found


def dictators(knowledge: Knowledge) -> list[Shown]:
    """Return what is shown with the word dictator."""
    return [each for each in shown(knowledge) if DICTATOR.search(each.text)]


def test_the_table_is_found() -> None:
    """Each language of the base has terms; else the next test would test nothing."""
    terms = never_terms()
    assert set(terms) == set(BASE.story.languages)
    assert "Trump" in terms["en"]
    assert {"Умеров", "на Україні"} <= set(terms["uk"])
    assert "Умеров" not in terms["ru"]


def test_every_entry_is_looked_at() -> None:
    """Texts of all kinds come by, each in all languages."""
    seen = {(each.owner, each.language) for each in shown(BASE)}
    owners = {fact.id for fact in BASE.facts} | {gap.id for gap in BASE.gaps}
    owners |= {conflict.id for conflict in BASE.conflicts} | {entity.id for entity in BASE.entities}
    owners |= {source.id for source in BASE.sources}
    assert {(owner, language) for owner in owners for language in BASE.story.languages} <= seen


def test_terms_are_neutral() -> None:
    """No text holds a term of the column "never" of its language."""
    assert unneutral(BASE) == []


def test_names_the_document_does_not_give_are_not_shown() -> None:
    """Names under `heard_as` are understood in questions only."""
    assert unheld_names(BASE) == []


def test_quotations_stand_in_the_language_of_the_document() -> None:
    """Elsewhere only outlets have marks about their names; what is quoted is short."""
    assert misquoted(BASE) == []
    assert any(_QUOTATION.search(each.text) for each in shown(BASE))


def test_the_word_dictator_stands_in_one_fact() -> None:
    """It is said in every language, by one fact, which is about the wording of the article."""
    found = dictators(BASE)
    assert len({each.owner for each in found}) == 1
    assert {each.owner for each in found} <= {fact.id for fact in BASE.facts}
    assert {each.language for each in found} == set(BASE.story.languages)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Zelensky", "He met Zelensky's team."),
        ("the Ukraine", "The Ukraine talks."),
        ("special military operation", "a Special Military Operation"),
        ("Умеров", "За словами Умерова, переговори почалися."),
        ("на Україні", "Війна на Україні."),
        ("українська криза", "щодо української кризи"),
        ("конфликт на Украине", "о конфликте на Украине"),
        ("Трамп", "с Трампом"),
        ("Ze", "Ze said so."),
    ],
)
def test_a_term_is_found_in_any_form(term: str, text: str) -> None:
    """Inflection and case hide nothing."""
    assert holds(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Zelensky", "Volodymyr Zelenskyy said so."),
        ("the Ukraine", "the Ukrainian delegation"),
        ("Умеров", "За словами Умєрова, переговори почалися."),
        ("Вітков", "Стів Віткофф"),
        ("на Україні", "напад на Україну"),
        ("Ze", "Zelenskyy"),
    ],
)
def test_what_only_looks_like_a_term_is_left_alone(term: str, text: str) -> None:
    """The right spelling is not taken for the wrong one."""
    assert not holds(text, term)


def with_text(language: str, text: str) -> Knowledge:
    """Return the shipped base with one text of its first fact replaced."""
    first, *others = BASE.facts
    return BASE.model_copy(
        update={"facts": (first.model_copy(update={"text": first.text | {language: text}}), *others)}
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Zelensky spoke."), ("uk", "Так сказав Умеров."), ("ru", "Переговоры на Украине.")],
)
def test_a_wrong_term_in_the_base_is_found(language: str, text: str) -> None:
    """The same check fails on a base that breaks it."""
    assert len(unneutral(with_text(language, text))) == 1


def test_a_term_is_wrong_in_its_own_language_only() -> None:
    """The Russian spelling of a name is right in Russian."""
    assert unneutral(with_text("ru", "Так сказал Умеров.")) == []


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Donald said so."), ("uk", "Так сказав Трамп."), ("ru", "Искало НАБУ.")]
)
def test_a_name_that_the_document_does_not_give_is_found(language: str, text: str) -> None:
    """The same check fails on a base that breaks it."""
    assert unheld_names(with_text(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Умєров сказав «ми працюємо»."),
        ("ru", "Умеров сказал “мы работаем”."),
        ("uk", 'Умєров сказав "ми працюємо".'),
        ("en", "He said «we work»."),
        ("en", 'He said "we work".'),
        ("en", f"He said “{'very ' * MAX_QUOTED_WORDS}long”."),
    ],
)
def test_a_wrong_quotation_is_found(language: str, text: str) -> None:
    """The same check fails on a base that breaks it."""
    assert len(misquoted(with_text(language, text))) == 1


@pytest.mark.parametrize(
    ("language", "text"), [("uk", "Про це повідомило «Суспільне»."), ("en", "He said “we work”, Axios reported.")]
)
def test_a_right_quotation_passes(language: str, text: str) -> None:
    """Outlets have marks about their names; the document's own words may be quoted in its language."""
    assert misquoted(with_text(language, text)) == []
