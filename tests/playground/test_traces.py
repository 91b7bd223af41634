"""Every message has its own trace: what was asked, tapped or typed, and why the reply is what it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.traces import Trace, Traces
from tests.playground.test_actions import ANNA, GROUP
from tests.playground.test_guard import act

if TYPE_CHECKING:
    import httpx


async def traced(http: httpx.AsyncClient, chat: int, message: int) -> Any:
    """Return the trace of a message, waiting for the bot."""
    async with asyncio.timeout(8):
        while True:
            trace = (await act(http, "trace", {"chat": chat, "message": message})).json()["trace"]
            if trace is not None:
                return trace
            await asyncio.sleep(0.02)


async def said(http: httpx.AsyncClient, text: str, chat: int = ANNA) -> Any:
    """Write a text as Anna and return its trace."""
    sent = (await act(http, "send", {"person": ANNA, "chat": chat, "text": text})).json()
    return await traced(http, chat, sent["message"])


async def test_a_question_and_its_answer_have_the_same_trace(http: httpx.AsyncClient) -> None:
    """It stays theirs when something else is asked after them."""
    lit = await said(http, "when was the lamp lit")
    [(chat, answer)] = lit["replies"]
    assert lit["explanation"]["query"] == "when was the lamp lit"
    assert lit["explanation"]["shown"] == ["lamp-lit"]
    await said(http, "who paid for the repair")
    assert await traced(http, chat, answer) == lit


async def test_commands_and_taps_have_theirs(http: httpx.AsyncClient) -> None:
    """A command says its name, a tap what its button does and for which entry; neither looks anything up."""
    helped = await said(http, "/help")
    assert (helped["command"], helped["explanation"]) == ("help", None)
    asked = await said(http, "/ask@talks_bot when was the lamp lit", GROUP)
    assert (asked["command"], asked["explanation"]["shown"]) == ("ask", ["lamp-lit"])
    unpaid = await said(http, "who paid for the repair")
    [(chat, abstention)] = unpaid["replies"]
    tap = {"person": ANNA, "chat": chat, "message": abstention, "data": "1q:en:glass-broken"}
    assert (await act(http, "tap", tap)).status_code == 200
    opened = await traced(http, chat, abstention + 1)
    assert opened["tap"] == {"does": "entry", "entry": "glass-broken"}
    assert opened["tapped"] == [chat, abstention]
    assert (await traced(http, chat, abstention))["asked"] == unpaid["asked"]


async def test_an_offer_that_was_chosen_has_one(http: httpx.AsyncClient) -> None:
    """What is sent in a person's name was looked up while they typed."""
    offered = (await act(http, "inline", {"person": ANNA, "query": "when was the lamp lit"})).json()
    choice = {"person": ANNA, "chat": GROUP, "query": offered["query"], "result": offered["results"][0]["id"]}
    sent = (await act(http, "choose", choice)).json()
    trace = await traced(http, GROUP, sent["message"])
    assert (trace["kind"], trace["explanation"]["shown"]) == ("inline", ["lamp-lit"])


async def test_a_message_that_the_bot_did_not_hear_has_none(http: httpx.AsyncClient) -> None:
    """The one behind it has: the bot was not merely slow."""
    sent = (await act(http, "send", {"person": ANNA, "chat": GROUP, "text": "when was the lamp lit"})).json()
    await said(http, "/ask@talks_bot when was the lamp lit", GROUP)
    which = {"chat": GROUP, "message": sent["message"]}
    assert (await act(http, "trace", which)).json() == {"trace": None}


async def test_a_gap_is_not_weighed_against_the_threshold_of_facts(http: httpx.AsyncClient) -> None:
    """The page says so by the kind of what came nearest; sentences come with their keys."""
    why = (await said(http, "who paid for the repair"))["explanation"]
    assert (why["decision"], why["nearest"], why["shown"]) == ("not_in_source", "gap", ["repair-bill"])
    assert [each["key"] for each in why["advice"]] == ["advice_gap"]
    assert why["advice"][0]["values"] == {"entry": "repair-bill"}


async def test_starting_over_forgets_them(http: httpx.AsyncClient) -> None:
    """Numbers of messages begin anew."""
    asked = await said(http, "when was the lamp lit")
    await act(http, "reset", {})
    [chat, message] = asked["asked"]
    assert (await act(http, "trace", {"chat": chat, "message": message})).json() == {"trace": None}


@pytest.mark.parametrize("kept", [1, 3])
def test_the_oldest_are_let_go(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the newest trace of a message is its trace."""
    told: list[Trace] = []
    monkeypatch.setattr("bot.playground.traces.KEPT", kept)
    traces = Traces(told.append)
    for number in (1, 2, 3, 4, 4):
        traces.keep(Trace("message", str(number), asked=(7, number)))
    assert [number for number in range(6) if traces.of(7, number)] == list(range(5 - kept, 5))
    assert traces.of(7, 4) is told[-1]
