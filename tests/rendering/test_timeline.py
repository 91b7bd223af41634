"""The message of /timeline: how much of a phone it takes, and what its numbers open."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.responder import Responder
from bot.answering.timeline import Timeline
from bot.knowledge.model import DateRange
from bot.playground.standin.entities import formatted
from bot.rendering.catalogue import catalogue
from bot.rendering.compose import compose
from bot.rendering.html import render_html
from bot.rendering.keyboards import MOST_NUMBERS, NUMBERS_IN_ROW, keyboard_of
from bot.rendering.offered import MOST_ENTITIES
from bot.rendering.plain import render_plain
from bot.rendering.taps import OpenEntry, Remove, ShowPicture, read_tap
from bot.retrieval.matcher import Matcher
from tests.bases import responder_of
from tests.knowledge.builders import fact, harbour, knowledge

COLUMNS = 40
"""Letters in a line of a message on a phone."""
FOLDED = 3
"""Lines that Telegram shows of a folded quotation."""
SCREEN = 25
"""Lines above three rows of buttons, on a phone of 390 by 844 points."""


def timeline_of(language: str) -> Timeline:
    """Return the timeline of the shipped base."""
    reply = run_command("timeline", "", CommandContext(responder_of("shipped"), fixed_language=language))
    assert isinstance(reply, Timeline)
    return reply


def on_screen(reply: Timeline) -> list[str]:
    """Return the lines of a phone that the message takes, with those between blocks, while what is folded is folded."""
    shown: list[str] = []
    for block in compose(reply):
        lines = [part for each in block.lines for part in textwrap.wrap("".join(span.text for span in each), COLUMNS)]
        shown += ["", *(lines[:FOLDED] if block.folded else lines)]
    return shown[1:]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_shipped_timeline_fits_a_phone(language: str) -> None:
    """Each date is one line of the message, and marked where another source has another."""
    reply = timeline_of(language)
    text, say = render_plain(reply), catalogue(language)
    assert len(on_screen(reply)) <= SCREEN
    for label in ("timeline.happened", "timeline.expected", "timeline.not_said"):
        assert text.count(say(label)) == 1
    marked = [line for line in text.splitlines() if line.endswith(say("timeline.dates_differ"))]
    assert [line.split()[0] for line in marked] == ["2", "4–5"]
    assert "2025" not in text.partition(say("timeline.expected"))[0]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_each_number_opens_its_fact(language: str) -> None:
    """In one row or two; the number stands before the fact's words."""
    reply = timeline_of(language)
    rows, text = keyboard_of(reply, in_group=True), render_plain(reply)
    *numbers, (shown_as_picture,), (removal,) = rows
    assert len(numbers) <= 2
    assert read_tap(shown_as_picture.callback_data) == ShowPicture(language)
    assert read_tap(removal.callback_data) == Remove(language)
    buttons = [button for row in numbers for button in row]
    assert [read_tap(button.callback_data) for button in buttons] == [OpenEntry(language, f.id) for f in reply.facts]
    assert all(f"{button.text}) {shown.brief}" in text for button, shown in zip(buttons, reply.facts, strict=True))


def test_a_base_without_dates_says_so() -> None:
    """And has no buttons."""
    base = knowledge(facts=[fact("undated")])
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    assert catalogue("en")("timeline.none") in render_plain(reply)
    assert keyboard_of(reply) == ()


def test_a_very_long_timeline_has_as_many_buttons_as_telegram_takes() -> None:
    """Rows are full; facts beyond stay in the text."""
    base = knowledge(facts=[fact(f"on-{n}", date=str(1800 + n)) for n in range(120)])
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    rows = keyboard_of(reply)  # type: ignore[arg-type]
    assert {len(row) for row in rows} == {NUMBERS_IN_ROW}
    assert sum(map(len, rows)) == MOST_NUMBERS
    assert "120) " in render_plain(reply)  # type: ignore[arg-type]


def test_days_of_the_year_go_without_it() -> None:
    """Those of another year, and ranges that reach into one, do not."""
    say, day = catalogue("en"), dt.date
    assert say.date(day(2024, 5, 1), within=2024) == "1 May"
    assert say.date(day(2023, 5, 1), within=2024) == "1 May 2023"
    assert say.date(DateRange(start=day(2024, 5, 1), end=day(2024, 5, 2)), within=2024) == "1–2 May"
    assert say.date(DateRange(start=day(2024, 4, 30), end=day(2024, 5, 2)), within=2024) == "30 April – 2 May"
    over = DateRange(start=day(2023, 12, 30), end=day(2024, 1, 2))
    assert say.date(over, within=2024) == "30 December 2023 – 2 January 2024"


def test_the_harbour_marks_its_conflict() -> None:
    """As it is found in the snapshots."""
    reply = run_command("timeline", "", CommandContext(Responder(harbour(), Matcher(harbour()))))
    assert isinstance(reply, Timeline)
    assert reply.dates_differ


@pytest.mark.parametrize("expected", [False, True])
def test_a_long_timeline_still_fits_a_phone(*, expected: bool) -> None:
    """All of it is in the message; what is beyond ten lines opens on a tap, under its heading and note."""
    base = knowledge(facts=[fact(f"on-{n}", date=f"2024-05-{n:02}", expected=expected) for n in range(1, 25)])
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    heading, folded, *_ = compose(reply)
    assert (heading.folded, folded.folded, len(folded.lines)) == (False, True, 24)
    assert len(heading.lines) == (2 if expected else 1)
    assert len(on_screen(reply)) <= SCREEN


@pytest.mark.parametrize("facts", [20, 60, 90])
def test_no_message_of_a_timeline_has_more_formatting_than_is_kept(facts: int) -> None:
    """Telegram drops what is beyond a hundred places, the quotation of the source with it."""
    base = knowledge(facts=[fact(f"on-{n}", f"Day {n}.", date=str(1900 + n)) for n in range(facts)])
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    for message in render_html(reply):
        assert len(formatted(message, "HTML")[1]) <= MOST_ENTITIES
