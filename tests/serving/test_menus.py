"""What stands in the bot's profile, for any title that a story may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn
from bot.playground.standin.errors import bad_request
from bot.playground.standin.methods import HANDLERS
from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import utf16_length
from bot.serving import menus
from bot.serving.connection import Connection
from tests.bases import knowledge_of

if TYPE_CHECKING:
    from bot.playground.standin.service import Params, Service


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@pytest.mark.parametrize("length", [1, 60, 300, 2000])
def test_a_long_title_does_not_push_out_the_date(language: str, length: int) -> None:
    """How old the document is stands in both descriptions, which keep to Telegram's limits."""
    story = knowledge_of("shipped").story.model_copy(update={"title": {language: "мир 🕊 " * length}})
    date = catalogue(language).date(story.as_of)
    limits = {"description.text": menus.DESCRIPTION_LENGTH, "short_description.text": menus.SHORT_DESCRIPTION_LENGTH}
    for key, limit in limits.items():
        told = menus._filled(key, story, language, limit)
        assert utf16_length(told) <= limit
        assert date in told


async def test_a_language_that_telegram_does_not_take_costs_the_others_no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes codes of two letters; a story may be in Cebuano."""
    taken = HANDLERS["getMyCommands"]

    async def refuse(service: Service, params: Params) -> object:
        if len(params.get("language_code", "en")) > 2:
            raise bad_request("invalid language code specified")
        return await taken(service, params)

    monkeypatch.setitem(HANDLERS, "getMyCommands", refuse)
    story = knowledge_of("harbour").story.model_copy(update={"languages": ("en", "ceb", "de")})
    async with StandIn(username="talks_bot") as api, Connection(api.token, api.url) as connection:
        await menus.bring_up_to_date(connection, story, breath=0)
        told = {call.params.get("language_code") for call in api.journal.of("setMyCommands")}
    assert told == {None, "en", "de"}
