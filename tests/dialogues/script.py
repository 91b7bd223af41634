"""Reads a dialogue written as a chat. The README beside this file says what a line may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

Verb = Literal[
    "says", "replies", "sends", "edits", "taps", "bot", "bot edits", "alert", "no alert", "buttons", "silence",
    "restart", "added", "forwards", "gone", "two days", "leaves", "hides", "rows", "removed",
]  # fmt: skip
FOLDER = Path(__file__).parent
_NAME = r"(?P<who>[A-Z][a-z]+)"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_RULES: tuple[tuple[Verb, str], ...] = (
    ("silence", r"\(silence\)"),
    ("restart", r"\(the bot restarts\)"),
    ("added", r"\(" + _NAME + r" adds the bot\)"),
    ("gone", r"\(it is gone\)"),
    ("rows", r"Rows: (?P<text>\d+)"),
    ("two days", r"\(two days pass\)"),
    ("removed", r"\(" + _NAME + r" removes the bot\)"),
    ("leaves", r"\(" + _NAME + r" leaves\)"),
    ("no alert", r"\(no alert\)"),
    ("alert", r"Alert: (?P<text>.*)"),
    ("buttons", r"Buttons: (?P<text>.*)"),
    ("hides", _NAME + r" anonymously: (?P<text>.*)"),
    ("bot edits", r"Bot edits: (?P<text>.*)"),
    ("bot", r"Bot(?: as (?P<kind>[A-Z][a-z]+))?(?: in (?P<topic>\w+))?(?: -> (?P<other>[A-Z][a-z]+))?: (?P<text>.*)"),
    ("taps", _NAME + r" taps: (?P<text>.*)"),
    ("edits", _NAME + r" edits:(?: (?P<text>.*))?"),
    ("forwards", _NAME + r" forwards: (?P<text>.*)"),
    ("sends", _NAME + r" sends a (?P<kind>\w+)(?:: (?P<text>.*))?"),
    ("replies", _NAME + r"(?: in (?P<topic>\w+))? -> (?P<other>[A-Z][a-z]+): (?P<text>.*)"),
    ("says", _NAME + r"(?: in (?P<topic>\w+))?: (?P<text>.*)"),
)


@dataclass(frozen=True)
class Line:
    """One line of a dialogue: who does what."""

    verb: Verb
    written: str
    who: str = ""
    text: str = ""
    topic: str = ""
    other: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Dialogue:
    """A dialogue of a file. `place` is private, group, supergroup or forum; `language` is that of people's apps."""

    title: str
    lines: tuple[Line, ...]
    place: str = "private"
    language: str = "en"
    base: str = "shipped"
    privacy: bool = True
    file: str = ""
    admins: tuple[str, ...] = field(default=())

    @property
    def spoken(self) -> bool:
        """Tell whether the terminal can hold it too: one person, words alone, its own language."""
        plain = all(line.verb in ("says", "bot") for line in self.lines)
        return plain and self.place == "private" and self.language == "en"


def read_line(written: str) -> Line:
    """Read one line.

    Raises:
        ValueError: it is none of the kinds of line.
    """
    for verb, pattern in _RULES:
        found = re.fullmatch(pattern, written, re.DOTALL)
        if found:
            groups = {name: value or "" for name, value in found.groupdict().items()}
            groups["text"] = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), groups.get("text", ""))
            return Line(verb, written, **groups)
    raise ValueError(f"a dialogue cannot have the line {written!r}; see tests/dialogues/README.md")


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read a file of dialogues. A line that begins with two spaces or more continues the one above it."""
    dialogues = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times as fast
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):  # noqa: S506
        joined: list[str] = []
        for raw in entry.pop("chat").splitlines():
            if raw.startswith("  ") and joined:
                joined[-1] += "\n" + raw.strip()
            elif raw.strip():
                joined.append(raw.strip())
        admins = tuple(entry.pop("admins", ()))
        dialogues.append(Dialogue(lines=tuple(map(read_line, joined)), file=path.stem, admins=admins, **entry))
    return dialogues


def all_dialogues() -> list[Dialogue]:
    """Return the dialogues of every file in this folder, in the order of names."""
    return [dialogue for path in sorted(FOLDER.glob("*.yaml")) for dialogue in read_dialogues(path)]
