"""What is repeated of what people type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.echo import LONGEST, echo


@pytest.mark.parametrize(
    ("typed", "repeated"),
    [
        ("Umerof", "Umerof"),
        ("Who heads “the delegation” of the U.S., Mr. Rubio?", "Who heads “the delegation” of the U.S.,…"),
        ("Чому Єрмак пішов – і коли?", "Чому Єрмак пішов – і коли?"),
        (" a\n\n\tb\u2028c ", "a b c"),
        ("\u202eevil", "evil"),
        ("\x00\u200b", ""),
        ("half \ud83d", "half"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_a_repetition_is_one_short_line_of_what_can_be_seen(typed: str, repeated: str) -> None:
    """Nothing breaks the line, turns it around, or is refused by Telegram."""
    assert echo(typed) == repeated


@pytest.mark.parametrize(
    "typed",
    [
        "https://t.me/+joinspam",
        "evil.example",
        "зло.укр",
        "evil.example/login",
        "tg:resolve",
        "Who is @olha",
        "anna@example.org",
        "/start",
        "#spam",
        "$SPAM",
        "+380501234567",
        "380 50 123-45-67",
        "4111 1111 1111 1111",
        "a d***",
        "<b>R&D</b>",
        "Who resigned? See t.me/spam for more of what nobody had asked for",
    ],
)
def test_what_telegram_would_make_a_link_of_is_not_repeated(typed: str) -> None:
    """Nor is what is not written in sentences: the bot lends nobody its name."""
    assert echo(typed) == ""


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_repeated(typed: str) -> None:
    """Whatever comes in goes out as UTF-8, on a line of limited length."""
    repeated = echo(typed)
    assert len(repeated) <= LONGEST
    assert repeated.encode().decode().isprintable() or any(unicodedata.category(c) == "Zs" for c in repeated)
