"""Reading a query: every way of reading a word (words.yaml), whole messages in another layout, capitals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.text import words_of
from tests.language.builders import reader

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
READER = reader(["en", "uk", "ru"], texts=TABLE.pop("texts"), names=TABLE.pop("names"))
CAPITALS: list[tuple[str, list[str]]] = TABLE.pop("capitals")
WORDS = [(how, *row) for how, rows in TABLE.items() for row in rows]
HOWS = {"known", "stop word", "repaired", "transliterated", "layout", "unseen"}


def test_the_table_has_every_way_of_reading_a_word() -> None:
    """In English, Ukrainian and Russian alike."""
    assert set(TABLE) == HOWS


@pytest.mark.parametrize(("how", "query", "word", "read_as"), WORDS)
def test_a_word_is_read(how: str, query: str, word: str, read_as: str) -> None:
    """Known, repaired, transliterated, retyped or unseen; and as which word of the base."""
    words = {one.text: one for clause in READER.read(query).clauses for one in clause.words}
    if not words:  # a message of stop words alone has no clauses
        words = {one.text: one for one in READER.read_clause(query).words}
    assert (words[word].how, words[word].read_as) == (how, read_as)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1) who brings the plan", "who brings the plan"),
        ("2. who brings the plan?", "who brings the plan"),
        ("№ 2) коли намір", "коли намір"),
        ("19 who brings the plan", "19 who brings the plan"),
        ("№3. когда едет делегация", "когда едет делегация"),
        ("28. November who brings the plan", "28 november who brings the plan"),
        ("4-5 who brings the plan", "4 5 who brings the plan"),
    ],
)
def test_the_number_of_a_question_in_a_list_is_not_read(typed: str, words: str) -> None:
    """It is no number that is asked about; a day is."""
    [clause] = READER.read(typed).clauses
    assert [word.text for word in clause.words] == words.split()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rjkb yfvsh", "коли намір"),
        ("rjulf tltn ltktufwbz", "когда едет делегация"),
        ("црщ икштпы еру здфт", "who brings the plan"),
        ("црщ икштпы еру здфт?", "who brings the plan?"),
        ("[nj dtpt gkfy", "хто везе план"),
        ("Rjkb ]lt ltktufwsz", "Коли їде делегація"),
    ],
)
def test_a_whole_message_is_retyped(typed: str, meant: str) -> None:
    """Where its words are better known in another layout."""
    reading = READER.read(typed)
    assert reading.retyped
    [clause] = reading.clauses
    assert [word.text for word in clause.words] == list(words_of(meant))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("ghbdsn", "greeting"),  # привіт
        ("ghbdtn", "greeting"),  # привет
        ("руддщ", "greeting"),  # hello
        ("Ghbdsn!", "greeting"),
        ("lzre.", "thanks"),  # дякую
        ("cgfcb,j", "thanks"),  # спасибо
        ("lj gj,fxtyyz", "farewell"),  # до побачення
        ("црщ фку нщг", "about-bot"),  # who are you
        ("ytn", ""),  # too short to tell
        ("ghbdsn zebra", ""),
    ],
)
def test_small_talk_is_retyped_too(typed: str, kind: str) -> None:
    """A greeting is none of the words of the base, and is understood all the same."""
    assert READER.read(typed).smalltalk == kind


@pytest.mark.parametrize(
    "query", ["who brings the plan", "хто везе план", "кто везёт план", "who zebra", "хто dtpt план"]
)
def test_what_is_known_as_it_stands_is_not_retyped(query: str) -> None:
    """Nor what is as little known in any other layout, or known but for a word."""
    assert not READER.read(query).retyped


@pytest.mark.parametrize(("query", "capitals"), CAPITALS)
def test_capitals_inside_a_sentence_are_told(query: str, capitals: list[str]) -> None:
    """What begins the text or a sentence says nothing by its capital."""
    assert READER.read_clause(query).capitals == frozenset(capitals)


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("Hello! Who brings the plan? Thanks!", ["Who brings the plan?"]),
        ("When? Who brings the plan.", ["Who brings the plan."]),
        ("хто везе план. дякую", ["хто везе план."]),
        ("...", []),
        ("", []),
        ("who is it", []),
    ],
)
def test_only_clauses_that_say_something_are_kept(query: str, clauses: list[str]) -> None:
    """Neither small talk beside a question nor stop words alone."""
    assert [clause.text for clause in READER.read(query).clauses] == clauses


@settings(deadline=None)  # a law, whatever else the machine does
@given(st.text(max_size=200))
def test_any_string_is_read(query: str) -> None:
    """Its words have a way and a stem each; it is either small talk or clauses, not both."""
    reading = READER.read(query)
    assert not (reading.smalltalk and reading.clauses)
    for clause in reading.clauses:
        assert all(word.how in HOWS and word.stem for word in clause.words)
        assert all((word.read_as == "") == (word.how == "unseen") for word in clause.words)
        assert len(clause.tokens.stems) == len(clause.tokens.forms) == len(clause.words)
