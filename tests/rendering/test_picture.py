"""The timeline's picture: for any base either legible or not offered."""

from __future__ import annotations

import io
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
from bot.retrieval.matcher import Matcher
from tests.bases import responder_of
from tests.knowledge.builders import fact, knowledge

if TYPE_CHECKING:
    from bot.knowledge.model import Fact

LONG = "The commission for the affairs of the harbour, of its bridges and of whoever crosses them met again. " * 5
LETTERS = "–—«»“”„‘’…·№АаҐґЄєІіЇїЁёЫыЪъЭэéßüñłşž"


def timeline_of(*facts: Fact) -> Timeline:
    """Return the timeline of a base of these facts."""
    base = knowledge(facts=facts)
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    return reply


def shipped(language: str) -> Timeline:
    """Return the timeline of the shipped base."""
    reply = run_command("timeline", "", CommandContext(responder_of("shipped"), fixed_language=language))
    assert isinstance(reply, Timeline)
    return reply


CASES = {
    "en": shipped("en"),
    "uk": shipped("uk"),
    "ru": shipped("ru"),
    "one day": timeline_of(fact("one", date="2024-05-01")),
    "long": timeline_of(fact("one", LONG, date="2024-05-01", brief={"en": "Commission " * 30})),
    "one long word": timeline_of(fact("one", date="2024-05-01", brief={"en": "w" * 300})),
    "far apart": timeline_of(fact("old", date="1024"), fact("new", date="2024-05-01", expected=True)),
    "full": timeline_of(*(fact(f"on-{n}", LONG, date=f"2024-05-{n:02}") for n in range(1, picture.MOST_ROWS + 1))),
}


@pytest.mark.parametrize("case", CASES)
def test_all_that_is_drawn_is_within_the_picture(case: str) -> None:
    """Words end before the edge, no line stands on another, and bars keep their length."""
    assert picture.has_picture(CASES[case])
    made = picture.layout(CASES[case])
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
    png = picture.draw(CASES[case])
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.size == (picture.WIDTH, picture.layout(CASES[case]).height)
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


def test_where_there_is_nothing_or_too_much_no_picture_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where Pillow is missing."""
    many = timeline_of(*(fact(f"in-{n}", date=str(1900 + n)) for n in range(picture.MOST_ROWS + 1)))
    for reply in (timeline_of(fact("undated")), many):
        assert not picture.has_picture(reply)
        taps = [read_tap(button.callback_data) for row in keyboard_of(reply) for button in row]
        assert not any(isinstance(tap, ShowPicture) for tap in taps)
    monkeypatch.setattr(picture, "can_draw", lambda: False)
    assert not picture.has_picture(CASES["en"])


@pytest.mark.parametrize("case", CASES)
def test_the_caption_fits_and_ends_with_the_date(case: str) -> None:
    """It stands for the picture where that cannot be seen."""
    told = picture.caption(CASES[case], catalogue(CASES[case].language))
    assert utf16_length(told) <= picture.CAPTION
    assert told.splitlines()[-1] == catalogue(CASES[case].language)(
        "reply.as_of", date=catalogue(CASES[case].language).date(CASES[case].as_of)
    )
