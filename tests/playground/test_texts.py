"""The page's own words: complete in each language, each of them used, none missing."""

from __future__ import annotations

import json
import re
import string
from typing import Any

import pytest

from bot.curating.preview import Effect
from bot.knowledge.model import Status
from bot.language.pack import Asks
from bot.playground.explaining import DOES
from bot.playground.page import STATIC
from bot.playground.people import LANGUAGES
from bot.retrieval.match import Decision
from bot.retrieval.remarks import ENGLISH

TEXTS: dict[str, dict[str, Any]] = {
    code: json.loads((STATIC / "texts" / f"{code}.json").read_text(encoding="utf-8")) for code in LANGUAGES
}
FORMS = {"en": {"one", "other"}, "uk": {"one", "few", "many", "other"}, "ru": {"one", "few", "many", "other"}}
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.rglob("*.js")))
HTML = (STATIC / "index.html").read_text(encoding="utf-8")
NAMED = "name."
"""Names of chats and topics, which stand in the code in English."""


def keys(code: str) -> set[str]:
    """Return the keys of a language but for names."""
    return {key for key in TEXTS[code] if not key.startswith(NAMED)}


def fields(text: Any) -> set[str]:
    """Return the values that a text asks for, whatever its form."""
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def used() -> set[str]:
    """Return the keys that the page asks for; those put together at run time by their known parts."""
    asked = set(re.findall(r'\bt\("([\w. ]+)"', SCRIPTS)) | set(re.findall(r'data-(?:text|label)="([\w.]+)"', HTML))
    for either in re.findall(r'\bt\([\w.]+ \? "([\w.]+)" : "([\w.]+)"', SCRIPTS):
        asked |= set(either)
    asked |= set(re.findall(r'(?:segments|part)\("(\w+)"', SCRIPTS))
    return asked


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_text(code: str) -> None:
    """With the same values in it, and all forms of number that the language has."""
    assert keys(code) == keys("en")
    for key in keys(code):
        assert fields(TEXTS[code][key]) == fields(TEXTS["en"][key]), key
        if isinstance(TEXTS["en"][key], dict):
            assert set(TEXTS[code][key]) == FORMS[code], key


def test_nothing_that_the_page_asks_for_is_missing() -> None:
    """A missing text would show its key."""
    known = keys("en") | {key.removeprefix("explain.") for key in keys("en")}
    assert used() - known == set()


def test_every_outcome_has_its_words() -> None:
    """The keys that are put together from what the matcher says."""
    for decision in Decision:
        assert {f"decision.{decision.value}", f"decision.{decision.value}.text"} <= keys("en")
    hows = ["known", "stop word", "repaired", "layout", "transliterated", "name", "concept", "unseen"]
    assert {f"how.{how}" for how in hows} | {f"kind.{kind}" for kind in ("fact", "gap", "conflict")} <= keys("en")


def test_every_sentence_of_the_matcher_has_its_words() -> None:
    """With the same values in it, so that the page says no less than the tools; and every ask that it may name."""
    assert {key for key in keys("en") if key.startswith("remark.")} == {f"remark.{key}" for key in ENGLISH}
    for key, english in ENGLISH.items():
        assert fields(TEXTS["en"][f"remark.{key}"]) == fields(english), key
    assert {key for key in keys("en") if key.startswith("ask.")} == {f"ask.{ask}" for ask in Asks.model_fields}


def test_every_word_of_the_desk_is_there() -> None:
    """What is put together from what the engine says."""
    assert {key for key in keys("en") if key.startswith("effect.")} == {
        f"effect.{each.name.lower()}" for each in Effect
    }
    assert {key for key in keys("en") if key.startswith("status.")} == {f"status.{each.value}" for each in Status}


def test_every_button_has_its_words() -> None:
    """What a tap does, by the words of `explaining`."""
    assert {key for key in keys("en") if key.startswith("tap.")} == {
        f"tap.{does}" for does in (*DOES.values(), "unknown")
    }


def test_no_text_is_left_over() -> None:
    """What nobody asks for is a mistake in one of the two places."""
    families = (
        "decision.",
        "how.",
        "kind.",
        "media.",
        "theme.",
        "empty.",
        "explain.",
        "remark.",
        "ask.",
        "tap.",
        "pending.",
        "desk.",
        "effect.",
        "new.",
        "status.",
        "asked.",
        "run.",
        "verdict.",
        "welcome.",
    )
    left = {key for key in keys("en") - used() if not key.startswith(families) and f'"{key}"' not in SCRIPTS}
    assert left == set()


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_the_playground_s_names_are_translated(code: str) -> None:
    """Chats and topics."""
    for name in ("Newsroom", "Readers’ forum", "Without the bot", "General", "Questions", "Dates"):
        assert NAMED + name in TEXTS[code]


def test_scripts_never_parse_markup_from_strings() -> None:
    """The policy would stop it in the browser; here it is not even tried."""
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert sink not in SCRIPTS, sink
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", HTML)


def test_files_stay_short() -> None:
    """One job each."""
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css"), *STATIC.rglob("*.html")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
