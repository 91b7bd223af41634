"""In what ways a base may be written down, and that each is read as the same one."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.load import load, load_text, read_text
from bot.knowledge.model import DateRange
from bot.knowledge.patterns import phrases
from tests.knowledge.broken import refused
from tests.knowledge.builders import BRIDGE, HARBOUR, bridge, harbour, replaced

if TYPE_CHECKING:
    from pathlib import Path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """A file gives the same base as its text, with days, ranges and truth values of their own types."""
    path = tmp_path / "bridge.yaml"
    path.write_text(BRIDGE, encoding="utf-8")
    base = load(path)
    assert base == bridge()
    assert base.facts[0].date == dt.date(2024, 5, 2)
    assert base.facts[1].expected is True
    assert base.facts[1].questions["en"].startswith("when does the repair")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-05", "2024-05-01", "2024-05-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_month_or_a_year_is_the_range_of_its_days(written: str, start: str, end: str) -> None:
    """What the document dates no nearer is not dated nearer."""
    date = load_text(replaced(BRIDGE, "date: 2024-05-02", f"date: {written}")).facts[0].date
    assert date == DateRange(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


def test_a_list_may_be_written_in_every_way() -> None:
    """In brackets, behind dashes, or as the only id; the lines of a block behind dashes as well."""
    for old, new in (
        ("about: [mayor]", "about: mayor"),
        ("nearest: [repair-planned]", "nearest:\n      - repair-planned"),
        (
            "en: |\n        how much does the repair cost\n        who pays for the repair",
            "en:\n        - how much does the repair cost\n        - who pays for the repair",
        ),
        ("en: |\n        the mayor\n        head of the village", "en: [the mayor, head of the village]"),
    ):
        assert load_text(replaced(BRIDGE, old, new)) == bridge()
    listed = load_text(replaced(HARBOUR, "en: ferry, boat, ship", "en: [ferry, boat, ship]"))
    assert phrases(listed.thesaurus["ferry"]["en"]) == ["ferry", "boat", "ship"]


def test_what_only_one_thing_is_possible_for_may_be_left_out() -> None:
    """The only document and the only source; the status that the source and `expected` tell."""
    for line in ("document: parish-letter", "status: background", "status: announcement"):
        assert load_text(re.sub(rf"^    {line}\n", "", BRIDGE, flags=re.MULTILINE)) == bridge()
    one_source = re.sub(r"  - id: finch(\n    .*)*\n", "", BRIDGE).replace("source: finch", "source: letter")
    assert load_text(one_source) == load_text(one_source.replace("    source: letter\n", ""))


@pytest.mark.parametrize(
    ("source", "expected", "status"),
    [
        ("", "", "background"),
        ("    speaker: mayor\n", "", "statement"),
        ("    outlet: mayor\n", "", "report"),
        ("    outlet: mayor\n    speaker: mayor\n", "", "statement"),
        ("", "    expected: true\n", "announcement"),
        ("    speaker: mayor\n", "    expected: yes\n", "announcement"),
        ("    speaker: mayor\n", "    expected: false\n", "statement"),
        ("    outlet: mayor\n", "    expected: true\n", "report"),
    ],
)
def test_the_status_follows_from_who_says_it(source: str, expected: str, status: str) -> None:
    """An outlet without a speaker reports; what was expected was announced; else a speaker states it, or nobody."""
    text = replaced(BRIDGE, "    speaker: mayor\n", source)
    text = replaced(text, "    status: announcement\n", "")
    assert load_text(replaced(text, "    expected: true\n", expected)).facts[1].status == status


@pytest.mark.parametrize("change", ["\ufeff", "crlf", "cr", "utf-8-sig"])
def test_how_a_file_was_saved_does_not_matter(change: str) -> None:
    """A byte-order mark and the line ends of Windows or of old are accepted."""
    ends = {"crlf": "\r\n", "cr": "\r"}.get(change)
    if ends:
        assert load_text(HARBOUR.replace("\n", ends).encode()) == harbour()
        assert refused(replaced(HARBOUR, "status: announcement", "status: x").replace("\n", ends))[0].line == 103
    elif change == "utf-8-sig":
        assert load_text(HARBOUR.encode("utf-8-sig")) == harbour()
    else:
        assert load_text("\ufeff" + HARBOUR) == harbour()


def test_positions_lead_from_a_value_to_its_line() -> None:
    """Every text of the file is found again at the place that is noted for it."""
    loaded = read_text(HARBOUR)
    lines = HARBOUR.split("\n")
    for index, fact in enumerate(loaded.knowledge.facts):
        place = loaded.positions.of(("facts", index, "text", "de"))
        assert lines[place.line - 1][place.column - 1 :] == fact.text["de"]
        key = loaded.positions.of_key(("facts", index, "questions"))
        assert lines[key.line - 1][key.column - 1 :] == "questions:"
    assert loaded.positions.of(("facts", 0, "nothing", "here")) == loaded.positions.of(("facts", 0))
