"""The base to browse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.load import read, read_text
from bot.playground.base import open_base
from bot.playground.entries import entries_as_json
from tests.playground.conftest import LIGHTHOUSE
from tests.playground.test_guard import act

if TYPE_CHECKING:
    import httpx


async def test_every_entry_is_there_with_its_line_and_its_words(http: httpx.AsyncClient) -> None:
    """Facts, gaps and conflicts, in the file's order; questions as the file has them."""
    listed = (await act(http, "entries", {})).json()
    lines = LIGHTHOUSE.read_text(encoding="utf-8").splitlines()
    assert [each["id"] for each in listed["entries"]] == ["lamp-lit", "glass-broken", "repair-bill"]
    for entry in listed["entries"]:
        assert entry["id"] in lines[entry["line"] - 1]
    lit, _, bill = listed["entries"]
    assert lit["questions"]["en"] == ["when was the lamp lit (again |)"]
    assert (lit["source"]["en"], lit["paragraph"], lit["date"]) == ("Mara Lind in her logbook", "2", "2024-03-07")
    assert (bill["kind"], bill["related"]) == ("gap", ["glass-broken"])


def test_what_check_warns_of_stands_at_its_entry() -> None:
    """Every warning is somewhere, once."""
    long = "a" + " very long" * 40
    text = LIGHTHOUSE.read_text(encoding="utf-8").replace("A storm broke the glass of the lantern.", long)
    listed = entries_as_json(read_text(text.replace('  contact: "@skerry_point"\n', "")))
    at_entry = {each["id"]: [one["message"] for one in each["warnings"]] for each in listed["entries"]}
    assert any("characters" in message for message in at_entry["glass-broken"])
    assert all("characters" not in message for message in at_entry["repair-bill"])
    assert [each["where"] for each in listed["warnings"]] == ["story", "keeper"]


async def test_a_version_is_written_once() -> None:
    """Warnings take a moment; the page asks for them again after every change."""
    base = open_base(LIGHTHOUSE)
    first = await base.entries()
    assert await base.entries() is first
    base.loaded = read(LIGHTHOUSE)
    assert await base.entries() is not first
    assert (await base.entries())["digest"] == base.knowledge.digest
