"""What comes to a private chat in several messages, or as none that anybody wrote."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_surfaces import QUESTION, answers, confirmed

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User


async def test_an_album_gets_one_answer(api: StandIn, anna: User) -> None:
    """Its pictures come as messages of their own; words under one of them are a question."""
    chat = api.world.private(anna)
    async with running(api):
        for caption in ("", "", ""):
            await _picture(api, anna, chat, "album-1", caption)
        await confirmed(api)
        assert len(answers(api, chat)) == 1
        for caption in (QUESTION, "", ""):
            await _picture(api, anna, chat, "album-2", caption)
        await confirmed(api)
    assert len(answers(api, chat)) == 2
    assert "resigned" in answers(api, chat)[-1].text


async def test_an_album_is_answered_by_the_picture_that_carries_the_words(api: StandIn, anna: User) -> None:
    """Whichever it is, and whether it comes in the same batch or a moment later, nobody is told to write words."""
    chat = api.world.private(anna)
    for caption in ("", QUESTION, ""):
        await _picture(api, anna, chat, "album-1", caption)
    async with running(api):
        await confirmed(api)
        await _picture(api, anna, chat, "album-2", "")
        await asyncio.sleep(0.2)
        await _picture(api, anna, chat, "album-2", QUESTION)
        await confirmed(api)
    assert ["resigned" in answer.text for answer in answers(api, chat)] == [True, True]


async def test_the_same_words_under_each_picture_of_an_album_are_one_question(api: StandIn, anna: User) -> None:
    """Other words are another."""
    chat = api.world.private(anna)
    async with running(api):
        for caption in (QUESTION, QUESTION, "", QUESTION, "hello"):
            await _picture(api, anna, chat, "album-1", caption)
        await confirmed(api)
    assert ["resigned" in answer.text for answer in answers(api, chat)] == [True, False]


@pytest.mark.parametrize(
    "told",
    [
        {"boost_added": {"boost_count": 1}},
        {"passport_data": {"data": [], "credentials": {"data": "x", "hash": "x", "secret": "x"}}},
        {
            "successful_payment": {"currency": "XTR", "total_amount": 1, "invoice_payload": "x"}
            | dict.fromkeys(("telegram_payment_charge_id", "provider_payment_charge_id"), "x")
        },
        {"something_of_tomorrow": {"x": 1}},
    ],
    ids=min,
)
async def test_what_telegram_tells_in_private_gets_silence(api: StandIn, anna: User, told: dict[str, Any]) -> None:
    """Nobody wrote it; what somebody forwards is answered, whatever it is."""
    chat = api.world.private(anna)
    chat.started = True
    async with running(api):
        api.world.place(chat, sender=anna, service=told)
        await confirmed(api)
        assert answers(api, chat) == []
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Olha"}
        api.world.place(chat, sender=anna, service={"something_of_tomorrow": {"x": 1}}, forward_origin=origin)
        assert (await api.world.wait_for_message(chat)).text == catalogue("en")("unreadable.text")


async def test_words_under_what_is_not_known_yet_are_a_question(api: StandIn, anna: User) -> None:
    """Telegram thinks of new things to send, and people write under them."""
    chat = api.world.private(anna)
    chat.started = True
    async with running(api):
        api.world.place(chat, sender=anna, text=QUESTION, media={"something_of_tomorrow": {"x": 1}})
        assert "resigned" in (await api.world.wait_for_message(chat)).text


async def _picture(api: StandIn, anna: User, chat: Chat, album: str, caption: str) -> None:
    photo = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}], "media_group_id": album}
    chat.started = True
    api.world.place(chat, sender=anna, text=caption, media=photo)
