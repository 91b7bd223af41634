"""A question as it may be kept: nothing in it tells who asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.stripping import LONGEST, alike, stripped
from tests.rendering.samples import shipped


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("who paid for it?", (), "who paid for it?"),
        ("@nick who paid, ask a.b@example.org or +380 (67) 123-45-67", (), "who paid, ask or"),
        ("see https://x.org/y?z=1 and t.me/somebody, www.z.ua: who paid", (), "see and who paid"),
        ("Anna asks who paid", ("Anna", "Lee"), "asks who paid"),
        ("я Олександр, а хто заплатив Олександрові", ("Oleksandr",), "я , а хто заплатив"),
        ("це Анна-Марія, дзвоніть Анні: хто платив", ("Анна",), "це , дзвоніть : хто платив"),
        ("меня зовут Аня Ли, кто заплатил", ("Аня Ли",), "меня зовут , кто заплатил"),
        ("why so late, said Al to Alice", ("Al",), "why so late, said to Alice"),
        ("12 345 @x", (), ""),
        ("two\nlines\tof it", (), "two lines of it"),
    ],
)
def test_what_tells_who_asked_is_taken_out(text: str, names: tuple[str, ...], expected: str) -> None:
    """Mentions, addresses, links, numbers, and names in either script and in other cases; little else."""
    assert stripped(text, names) == expected


@given(st.text(max_size=600), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_gives_a_short_line_without_digits_and_mentions(text: str, names: list[str]) -> None:
    """Whatever people are called."""
    kept = stripped(text, names)
    assert len(kept) <= LONGEST
    assert "@" not in kept
    assert not any(letter.isdecimal() for letter in kept)
    assert kept.splitlines() in ([], [kept])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("what is the weather in Paris", "Paris weather?", True),
        ("weather in Paris", "wether in paris?", True),
        ("weather in Paris", "weather in London", False),
        ("кто оплатил поездку", "Поездки кто оплатил?", True),
        ("and that?", "and this?", False),
    ],
)
def test_questions_are_alike_by_their_content_words(one: str, other: str, *, same: bool) -> None:
    """In any order and however spelt; small words count only where there are no others."""
    first, second = (alike(shipped().respond(text).match, text) for text in (one, other))
    assert first
    assert (first == second) is same
