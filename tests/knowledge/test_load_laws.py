"""Laws of the loader: any bytes give a base or a KnowledgeError with a place, and never anything else."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.curating.warnings import warnings_of
from bot.errors import KnowledgeError, Problem
from bot.knowledge import nodes
from bot.knowledge.load import read_text
from bot.knowledge.model import Knowledge
from tests.knowledge.builders import BRIDGE, HARBOUR

LINES = HARBOUR.count("\n")
YAML = [
    "&a ",
    "*a",
    "!!x ",
    "<<: ",
    "? ",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "---\n",
    "...\n",
    "%YAML 9\n",
    "'",
    '"',
    "\\x",
]
YAML += ["#", "null", "~", "en: ", "id: ", "  "]
PIECES = st.sampled_from([*YAML, "|\n", ">-\n", " | ", "(", ")", "\t", "\n", "\r", "\0", "\u2028", "\ud800", "é"])

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long an example takes on a busy machine is not what a law is about."""


def dealt_with(text: str | bytes) -> bool:
    """Return whether a text is a base, with warnings at its lines; else it is refused with problems within the text."""
    problems: tuple[Problem, ...] = ()
    try:
        loaded = read_text(text, "x.yaml")
    except KnowledgeError as error:
        problems = error.problems
    else:
        assert isinstance(loaded.knowledge, Knowledge)
        warnings = warnings_of(loaded.knowledge, loaded.positions)
        assert all(warning.line > 0 and warning.advice for warning in warnings)
        return True
    assert problems
    for problem in problems:
        assert problem.message
        assert 0 <= problem.line <= len(text) + 1
        assert str(problem).isprintable()
    return False


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xff\xfe")
@unhurried
def test_law_any_bytes_are_dealt_with(raw: bytes) -> None:
    """No bytes make the loader fail in another way."""
    dealt_with(raw)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40))
@unhurried
def test_law_any_yaml_like_text_is_dealt_with(pieces: list[str]) -> None:
    """Nor does any text made of what YAML is made of."""
    dealt_with("".join(pieces))


@given(st.integers(0, len(HARBOUR)), st.integers(0, 40), st.one_of(PIECES, st.text(max_size=8)))
@unhurried
def test_law_a_good_file_with_any_change_is_dealt_with(start: int, length: int, new: str) -> None:
    """Nor does a good file in which a passage was replaced by anything."""
    dealt_with(HARBOUR[:start] + new + HARBOUR[start + length :])


@given(st.lists(st.integers(0, LINES), min_size=1, max_size=4), st.sampled_from(["drop", "double", "indent", "empty"]))
@unhurried
def test_law_a_good_file_with_changed_lines_is_dealt_with(numbers: list[int], change: str) -> None:
    """Nor does one with lines lost, doubled, moved or emptied."""
    lines = HARBOUR.split("\n")
    for number in numbers:
        line = lines[number]
        lines[number] = {
            "drop": "",
            "double": f"{line}\n{line}",
            "indent": f" {line}",
            "empty": line.partition(":")[0] + ":",
        }[change]
    dealt_with("\n".join(lines))


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40))
@unhurried
def test_law_the_parser_in_python_deals_with_any_text(pieces: list[str]) -> None:
    """Where libyaml is missing, the same law holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_LOADER", yaml.SafeLoader)
        dealt_with("".join(pieces))
        assert dealt_with(BRIDGE)
