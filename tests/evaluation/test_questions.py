"""Files of labelled questions: what they give, and what is said of one that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import ConfigError
from bot.evaluation.questions import load_questions

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = """\
batch: small
split: tune
language: en
questions:
  - {kind: direct, accept: [s01, berg-resigned], ask: who resigned}
  - {kind: outside, abstain: off_topic, ask: what is the weather, language: de}
"""


def test_labels_are_translated_by_the_statements_beside_them(tmp_path: Path) -> None:
    """A code stands for the entries that hold the statement; what the file does not know is an entry's id."""
    (tmp_path / "a.yaml").write_text(QUESTIONS, "utf-8")
    (tmp_path / "statements.yaml").write_text("s01: [ferry-on-the-12th, ferry-dates]\n", "utf-8")
    answerable, outside = load_questions([tmp_path])
    assert answerable.codes == ("s01", "berg-resigned")
    assert answerable.accept == {"ferry-on-the-12th", "ferry-dates", "berg-resigned"}
    assert (answerable.language, outside.language) == ("en", "de")
    assert (outside.accept, outside.abstain) == (frozenset(), "off_topic")
    assert load_questions([tmp_path / "a.yaml"], split="holdout") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("split: tune", "split: train", "split: Input should be 'tune' or 'holdout'"),
        ("batch: small\n", "", "batch: Field required"),
        ("abstain: off_topic, ", "", "a question has either `accept` or `abstain`"),
        ("accept: [s01, berg-resigned]", "accept: []", "questions.0.accept: Tuple should have at least 1 item"),
        ("kind: direct", "sort: direct", "questions.0.kind: Field required"),
        ("questions:", "questions: [", "cannot be read as YAML"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_first_mistake(tmp_path: Path, old: str, new: str, said: str) -> None:
    """The message names the file and the place."""
    file = tmp_path / "a.yaml"
    file.write_text(QUESTIONS.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError) as refused:
        load_questions([file])
    assert str(refused.value).startswith(str(file))
    assert said in str(refused.value)


def test_a_text_is_a_text_whatever_yaml_makes_of_it(tmp_path: Path) -> None:
    """Norwegian is `no`, and a question may be a day that there never was; as in a base."""
    file = tmp_path / "a.yaml"
    lines = "{kind: direct, accept: [on], ask: 2025-02-30}", "{kind: direct, abstain: off_topic, ask: 12:30}"
    items = "".join(f"  - {line}\n" for line in lines)
    file.write_text(f"\ufeffbatch: 7\nsplit: tune\nlanguage: no\nquestions:\n{items}", "utf-8")
    day, hour = load_questions([file])
    assert (day.language, day.codes, day.ask, hour.ask) == ("no", ("on",), "2025-02-30", "12:30")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"batch: a\nquestions: []\nsplit: tune\nquestions: []\n", "line 4, column 1"),
        (b"batch: a\nquestions: " + b"[" * 5000, "levels within each other"),
        (b"batch: a\nsplit: !!int abc\nquestions: []\n", "line 2, column 8"),
        ("batch: в\n".encode("cp1251"), "is not UTF-8"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(tmp_path: Path, written: bytes, said: str) -> None:
    """A list that stands twice would lose the questions of one of the two."""
    file = tmp_path / "a.yaml"
    file.write_bytes(written)
    with pytest.raises(ConfigError) as refused:
        load_questions([file])
    assert str(refused.value).startswith(f"{file}: ")
    assert said in str(refused.value)


def test_a_file_without_a_word_is_none(tmp_path: Path) -> None:
    """It is said what it lacks, and no name of the program's own."""
    file = tmp_path / "a.yaml"
    file.write_text("", "utf-8")
    with pytest.raises(ConfigError, match="it has no `questions:`"):
        load_questions([file])


def test_statements_that_are_no_lists_are_refused(tmp_path: Path) -> None:
    """The message says how a line is written."""
    (tmp_path / "a.yaml").write_text(QUESTIONS, "utf-8")
    (tmp_path / "statements.yaml").write_text("s01: berg-resigned\n", "utf-8")
    with pytest.raises(ConfigError, match="write one line per statement"):
        load_questions([tmp_path])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """As an error for whoever typed its name."""
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load_questions([tmp_path / "nowhere.yaml"])
