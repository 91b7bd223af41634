"""Buttons that change a message carry who may use them, within Telegram's 64 bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.speech import markup, read_data
from bot.rendering.keyboards import Button
from bot.rendering.taps import OpenEntry, OpenTopic, write_tap


@given(st.integers(0, 2**52 - 1), st.from_regex(r"[a-z][a-z0-9-]{1,39}", fullmatch=True), st.integers(1, 9999))
def test_an_owner_fits_and_comes_back(asker: int, topic: str, page: int) -> None:
    """The longest id, page and user there can be."""
    data = write_tap(OpenTopic("ukr", topic, page))
    made = markup(((Button("Next", callback_data=data),),), asker=asker)
    assert made is not None
    written = made.inline_keyboard[0][0].callback_data
    assert isinstance(written, str)
    assert len(written.encode()) <= 64
    assert read_data(written) == (data, asker)


def test_buttons_that_change_nothing_are_everybodys() -> None:
    """A question or a source may be tapped by anyone."""
    data = write_tap(OpenEntry("en", "some-fact"))
    made = markup(((Button("Who?", callback_data=data),),), asker=7)
    assert made is not None
    assert read_data(str(made.inline_keyboard[0][0].callback_data)) == (data, None)


@pytest.mark.parametrize("data", ["", "~", "1q:en:x~!", "x" * 64])
def test_odd_data_is_nobodys(data: str) -> None:
    """Whoever made it, it raises nothing."""
    read_data(data)


def test_whoever_asked_as_a_chat_leaves_the_buttons_to_admins() -> None:
    """An anonymous admin taps as a person that the message does not know."""
    made = markup(((Button("Next", callback_data=write_tap(OpenTopic("en", "a-topic", 1))),),), asker=-1007)
    assert made is not None
    assert read_data(str(made.inline_keyboard[0][0].callback_data))[1] == 0
