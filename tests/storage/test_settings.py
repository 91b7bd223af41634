"""What is chosen for a chat: on SQLite and on PostgreSQL, over restarts, moves, faults and two processes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.answering.chat_settings import AnswersTo, Buttons, Choice, Setting, Settings
from bot.storage.database import engine_for
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHAT, OTHER = -1001000000001, -1001000000002
ROW = Choice(Setting.BUTTONS, "row")
QUIET = Choice(Setting.QUIET, "on")


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """Use a store for a while."""
    store = Store(engine_for(url), key=b"a key for tests")
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def test_what_is_chosen_outlives_a_restart(database_url: str) -> None:
    """Each setting by itself, for its chat alone."""
    chosen = (Choice(Setting.LANGUAGE, "uk"), ROW, Choice(Setting.ANSWERS_TO, "commands"), QUIET)
    async with opened(database_url) as store:
        assert await store.settings.of(CHAT) == Settings()
        for choice in chosen:
            assert await store.settings.choose(CHAT, choice) is not None
    async with opened(database_url) as store:
        assert await store.settings.of(CHAT) == Settings("uk", Buttons.ROW, AnswersTo.COMMANDS, quiet=True)
        assert await store.settings.of(OTHER) == Settings()
        now = await store.settings.choose(CHAT, Choice(Setting.LANGUAGE, "auto"))
        assert now == Settings("", Buttons.ROW, AnswersTo.COMMANDS, quiet=True)


async def test_two_processes_change_two_settings_of_a_chat(database_url: str) -> None:
    """Neither undoes what the other did."""
    async with opened(database_url) as one, opened(database_url) as other:
        await one.settings.choose(CHAT, ROW)
        assert await other.settings.choose(CHAT, QUIET) == Settings(buttons=Buttons.ROW, quiet=True)
        assert await one.settings.of(CHAT) == Settings(buttons=Buttons.ROW, quiet=True)


async def test_a_supergroup_has_the_settings_of_the_group_it_was(database_url: str) -> None:
    """Told twice, as Telegram does; and it need not be greeted again."""
    async with opened(database_url) as store:
        await store.settings.choose(CHAT, ROW)
        store.settings.note_greeted(CHAT)
        store.settings.move(CHAT, OTHER)
    async with opened(database_url) as store:
        await store.settings.choose(OTHER, QUIET)
        store.settings.move(CHAT, OTHER)
    async with opened(database_url) as store:
        assert await store.settings.of(OTHER) == Settings(buttons=Buttons.ROW, quiet=True)
        assert await store.settings.has_greeted(OTHER)
        assert await store.settings.of(CHAT) == Settings()
        assert not await store.settings.has_greeted(CHAT)


async def test_a_greeting_is_kept_beside_what_is_chosen(database_url: str) -> None:
    """Whichever comes first."""
    async with opened(database_url) as store:
        store.settings.note_greeted(CHAT)
        assert await store.settings.has_greeted(CHAT)  # whether it is written by now or not
        await store.settings.choose(CHAT, ROW)
        await store.settings.choose(OTHER, ROW)
        store.settings.note_greeted(OTHER)
    async with opened(database_url) as store:
        for chat in (CHAT, OTHER):
            assert await store.settings.has_greeted(chat)
            assert await store.settings.of(chat) == Settings(buttons=Buttons.ROW)


async def test_a_choice_waits_for_a_database_that_is_away(database_url: str) -> None:
    """It is in force when the database is back, and stands there then."""
    away = False
    async with opened(database_url) as store:

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            if away:
                raise ConnectionError

        away = True
        assert await store.settings.choose(CHAT, ROW) is None
        assert await store.settings.of(CHAT) is None
        away = False
        async with asyncio.timeout(10):
            while (back := await store.settings.of(CHAT)) is None:  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(0.05)
        assert back == Settings(buttons=Buttons.ROW)
    async with opened(database_url) as store:
        assert await store.settings.of(CHAT) == Settings(buttons=Buttons.ROW)


async def test_forgotten_settings_are_as_at_first(database_url: str) -> None:
    """Those of the chat alone."""
    async with opened(database_url) as store:
        for chat in (CHAT, OTHER):
            await store.settings.choose(chat, ROW)
        deleted = await store.records.forget(person=None, chat=CHAT)
        assert deleted is not None
        assert deleted["settings"] == 1
        assert await store.settings.of(CHAT) == Settings()
        assert await store.settings.of(OTHER) == Settings(buttons=Buttons.ROW)
