"""What is refused of a knowledge file, at which line, in which words; and that nothing else can happen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge import nodes
from bot.knowledge.load import MAX_BYTES, MAX_PROBLEMS, load
from bot.knowledge.syntax import in_plain_words
from tests.knowledge.broken import BROKEN, refused
from tests.knowledge.builders import BRIDGE, HARBOUR, replaced

if TYPE_CHECKING:
    from pathlib import Path


MAY_FOLLOW = {
    "unknown key",  # and the right one is missing
    "unknown section",
    "missing section",
    "doubled id",
    "id in capitals",  # and whoever names it in small letters
    "several ids without brackets",
    "doubled source id",
    "unknown status",
    "language in capitals",
    "mapping instead of a section",
    "alias as a key",
    "list as a key",
    "thesaurus in another language",
    "text instead of languages",
    "withdrawn id in use",
    "former id in use",
    "cycle",
    "python tag",
    "tag on a list",
}
"""Mistakes of which a second one may truly be said: a misspelt key is also a missing one."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_line(name: str) -> None:
    """The first problem stands at the line that a person must mend, in words that say what is wrong and what to do."""
    case = BROKEN[name]
    problems = refused(case.text())
    found = [problem for problem in problems if problem.line == case.line() and case.words in str(problem)]
    assert found, "\n".join(map(str, problems))
    assert all(problem.advice for problem in problems)
    assert "pydantic" not in str(problems)
    assert "Error" not in str(problems)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_without_libyaml_as_well(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser written in Python, used where libyaml is missing, names the same line (its words may differ)."""
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    case = BROKEN[name]
    lines = {problem.line for problem in refused(case.text())}
    if "mark never closed" not in name and "bracket never" not in name:  # it reads to another place before it gives up
        assert case.line() in lines


def test_one_mistake_is_one_problem() -> None:
    """A mistake brings no problems that only follow from it."""
    alone = [name for name, case in BROKEN.items() if len(refused(case.text())) == 1]
    assert set(BROKEN) - set(alone) <= MAY_FOLLOW


def test_every_problem_is_reported_at_once_in_file_order() -> None:
    """Syntax of values, references, ids and patterns are reported together, each once, from top to bottom."""
    text = BRIDGE
    for old, new in (
        ("as_of: 2024-05-20", "as_of: 2024-13-20"),
        ("source: finch", "source: fnich"),
        ("paragraph: 3", "paragraph: 9"),
        ("(begin | start)", "(begin"),
        ("nearest: [repair-planned]", "nearst: [repair-planned]"),
    ):
        text = replaced(text, old, new)
    problems = refused(text)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert [(problem.where, problem.message.split(" ")[0]) for problem in problems] == [
        ("story.as_of", "'2024-13-20'"),
        ("repair-planned", "there"),
        ("repair-planned", "paragraph"),
        ("repair-planned", "an"),
        ("repair-cost", "unknown"),
    ]


def test_a_pattern_is_named_by_its_line_and_column_in_the_literal_block() -> None:
    """The column is that of the parenthesis in the file, whatever the indentation of the block."""
    text = replaced(BRIDGE, "what did the mayor (say | announce)", "  what did the mayor (say | announce")
    [problem] = refused(text)
    line = text.split("\n")[problem.line - 1]
    assert line[problem.column - 1 :] == "(say | announce"


def test_hundreds_of_problems_stay_readable() -> None:
    """Beyond a limit problems are only counted."""
    text = BRIDGE + "thesaurus:\n" + "".join(f"  Group{number}:\n    en: a, b\n" for number in range(900))
    problems = refused(text)
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].message == f"and {900 - MAX_PROBLEMS} more problems"


def test_a_language_that_is_no_code_is_one_problem_in_printable_words() -> None:
    """Not every text of the base is reported for it, and what cannot be printed is never shown."""
    [problem] = refused(replaced(HARBOUR, "languages: [en, de]", "languages: [\ud7fcen, de]"))
    assert str(problem).isprintable()
    assert "no language code" in problem.message


def test_every_problem_names_its_entry() -> None:
    """What only the parser sees is named by the entry it stands in as well, once its id has been read."""
    [problem] = refused(replaced(BRIDGE, "paragraph: 3", "paragraph: &p 3"))
    assert problem.where == "repair-planned"


def test_a_long_value_is_cut_short() -> None:
    """A message never carries a whole paragraph of the file."""
    [problem] = refused(replaced(BRIDGE, "paragraph: 3", "paragraph: " + "three " * 500))
    assert len(str(problem)) < 300


WHOLE_FILES: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 0, "empty"),
    "blank": (b" \n\n", 0, "empty"),
    "byte-order mark alone": (b"\xef\xbb\xbf", 0, "empty"),
    "comments alone": (b"# story\n# facts\n", 0, "nothing but comments"),
    "list": (b"- a\n- b\n", 1, "a list"),
    "text": (b"\nHello there\n", 2, "a mere text"),
    "null": (b"~\n", 1, "a mere text"),
    "UTF-16": (BRIDGE.encode("utf-16"), 1, "UTF-16"),
    "UTF-16 without a mark": (BRIDGE.encode("utf-16-le"), 1, "control character (U+0000)"),
    "UTF-32": (BRIDGE.encode("utf-32"), 1, "UTF-32"),
    "Windows-1251": ("story:\n  title:\n    ru: Мост".encode("cp1251"), 3, "0xcc is not UTF-8"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00", 1, "is not UTF-8"),
    "NUL": (b"story: \x00\n", 1, "control character (U+0000)"),
    "HTML": (b"<!DOCTYPE html>\n<p>no</p>\n", 1, "a mere text"),
    "JSON that is none": (b"{", 2, "brackets or braces are never closed"),
    "billion laughs": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, "&a names this place"),
    "ten thousand brackets": (b"[" * 10_000, 1, "levels within each other"),
    "ten thousand dashes": (b"- " * 10_000, 1, "levels within each other"),
    "ten thousand question marks": (b"? " * 10_000, 1, "where a key should"),
    "too many values": (b"a: [" + b"x," * 200_000 + b"]", 1, "more than 100000 values"),
    "too large": (b"#" * (MAX_BYTES + 1), 0, "larger than 2048 KiB"),
    "just braces": (b"{}", 1, "'story' is missing"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_what_is_no_base_at_all_is_refused_in_one_sentence(name: str) -> None:
    """Files of another kind, bombs and empty ones are met with a line and a sentence."""
    raw, line, words = WHOLE_FILES[name]
    problems = refused(raw)
    assert [problem for problem in problems if problem.line == line and words in str(problem)]


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ("while increasing flow level", "exceeded maximum nesting depth"),  # PyYAML 6.0.4
        ("while increasing block level", "exceeded maximum nesting depth"),
        ("while parsing a flow node", "nested too deeply"),
        (None, "maximum recursion depth exceeded"),
    ],
)
def test_too_many_levels_are_too_many_whatever_the_parser_calls_them(context: str | None, problem: str) -> None:
    """A parser that has a limit of its own and meets it before the reader does is understood."""
    told = in_plain_words(yaml.scanner.ScannerError(context, None, problem, yaml.Mark("", 0, 6, 1000, "", 0)))
    assert (told.line, told.column) == (7, 1001)
    assert "levels within each other" in told.message
    assert "brackets" in told.advice


def test_what_a_parser_says_in_unknown_words_is_passed_on() -> None:
    """A release may refuse what none did before: its own words, the line and where to look."""
    told = in_plain_words(yaml.scanner.ScannerError(None, None, "odd weather", yaml.Mark("", 0, 6, 0, "", 0)))
    assert (told.line, told.message) == (7, "this is not YAML (odd weather)")
    assert told.advice


@pytest.mark.parametrize("kind", ["missing", "directory", "unreadable", "NUL in the name", "name too long"])
def test_a_file_that_cannot_be_opened_is_a_problem_too(kind: str, tmp_path: Path) -> None:
    """Whatever the system refuses comes as KnowledgeError, without a line."""
    path = tmp_path / {"NUL in the name": "a\0b", "name too long": "a" * 5_000}.get(kind, kind)
    if kind == "directory":
        path.mkdir()
    elif kind == "unreadable":
        path.write_text(BRIDGE, encoding="utf-8")
        path.chmod(0)
        if os.access(path, os.R_OK) or sys.platform == "win32":
            pytest.skip("this user may read everything")
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    [problem] = caught.value.problems
    assert problem.line == 0
    assert problem.advice
