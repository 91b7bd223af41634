"""The timeline's picture: for any base either legible or not offered."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.responder import Responder
from bot.answering.timeline import Timeline
from bot.rendering import picture
from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import utf16_length
from bot.rendering.keyboards import keyboard_of
from bot.rendering.taps import ShowPicture, read_tap
from tests.bases import matcher_of, responder_of
from tests.knowledge.builders import fact, knowledge

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.model import Fact

LONG = "The commission for the affairs of the harbour, of its bridges and of whoever crosses them met again. " * 5
LETTERS = "–—«»“”„‘’…·№АаҐґЄєІіЇїЁёЫыЪъЭэéßüñłşž"


def timeline_of(*facts: Fact) -> Timeline:
    """Return the timeline of a base of these facts, of which nothing is asked."""
    base = knowledge(facts=facts)
    reply = run_command("timeline", "", CommandContext(Responder(base, matcher_of("harbour"))))
    assert isinstance(reply, Timeline)
    return reply


def shipped(language: str) -> Timeline:
    """Return the timeline of the shipped base."""
    reply = run_command("timeline", "", CommandContext(responder_of("shipped"), fixed_language=language))
    assert isinstance(reply, Timeline)
    return reply


CASES: dict[str, Callable[[], Timeline]] = {
    "en": lambda: shipped("en"),
    "uk": lambda: shipped("uk"),
    "ru": lambda: shipped("ru"),
    "one day": lambda: timeline_of(fact("one", date="2024-05-01")),
    "long": lambda: timeline_of(fact("one", LONG, date="2024-05-01", brief={"en": "Commission " * 30})),
    "one long word": lambda: timeline_of(fact("one", date="2024-05-01", brief={"en": "w" * 300})),
    "far apart": lambda: timeline_of(fact("old", date="1024"), fact("new", date="2024-05-01", expected=True)),
    "old and overlapping": lambda: timeline_of(
        fact("founded", date="1970-03-02"),
        *(
            fact(f"in-{n}", date={"start": f"2024-05-0{n}", "end": f"2024-05-0{n + 1}"}, expected=True)
            for n in range(1, 5)
        ),
    ),
    "many years": lambda: timeline_of(
        *(fact(f"in-{year}", date=str(year)) for year in range(2001, 2008)),
        *(fact(f"on-{day}", date=f"2024-05-{day}", expected=True) for day in (21, 22)),
        *(fact(f"to-{day}", date={"start": "2024-05-21", "end": f"2024-05-{day}"}, expected=True) for day in (23, 24)),
    ),
    "full": lambda: timeline_of(
        *(fact(f"on-{n}", LONG, date=f"2024-05-{n:02}") for n in range(1, picture.MOST_ROWS + 1))
    ),
}


@cache
def case_of(name: str) -> Timeline:
    """Return the timeline of that name."""
    return CASES[name]()


@pytest.mark.parametrize("case", CASES)
def test_all_that_is_drawn_is_within_the_picture(case: str) -> None:
    """Words end before the edge, no line stands on another, and bars keep their length."""
    assert picture.has_picture(case_of(case))
    made = picture.layout(case_of(case))
    for words in made.words:
        assert words.left >= picture.MARGIN
        assert words.left + words.width <= picture.WIDTH - picture.MARGIN
        assert words.top + words.size <= made.height
    tops = [words.top for words in made.words]
    assert all(below - above >= words.size for words, above, below in zip(made.words, tops, tops[1:], strict=False))
    for left, top, right, bottom in (bar.box for bar in made.bars):
        assert 0 <= left < right <= picture.WIDTH
        assert 0 <= top < bottom <= made.height


@pytest.mark.parametrize("case", CASES)
def test_the_picture_is_one_that_telegram_takes(case: str) -> None:
    """Decoded again, it has the size of its layout, its own ground at the edges, and something on it."""
    png = picture.draw(case_of(case))
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.size == (picture.WIDTH, picture.layout(case_of(case)).height)
    assert sum(image.size) <= 10_000
    assert len(png) < 1 << 20
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    drawn = ImageChops.difference(image, ground).getbbox()
    assert drawn is not None
    assert drawn[0] >= picture.MARGIN - 4
    assert drawn[2] <= picture.WIDTH - picture.MARGIN + 4


def test_the_font_has_the_letters_of_the_three_languages() -> None:
    """With their dashes and quotation marks: none is drawn as the box that stands for what is missing."""
    for bold in (False, True):
        font = picture._font(38, bold=bold)
        missing = bytes(font.getmask("\uffff"))
        assert [letter for letter in LETTERS if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize(
    "text", ["会议在日内瓦", "اجتماع", "פגישה", "Genf \N{RIGHTWARDS ARROW} Bern", "Peace \N{DOVE OF PEACE}"]
)
def test_in_other_letters_no_picture_is_offered(text: str) -> None:
    """Boxes would be drawn for them, in words, in names and in what the base says of a date."""
    for one in (fact("one", date="2024-05-01", brief={"en": text}), fact("one", text, date="2024-05-01")):
        assert not picture.has_picture(timeline_of(one))


def test_what_counts_as_drawable_is_in_the_font() -> None:
    """Each single sign of it, both in regular and in bold."""
    signs = [chr(code) for code in range(0x20, 0x2300) if picture.DRAWABLE.match(chr(code)) and chr(code).isprintable()]
    assert len(signs) > 1000
    for bold in (False, True):
        font = picture._font(38, bold=bold)
        missing = bytes(font.getmask("\uffff"))
        assert [sign for sign in signs if bytes(font.getmask(sign)) == missing] == []


@pytest.mark.parametrize("case", ["far apart", "old and overlapping", "many years"])
def test_days_are_told_apart_however_old_the_first_is(case: str) -> None:
    """Two expectations that overlap start and end at different places; the note says that the scale is no scale."""
    reply = case_of(case)
    made = picture.layout(reply)
    say = catalogue(reply.language)
    assert say("timeline.shortened") in [words.text for words in made.words]
    hollow = [bar.box for bar in made.bars if bar.hollow]
    assert len({(left, right) for left, _, right, _ in hollow}) == len(hollow)
    edges = sorted(
        {edge for left, _, right, _ in hollow for edge in (left + picture.DOT // 2, right - picture.DOT // 2)}
    )
    assert all(after - before >= picture.DOT for before, after in itertools.pairwise(edges))
    assert say("timeline.shortened") not in [words.text for words in picture.layout(case_of("en")).words]


def test_pillow_is_imported_where_a_picture_is_drawn() -> None:
    """The timeline with its button costs nobody the memory that drawing takes."""
    program = """
import sys
from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.rendering.keyboards import keyboard_of
from bot.rendering.picture import draw
from tests.bases import responder_of
reply = run_command("timeline", "", CommandContext(responder_of("harbour")))
assert "picture" in str(keyboard_of(reply))
assert "PIL" not in sys.modules, "imported too early"
draw(reply)
assert "PIL" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_where_there_is_nothing_or_too_much_no_picture_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where Pillow is missing."""
    many = timeline_of(*(fact(f"in-{n}", date=str(1900 + n)) for n in range(picture.MOST_ROWS + 1)))
    for reply in (timeline_of(fact("undated")), many):
        assert not picture.has_picture(reply)
        taps = [read_tap(button.callback_data) for row in keyboard_of(reply) for button in row]
        assert not any(isinstance(tap, ShowPicture) for tap in taps)
    monkeypatch.setattr(picture, "can_draw", lambda: False)
    assert not picture.has_picture(case_of("en"))


@pytest.mark.parametrize("case", CASES)
def test_the_caption_fits_and_ends_with_the_date(case: str) -> None:
    """It stands for the picture where that cannot be seen."""
    told = picture.caption(case_of(case), catalogue(case_of(case).language))
    assert utf16_length(told) <= picture.CAPTION
    assert told.splitlines()[-1] == catalogue(case_of(case).language)(
        "reply.as_of", date=catalogue(case_of(case).language).date(case_of(case).as_of)
    )
