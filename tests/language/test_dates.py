"""Days of a query, written any way, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import LONGEST, Dates
from bot.language.pack import Pack, packs_for

HELD = {(11, 23), (11, 28), (11, 30), (12, 2), (12, 4), (12, 5)}
DATES = Dates(packs_for(["en", "uk", "ru"]), HELD, ["Release 12.2 came before 12.4."])

WRITTEN = """
what happened on 28.11 = what happened on 28 november
what happened on 28/11/2025 = what happened on 28 november 2025
what happened on 28.11.25 = what happened on 28 november 2025
on 2025-11-28? = on 28 november 2025?
11/28 what was it = 28 november what was it
nov 28, who left = 28 november, who left
28 Nov. and then = 28 november. and then
on the 28th of November = on the 28 november
November twenty-eighth = 28 november
the 28th? = the 28 november?
who left on the 28th and why = who left on the 28 november and why
що було 28.11 = що було 28 листопада
що 28-го було = що 28 листопада було
двадцять восьмого листопада = 28 листопада
листопад 28 що = 28 листопада що
28 лист. = 28 листопада.
друге грудня = 2 грудня
что было 28.11 = что было 28 ноября
двадцать восьмого что было = 28 ноября что было
второго декабря = 2 декабря
тридцатого что обещали = 30 ноября что обещали
"""

LEFT_ALONE = """
what happened on 28 november
4-5 грудня
32.11 or 0.11
31.11
31 november
at 11.28 and 19:30
version 12.2
what is 12.4
$28.11.5 or 28.11%
28.05
4.6
ip 10.11.12.13
the 28th question
the 29th
второго срока
5-го
11
the first to leave
maybe 5
"""


@pytest.mark.parametrize("row", WRITTEN.strip().splitlines())
def test_a_day_is_written_out(row: str) -> None:
    """As number and month, in the language of the text, with its year where there is one."""
    written, day = row.split(" = ")
    assert DATES.written_out(written) == day


@pytest.mark.parametrize("text", LEFT_ALONE.strip().splitlines())
def test_what_is_no_day_is_left_alone(text: str) -> None:
    """A time, a version that the base writes so, a count, a day that no month has, and one of several months."""
    dates = Dates(packs_for(["en", "uk", "ru"]), HELD | {(10, 5)}, ["Release 12.2 came before 12.4."])
    assert dates.written_out(text) == text


@pytest.mark.parametrize("code", ["en", "uk", "ru", "de"])
def test_every_day_is_known_in_every_form(code: str) -> None:
    """Each form of each month beside each day, in digits and in words."""
    [pack] = packs_for([code])
    dates = Dates([pack], [])
    assert (len(pack.months), len(pack.ordinals)) == (12, 31)
    for month, forms in enumerate(pack.months):
        for day in range(1, LONGEST[month] + 1):
            written = {f"{number} {form}" for form in forms for number in (str(day), *pack.ordinals[day - 1])}
            assert {dates.written_out(one) for one in written} == {f"{day} {forms[0]}"}


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[\d.,:/ -]{1,30}(nov|лист|го|th)?", fullmatch=True))
def test_any_text_has_its_days_written_once(text: str) -> None:
    """Nothing is raised, and what has been written out stays as it is."""
    once = DATES.written_out(text)
    assert DATES.written_out(once) == once


def test_a_language_without_months_is_left_alone() -> None:
    """A pack need not have them."""
    assert Dates([Pack(language="xx")], HELD).written_out("28.11 what") == "28.11 what"


def test_an_ending_may_be_a_mark() -> None:
    """A point behind a number, as German writes it, is no sign of a pattern: 285 stays what it is."""
    german = packs_for(["de"])[0].model_copy(update={"ordinal_endings": (".",)})
    assert Dates([german], HELD).written_out("285 am 28. november") == "285 am 28 november"
