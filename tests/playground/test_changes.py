"""The stream: in order, nothing twice, nothing lost over a short break."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.changes import Changes
from tests.playground.test_guard import act

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

WORLD: dict[str, Any] = {"chats": []}


async def frame(stream: AsyncIterator[bytes]) -> tuple[str, str, Any]:
    """Return the id, the event and the data of the next event."""
    async with asyncio.timeout(2):
        while not (text := (await anext(stream)).decode()).startswith("id: "):
            pass
    lines = dict(line.split(": ", 1) for line in text.strip().split("\n"))
    return lines["id"], lines["event"], json.loads(lines["data"])


async def test_a_new_listener_gets_the_world_and_then_what_changes() -> None:
    """What happened before is in the world already."""
    changes = Changes("run")
    changes.add("message", {"text": "before"}, 1)
    stream = changes.stream("", WORLD)
    assert await frame(stream) == ("run-1", "snapshot", WORLD)
    changes.add("message", {"text": "line\nbreak"}, 1)
    assert await frame(stream) == ("run-2", "change", {"kind": "message", "chat": 1, "body": {"text": "line\nbreak"}})


async def test_who_comes_back_gets_what_was_missed_once() -> None:
    """No snapshot, no gap, no repetition."""
    changes = Changes("run")
    for number in range(5):
        changes.add("message", number)
    stream = changes.stream("run-3", WORLD)
    assert [(await frame(stream))[0] for _ in range(2)] == ["run-4", "run-5"]
    changes.add("message", 5)
    assert (await frame(stream))[0] == "run-6"


async def test_a_page_that_gave_its_connection_back_says_itself_what_it_has_seen(http: httpx.AsyncClient) -> None:
    """A tab that is shown again opens a new stream, of which its browser knows no number."""

    async def first_of(address: str) -> tuple[str, str]:
        found: list[str] = []
        async with asyncio.timeout(10), http.stream("GET", address) as stream:
            async for line in stream.aiter_lines():
                found += [line] if line.startswith(("id: ", "event: ")) else []
                if len(found) == 2:
                    break
        return found[0], found[1]

    begun, snapshot = await first_of("/api/events?after=")
    assert snapshot == "event: snapshot"
    assert (await act(http, "privacy", {"enabled": False})).status_code == 200
    seen, change = await first_of(f"/api/events?after={begun.removeprefix('id: ')}")
    assert (seen != begun, change) == (True, "event: change")


@pytest.mark.parametrize("seen", ["other-3", "run-99", "run-x", "nonsense", "run-", "run-0"])
async def test_who_missed_too_much_or_comes_from_elsewhere_gets_the_world(
    seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run's numbers, numbers of the future and those no longer kept mean nothing."""
    monkeypatch.setattr("bot.playground.changes.KEPT", 2)
    changes = Changes("run")
    for number in range(5):
        changes.add("message", number)
    assert (await frame(changes.stream(seen, WORLD)))[1] == "snapshot"


async def test_closing_ends_every_stream() -> None:
    """So that the server can stop while pages are open."""
    changes = Changes("run")
    stream = changes.stream("", WORLD)
    await frame(stream)
    waiting = asyncio.ensure_future(anext(stream, None))
    await asyncio.sleep(0)
    changes.close()
    async with asyncio.timeout(2):
        assert await waiting is None
