"""A new story passes `check`, whatever it is called and speaks."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.curating.starting import day_of, languages_of, new_base
from bot.curating.warnings import warnings_of
from bot.errors import ConfigError
from bot.knowledge.load import read_text
from bot.retrieval.matcher import Matcher

DAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize("languages", ["en", "uk", "ru", "en, uk", "ru uk en", "de", "pl,en"])
def test_a_new_base_has_nothing_to_mend(languages: str) -> None:
    """And no warning: whoever begins should see only what they themselves did."""
    codes = languages_of(languages)
    loaded = read_text(new_base("The bridge", DAY, codes))
    assert loaded.knowledge.story.languages == codes
    assert loaded.knowledge.story.as_of == DAY
    if set(codes) <= {"en", "uk", "ru"}:  # the others have English texts, to be translated
        assert [str(warning) for warning in warnings_of(loaded.knowledge, loaded.positions)] == []
        matcher = Matcher(loaded.knowledge)
        assert all(matcher.match(phrasing.text).explanation for phrasing in matcher.phrasings)


def test_a_new_base_has_an_example_of_everything() -> None:
    """Every section and every key of the model, but for what a note tells."""
    known = read_text(new_base("The bridge", DAY, ["en"])).knowledge
    noted = {"url", "answers"}
    sections = [known.story, *known.documents, *known.entities, *known.facts, *known.gaps, *known.conflicts]
    kinds: dict[type, set[str]] = {}
    for each in sections:
        kinds.setdefault(type(each), set()).update(each.model_fields_set)
    for kind, there in kinds.items():
        missing = set(kind.model_fields) - there - noted - {"former_ids"}  # type: ignore[attr-defined]
        assert not missing, (kind, missing)
    assert known.withdrawn
    assert known.thesaurus
    text = new_base("The bridge", DAY, ["en"])
    assert all(f"# {key}:" in text for key in noted)
    assert all(len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize("title", ["Міст: «старий» і новий", "# 'no' title?", "12 bridges", "ё", "a" * 300])
def test_any_title_will_do(title: str) -> None:
    """Whatever YAML would make of it."""
    known = read_text(new_base(title, DAY, ["en"])).knowledge
    assert known.story.title["en"] == title
    assert known.documents[0].title["en"] == title


@pytest.mark.parametrize("title", ["", " ?! "])
def test_no_title_will_not(title: str) -> None:
    """A story is about something."""
    with pytest.raises(ConfigError):
        new_base(title, DAY, ["en"])


@pytest.mark.parametrize("text", ["", "english", "e", "en; uk", "12"])
def test_no_languages_are_refused(text: str) -> None:
    """Codes alone."""
    with pytest.raises(ConfigError):
        languages_of(text)


@pytest.mark.parametrize("text", ["", "26.11.2026", "2026-13-01", "today", "20261126"])
def test_no_day_is_refused(text: str) -> None:
    """As everywhere in a base."""
    with pytest.raises(ConfigError):
        day_of(text)
    assert day_of(" 2026-11-26 ") == DAY
