"""Albums by webhook: their pictures come one after the other, each when the last was dealt with, to any process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.handlers import private
from bot.rendering.catalogue import catalogue
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_surfaces import QUESTION, answers
from tests.e2e.test_votes import rows
from tests.e2e.test_webhook import bring, brought

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User

UNREADABLE = catalogue("en")("unreadable.text")
PATIENCE = 0.5


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "ALBUM_PATIENCE", PATIENCE)


def picture(anna: User, number: int, album: str, caption: str) -> dict[str, Any]:
    """Return one picture of an album as Telegram would bring it."""
    person = {"id": anna.id, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}]
    sent = {"message_id": number, "date": 1, "chat": {"id": anna.id, "type": "private"}, "from": person}
    words = {"caption": caption} if caption else {}
    return {"update_id": number, "message": sent | {"photo": photo, "media_group_id": album} | words}


def said(api: StandIn, chat: Chat) -> list[str]:
    """Return what was said, each by what it is known by."""
    return ["answer" if "resigned" in each.text else each.text for each in answers(api, chat)]


@pytest.mark.parametrize(("replicas", "database_url"), [(1, "sqlite"), (2, "postgresql")], indirect=["database_url"])
@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        ((QUESTION, "", "", ""), ["answer"]),
        (("", QUESTION, "", ""), ["answer"]),
        (("", "", "", QUESTION), ["answer"]),
        (("", "", ""), [UNREADABLE]),
    ],
    ids=["first", "second", "last", "none"],
)
async def test_an_album_is_answered_once_whoever_gets_its_pictures(  # noqa: PLR0917 - what differs
    api: StandIn, anna: User, database_url: str, replicas: int, captions: tuple[str, ...], expected: list[str]
) -> None:
    """Nobody who wrote words is told to write some, and nobody is told so twice."""
    chat = api.world.private(anna)
    chat.started = True
    stores = [Store(engine_for(database_url)) for _ in range(2)]
    async with brought(api, store=stores[0]) as (_, one), brought(api, store=stores[1]) as (_, other):
        addresses = (one, other) if replicas == 2 else (one, one)
        for number, caption in enumerate(captions, start=1):
            await bring(addresses[number % 2], picture(anna, number, "album-1", caption))
        await asyncio.sleep(2 * PATIENCE)
        assert said(api, chat) == expected
        await bring(one, picture(anna, 9, "album-1", ""))
        await bring(other, picture(anna, 10, "album-2", QUESTION))
        await asyncio.sleep(2 * PATIENCE)
    assert said(api, chat) == [*expected, "answer"]


async def test_who_is_asked_for_words_has_questions_to_tap(api: StandIn, anna: User, database_url: str) -> None:
    """And whoever adds words to a picture meanwhile is answered and not asked for any."""
    chat = api.world.private(anna)
    chat.started = True
    async with running(api, store=Store(engine_for(database_url))):
        photo = picture(anna, 1, "album-1", "")["message"]["photo"]
        api.world.place(chat, sender=anna, text="", media={"photo": photo, "media_group_id": "album-1"})
        asked = await api.world.wait_for_message(chat)
        assert (asked.text, bool(asked.buttons)) == (UNREADABLE, True)
        sent = api.world.place(chat, sender=anna, text="", media={"photo": photo, "media_group_id": "album-2"})
        await asyncio.sleep(PATIENCE / 4)
        await api.world.edit(sent, QUESTION)
        await asyncio.sleep(2 * PATIENCE)
    assert said(api, chat) == [UNREADABLE, "answer"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_who_was_asked_for_words_and_adds_some_has_the_answer_in_place_of_that(
    api: StandIn, anna: User, database_url: str, *, restarted: bool
) -> None:
    """Other words under another picture are a question of their own, and one that comes later is asked for none."""
    chat = api.world.private(anna)
    chat.started = True

    async def words_are_added() -> None:
        assert said(api, chat) == [UNREADABLE]
        await api.world.edit(pictures[1], QUESTION)
        answer = await api.world.wait_for_edit(told)
        assert said(api, chat) == ["answer"]
        await api.world.edit(pictures[0], "Who heads the council?")
        other = await api.world.wait_for_message(chat, after=told)
        await api.world.edit(pictures[1], "When did Berg resign?")
        await api.world.wait_for_edit(answer)
        api.world.place(chat, sender=anna, text="", media=media)
        await asyncio.sleep(2 * PATIENCE)
        assert [each.message_id for each in answers(api, chat)] == [told.message_id, other.message_id]

    media = {"photo": picture(anna, 1, "album-1", "")["message"]["photo"], "media_group_id": "album-1"}
    async with running(api, store=Store(engine_for(database_url))) as bot:
        pictures = [api.world.place(chat, sender=anna, text="", media=media) for _ in range(2)]
        told = await api.world.wait_for_message(chat)
        async with asyncio.timeout(10):
            while bot.conversations.outbox.size:  # noqa: ASYNC110 - no event tells that it knows to have sent it
                await asyncio.sleep(0.01)
        if not restarted:
            await words_are_added()
    if restarted:
        async with running(api, store=Store(engine_for(database_url))):
            await words_are_added()
    assert rows(database_url, "SELECT message_ids FROM answers WHERE message_id < 0") == [("",)]


async def test_without_a_database_words_take_the_place_of_what_asked_for_them_as_well(api: StandIn, anna: User) -> None:
    """Which of the pictures they are put under does not matter."""
    chat = api.world.private(anna)
    chat.started = True
    media = {"photo": picture(anna, 1, "album-1", "")["message"]["photo"], "media_group_id": "album-1"}
    async with running(api):
        pictures = [api.world.place(chat, sender=anna, text="", media=media) for _ in range(3)]
        told = await api.world.wait_for_message(chat)
        await confirmed(api)
        await api.world.edit(pictures[2], QUESTION)
        await api.world.wait_for_edit(told)
    assert said(api, chat) == ["answer"]


async def test_an_album_is_one_answered_message_to_whoever_wants_it_forgotten(
    api: StandIn, anna: User, database_url: str
) -> None:
    """Its own note, that it has had words, is none."""
    chat = api.world.private(anna)
    chat.started = True
    async with running(api, store=Store(engine_for(database_url))):
        media = {"photo": picture(anna, 1, "album-1", "")["message"]["photo"], "media_group_id": "album-1"}
        api.world.place(chat, sender=anna, text=QUESTION, media=media)
        answer = await api.world.wait_for_message(chat)
        await confirmed(api)
        asked = await api.world.say(anna, chat, "/forget")
        told = await api.world.wait_for_message(chat, after=asked)
    assert answer.text != UNREADABLE
    assert catalogue("en").count("forget.answers", 1) in told.text
    assert rows(database_url, "SELECT message_id FROM answers") == []
