"""What the page may ask for, and what happens to nonsense."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.playground.conftest import IN_ONE
from tests.playground.test_guard import act

if TYPE_CHECKING:
    import httpx

ANNA, TARAS, GROUP = 1001, 1002, -1001000000001


@pytest.mark.parametrize(
    ("action", "body", "reason"),
    [
        ("send", {"person": ANNA, "chat": ANNA}, "text"),
        ("send", {"person": ANNA, "chat": ANNA, "text": " \n"}, "nothing to send"),
        ("send", {"person": ANNA, "chat": ANNA, "text": "x" * 4097}, "4096"),
        ("send", {"person": ANNA, "chat": ANNA, "text": "x", "more": 1}, "more"),
        ("send", {"person": "1001", "chat": ANNA, "text": "x"}, "person"),
        ("send", {"person": ANNA, "chat": TARAS, "text": "x"}, "only members"),
        ("send", {"person": 123456789, "chat": GROUP, "text": "x"}, "only members"),
        ("send", {"person": ANNA, "chat": 5, "text": "x"}, "no longer there"),
        ("send", {"person": ANNA, "chat": GROUP, "text": "x", "topic": 77}, "no longer there"),
        ("send", {"person": ANNA, "chat": GROUP, "text": "x", "reply_to": 77}, "no longer there"),
        ("media", {"person": ANNA, "chat": ANNA, "kind": "virus"}, "kind"),
        ("edit", {"person": ANNA, "chat": GROUP, "message": 77, "text": "x"}, "no longer there"),
        ("tap", {"person": ANNA, "chat": GROUP, "message": 77, "data": "x"}, "no longer there"),
        ("inline", {"person": ANNA, "query": "x" * 257}, "256"),
        ("inline", {"person": 123456789, "query": "x"}, "only people"),
        ("choose", {"person": ANNA, "chat": GROUP, "query": "7", "result": "x"}, "no longer there"),
        ("person", {"person": ANNA, "language": "xx"}, "en, uk, ru"),
        ("privacy", {"enabled": "yes"}, "enabled"),
        ("reset", [], "dictionary"),
        ("reset", "reset", "dictionary"),
    ],
)
@IN_ONE
async def test_nonsense_is_refused_with_a_reason(
    visitors: httpx.AsyncClient, action: str, body: Any, reason: str
) -> None:
    """One line that can be shown; nothing is done."""
    response = await act(visitors, action, body)
    assert response.status_code == 400
    assert reason in response.json()["error"]


@pytest.mark.parametrize("action", ["nothing", "_where", "__init__", "do"])
@IN_ONE
async def test_there_are_no_other_actions(visitors: httpx.AsyncClient, action: str) -> None:
    """Only what stands in the table can be asked for."""
    assert (await act(visitors, action, {})).status_code == 404


async def test_only_its_author_edits_a_message(http: httpx.AsyncClient) -> None:
    """As in Telegram."""
    sent = (await act(http, "send", {"person": ANNA, "chat": GROUP, "text": "mine"})).json()
    edit = {"chat": GROUP, "message": sent["message"], "text": "yours"}
    assert (await act(http, "edit", edit | {"person": TARAS})).status_code == 400
    assert (await act(http, "edit", edit | {"person": ANNA})).status_code == 200


async def test_two_who_start_over_at_once_get_one_world(http: httpx.AsyncClient) -> None:
    """Both resets succeed, one after the other, and the bot answers in the last world."""
    done = await asyncio.gather(act(http, "reset", {}), act(http, "reset", {}))
    assert [response.status_code for response in done] == [200, 200]
    assert (await act(http, "send", {"person": ANNA, "chat": ANNA, "text": "/start"})).json() == {"message": 1}


async def test_what_the_bot_offers_is_sent_by_whoever_typed(http: httpx.AsyncClient) -> None:
    """By nobody else, and only what was offered."""
    offered = (await act(http, "inline", {"person": ANNA, "query": "when was the lamp lit"})).json()
    assert offered["results"]
    choice = {"chat": GROUP, "query": offered["query"], "result": offered["results"][0]["id"]}
    assert (await act(http, "choose", choice | {"person": TARAS})).status_code == 400
    assert (await act(http, "choose", choice | {"person": ANNA, "result": "other"})).status_code == 400
    assert (await act(http, "choose", choice | {"person": ANNA})).status_code == 200


async def test_starting_over_leaves_no_task_behind(http: httpx.AsyncClient) -> None:
    """However often, and also where the bot was still asked for something."""

    def waiting() -> int:
        return sum("Event.wait" in repr(task) for task in asyncio.all_tasks())

    async def over() -> None:
        typing = asyncio.create_task(act(http, "inline", {"person": ANNA, "query": "when was the lamp lit"}))
        await asyncio.sleep(0)
        await act(http, "reset", {})
        assert (await typing).status_code == 200

    await over()
    await act(http, "send", {"person": ANNA, "chat": ANNA, "text": "/start"})
    await asyncio.sleep(0.3)  # the bot is up, its menus are set
    before = waiting()
    for _ in range(3):
        await over()
    async with asyncio.timeout(3):  # a question that nobody waits for would be waited for longer
        while waiting() > before:  # noqa: ASYNC110 - tasks tell nobody that they ended
            await asyncio.sleep(0.05)


async def test_whoever_types_on_is_not_kept_waiting(http: httpx.AsyncClient) -> None:
    """What was typed before has no rows any more, the newest has."""
    typed = [
        act(http, "inline", {"person": ANNA, "query": query}) for query in ("when", "when was", "when was the lamp")
    ]
    answers = [response.json()["results"] for response in await asyncio.gather(*typed)]
    assert sum(map(bool, answers)) == 1
