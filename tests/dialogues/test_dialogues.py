"""Every dialogue of this folder, over HTTP against the stand-in, and in the terminal where it is words alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn
from bot.terminal import Terminal
from tests.bases import responder_of
from tests.dialogues.play import GAP, Play
from tests.dialogues.script import Dialogue, all_dialogues, read_line

if TYPE_CHECKING:
    from collections.abc import Iterable

DIALOGUES = all_dialogues()
KEPT = ("greeting", "removing", "settings")
"""Files of dialogues about what is kept."""


def named(dialogue: Dialogue) -> str:
    """Return what a test of it is called."""
    return f"{dialogue.file}: {dialogue.title}"


def once_each(dialogues: Iterable[Dialogue]) -> list[Dialogue]:
    """Return each dialogue in one language: the next one in its turn where there are several."""
    spoken: dict[str, list[Dialogue]] = defaultdict(list)
    for dialogue in dialogues:
        spoken[f"{dialogue.file}: {dialogue.title.partition(' (')[0]}"].append(dialogue)
    return [each[number % len(each)] for number, each in enumerate(spoken.values())]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("dialogue", [each for each in DIALOGUES if each.file in KEPT], ids=named)
async def test_with_a_database(dialogue: Dialogue, database_url: str) -> None:
    """The same, of what outlives a restart."""
    async with StandIn(username="talks_bot") as api:
        await Play(api, dialogue, database_url).perform()


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("dialogue", once_each(each for each in DIALOGUES if each.file in KEPT)[::4], ids=named)
async def test_with_postgresql(dialogue: Dialogue, postgresql_url: str) -> None:
    """One in four of them: what is said does not depend on where it is kept, for which tests/storage has the laws."""
    async with StandIn(username="talks_bot") as api:
        await Play(api, dialogue, postgresql_url).perform()


@pytest.mark.parametrize("dialogue", [each for each in DIALOGUES if each.file not in KEPT], ids=named)
async def test_in_telegram(dialogue: Dialogue) -> None:
    """The bot says what the script says, and nothing else."""
    async with StandIn(username="talks_bot") as api:
        await Play(api, dialogue).perform()


@pytest.mark.parametrize("dialogue", [each for each in DIALOGUES if each.spoken], ids=named)
def test_in_the_terminal(dialogue: Dialogue) -> None:
    """The same words get the same answers at the prompt."""
    terminal = Terminal(responder_of(dialogue.base), language=None)
    answers, screen = list[str](), ""
    for line in dialogue.lines:
        if line.verb == "says":
            answers.append(terminal.reply(line.text))
            screen += f"> {line.text}\n{answers[-1]}\n"
            continue
        shown = answers.pop(0)
        for piece in line.text.split(GAP):
            assert piece.strip() in shown, f"{line.written}\n\n{screen}"


def test_an_odd_line_is_refused() -> None:
    """A line that is none of the kinds is named."""
    with pytest.raises(ValueError, match="cannot have the line"):
        read_line("the bot dances")
