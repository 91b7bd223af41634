"""Which knowledge file is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import ConfigError
from bot.knowledge import find
from bot.knowledge.find import find_knowledge_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which every file that could be chosen exists; the package stands in it as well."""
    names = [
        "asked.yaml",
        "named.yaml",
        "cwd/knowledge.yaml",
        "site/bot/knowledge/knowledge.yaml",
        "site/knowledge.yaml",
    ]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(find, "__file__", str(tmp_path / "site/bot/knowledge/find.py"))
    return tmp_path


def test_the_nearest_wish_wins(here: Path) -> None:
    """The option, then the variable, then the folder, then the wheel's copy, then the one beside `bot/`."""
    asked, cwd = here / "asked.yaml", here / "cwd"
    environ = {"KNOWLEDGE_FILE": "../named.yaml"}
    assert find_knowledge_file(asked, environ, cwd) == asked
    assert find_knowledge_file(None, environ, cwd).samefile(here / "named.yaml")
    assert find_knowledge_file(None, {"KNOWLEDGE_FILE": " "}, cwd) == cwd / "knowledge.yaml"
    (cwd / "knowledge.yaml").unlink()
    assert find_knowledge_file(None, {}, cwd) == here / "site/bot/knowledge/knowledge.yaml"
    (here / "site/bot/knowledge/knowledge.yaml").unlink()
    assert find_knowledge_file(None, {}, cwd) == here / "site/knowledge.yaml"


def test_a_file_that_was_named_must_exist(here: Path) -> None:
    """A named file that is missing, or a folder, is an error that says who named it; nothing else is taken instead."""
    with pytest.raises(ConfigError, match=r"--knowledge: no\.yaml does not exist: give"):
        find_knowledge_file(here.__class__("no.yaml"), {}, here)
    with pytest.raises(ConfigError, match="KNOWLEDGE_FILE: cwd is a directory"):
        find_knowledge_file(None, {"KNOWLEDGE_FILE": "cwd"}, here)
    with pytest.raises(ConfigError, match=r"does not exist|cannot be used as a file name"):
        find_knowledge_file(None, {"KNOWLEDGE_FILE": "a\0b"}, here)


def test_no_file_at_all_is_an_error_that_says_what_to_do(here: Path) -> None:
    """Where even the shipped copy is missing, the error names the ways to give one."""
    for path in here.rglob("*.yaml"):
        path.unlink()
    with pytest.raises(ConfigError, match="name one with --knowledge FILE or KNOWLEDGE_FILE"):
        find_knowledge_file(None, {}, here / "cwd")
