"""Cutting long messages, counted in UTF-16 units."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.standin.formatting import parse_html
from bot.rendering.cutting import cut, shorten, utf16_length

STYLES = ("{}", "<b>{}</b>", "<i>{}</i>", "<blockquote expandable>{}</blockquote>", "<b><i>{}</i></b>")
PARTS = st.lists(
    st.builds(
        lambda style, text: style.format(escape(text, quote=False)), st.sampled_from(STYLES), st.text(max_size=300)
    ),
    max_size=8,
)


def words(html: str) -> str:
    """Return the visible letters of HTML without white space."""
    return "".join(parse_html(html)[0].split())


def test_parts_are_kept_whole_where_they_fit() -> None:
    """A message ends between facts, not within one."""
    assert cut(["a" * 10, "b" * 10, "c" * 10], limit=24) == ["a" * 10 + "\n\n" + "b" * 10, "c" * 10]


def test_letters_beyond_the_basic_plane_count_twice() -> None:
    """Telegram counts UTF-16 units: an emoji is two."""
    assert utf16_length("\N{PILE OF POO}") == 2
    assert [utf16_length(part) for part in cut(["\N{PILE OF POO}" * 50], limit=60)] == [60, 40]


def test_a_part_that_is_too_long_is_cut_at_a_line() -> None:
    """A folded list of facts goes on in the next message, folded again, with every line whole."""
    lines = [f"line {number} is here" for number in range(10)]
    pieces = cut([f"<blockquote expandable>{chr(10).join(lines)}</blockquote>"], limit=120)
    assert len(pieces) > 1
    for piece in pieces:
        assert piece.startswith("<blockquote expandable>")
        assert all(line in lines for line in parse_html(piece)[0].splitlines())


@given(PARTS, st.integers(min_value=120, max_value=500))
def test_nothing_is_lost_broken_or_too_long(parts: list[str], limit: int) -> None:
    """Every message fits and parses, and together they say what the parts say."""
    pieces = cut(parts, limit)
    assert all(utf16_length(piece) <= limit for piece in pieces)
    assert "".join(words(piece) for piece in pieces) == "".join(words(part) for part in parts)


@given(st.text(max_size=300), st.integers(min_value=5, max_value=100))
def test_shortened_text_fits_and_says_that_it_is_shortened(text: str, limit: int) -> None:
    """It ends in an ellipsis exactly if something was left out."""
    short = shorten(text, limit)
    assert utf16_length(short) <= limit
    assert short == text or short.endswith("…")
