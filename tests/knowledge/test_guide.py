"""docs/knowledge.md says what is true: every key, every limit, every example."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.__main__ import status_of
from bot.curating import warnings
from bot.knowledge import model, patterns
from bot.knowledge.patterns import expand
from tests.knowledge.builders import BRIDGE

GUIDE = (Path(__file__).parents[2] / "docs/knowledge.md").read_text(encoding="utf-8")
PARTS = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, BaseModel)]
COMMANDS = sorted({*re.findall(r"(?:^|`)(talks-bot [^`#\n]*[^`#\s])", GUIDE, re.MULTILINE)})
EXAMPLES = re.findall(r"^\| `(.*\(.*)` \| (.*) \|$", GUIDE, re.MULTILINE)


def test_every_key_is_explained() -> None:
    """Each key of the model stands in the guide, as code."""
    keys = {key for part in PARTS for key in part.model_fields} - {"start", "end"}
    named = set(re.findall(r"`([a-z_]+)`", GUIDE))
    assert keys - named == set()
    assert {status.value for status in model.Status} - named == set()


def test_there_are_examples_of_patterns() -> None:
    """The table of patterns is found; else the next test would test nothing."""
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("pattern", "phrasings"), EXAMPLES)
def test_an_example_of_a_pattern_is_true(pattern: str, phrasings: str) -> None:
    """What the guide says a pattern stands for is what it stands for."""
    assert expand(pattern.replace("\\|", "|")) == phrasings.split(" · ")


def test_the_limits_are_those_of_the_code() -> None:
    """Numbers in the guide are the numbers that hold."""
    limits = (
        f"{patterns.MAX_PER_LINE} questions",
        f"{patterns.MAX_PER_BLOCK:,}",
        f"{warnings.MANY_LINES} lines of questions",
        f"{warnings.MANY_TERMS} terms",
        f"{warnings.LONG_TEXT} characters",
        f"question beyond {warnings.LONG_QUESTION}",
    )
    assert [limit for limit in limits if limit not in " ".join(GUIDE.split())] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with a story, what it was before and the labelled questions that the guide shows: all are right."""
    [questions] = re.findall(r"^```yaml\n(batch: (?:.*\n)+?)```$", GUIDE, re.MULTILINE)
    for name, text in (("my-story.yaml", BRIDGE), ("old.yaml", BRIDGE), ("knowledge.yaml", BRIDGE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(questions, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KNOWLEDGE_FILE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("when was the bridge shut\n"))
    (tmp_path / "floors.toml").write_text("accuracy = 1\nabstention_recall = 1\n", encoding="utf-8")
    all_right = ["--floors", "floors.toml"] if "evaluate" in command else []
    assert status_of([*shlex.split(command)[1:], *all_right]) == 0


def test_there_are_commands() -> None:
    """Those that check, ask, measure, compare, teach and begin are found; else the test above would test nothing."""
    assert {command.split()[1] for command in COMMANDS} == {"check", "ask", "evaluate", "teach", "add", "new"}
    assert any("--diff" in command for command in COMMANDS)
