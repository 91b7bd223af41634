"""The README is true: its exchange, its commands, its links and its settings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering.commands import Scope, menu

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def _bot(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return done.stdout


def test_the_exchange_is_what_the_bot_says() -> None:
    """The reply printed in the README is the one that the shipped base gives."""
    shown = re.search(r"```\n> (?P<query>.+)\n(?P<reply>(?:.*\n)+?)```", README)
    assert shown is not None
    assert _bot("ask", shown["query"], "--lang", "en").startswith(shown["reply"].rstrip())


def test_the_commands_are_those_of_the_menus() -> None:
    """The table lists what groups and private chats see in Telegram's menu, in that order."""
    rows = re.findall(r"^\| `/(\w+)` \|", README, flags=re.MULTILINE)
    assert rows == [command.name for command in menu(Scope.PRIVATE)]


@pytest.mark.parametrize("name", ["ask", "check", "evaluate", "playground", "report", "run"])
def test_named_commands_exist(name: str) -> None:
    """Every command that the README names is one that the program has."""
    assert f"talks-bot {name}" in README
    assert f"  {name}" in _bot("--help")


def test_the_settings_are_read() -> None:
    """Every variable that is named is one that the configuration reads, or the search for the base."""
    readers = (ROOT / "bot" / "config.py", ROOT / "bot" / "knowledge" / "find.py")
    config = "".join(path.read_text(encoding="utf-8") for path in readers)
    table = README.split("## Settings")[1]
    names = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", table))
    assert len(names) > 4
    assert all(f'"{name}"' in config for name in names)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """A link to a file of the project names one that exists."""
    links = re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if not link.startswith("http") and not (document.parent / link).exists()]
    assert missing == []
