"""The timeline as a picture, over HTTP: uploaded once for each base and language, and told by its caption."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.rendering import picture
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import rows, store_at

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, StandIn, User

AS_OF = {
    "en": "As of 30 November 2025",
    "uk": "Станом на 30 листопада 2025 року",
    "ru": "По состоянию на 30 ноября 2025 года",
}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a picture at once: what is drawn takes as long as all that is done with it."""
    made = io.BytesIO()
    Image.new("RGB", (picture.WIDTH, 100)).save(made, "PNG")
    monkeypatch.setattr("bot.handlers.pictures.draw", lambda _reply: made.getvalue())


async def timeline(api: StandIn, who: User, chat: Chat, language: str) -> tuple[Message, str]:
    """Ask for the timeline; return it with the text of its last button, in a group that before 🗑."""
    asked = await api.world.say(who, chat, "/timeline" if chat.user else "/timeline@talks_bot")
    shown = await api.world.wait_for_message(chat, after=asked)
    button: str = shown.buttons[-1 if chat.user else -2]["text"]
    assert button == catalogue(language)("button.picture")
    return shown, button


async def tapped(api: StandIn, who: User, chat: Chat, shown: Message, button: str) -> Message:
    """Tap the button and return the picture's message."""
    newest = chat.messages[chat.last_message_id]
    answer = await api.world.tap(who, shown, button)
    assert answer.text == ""
    return await api.world.wait_for_message(chat, after=newest)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
async def test_the_picture_is_uploaded_once_for_all(api: StandIn, language: str) -> None:
    """Another person gets it by its file id; its caption says of what it is, from where and as of when."""
    people = [api.world.add_user(name, language_code=language) for name in ("Anna", "Olha")]
    async with running(api, "shipped"):
        sent = []
        for person in people:
            chat = api.world.private(person)
            shown, button = await timeline(api, person, chat, language)
            sent.append(await tapped(api, person, chat, shown, button))
    first, second = ((each.media or {})["photo"][-1]["file_id"] for each in sent)
    assert first == second
    uploads, names = [call.params["photo"] for call in api.journal.of("sendPhoto")]
    assert names == first != uploads
    lines = sent[0].text.splitlines()
    assert lines[0] == catalogue(language)("command.timeline")
    assert lines[-1] == AS_OF[language]
    drawn = Image.open(io.BytesIO(api.service.pictures[first]))
    assert drawn.width == picture.WIDTH
    assert len(drawn.convert("RGB").getcolors(1000) or ()) > 5


@pytest.mark.usefixtures("drawn")
async def test_what_telegram_has_forgotten_is_uploaded_again(api: StandIn) -> None:
    """And remembered by its new id."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        for _ in range(2):
            shown, button = await timeline(api, anna, chat, "en")
            await tapped(api, anna, chat, shown, button)
            api.service.pictures.clear()
        assert [call.ok for call in api.journal.of("sendPhoto")] == [True, False, True]


@pytest.mark.usefixtures("drawn")
async def test_a_group_gets_the_picture_once_within_minutes(api: StandIn) -> None:
    """Whoever taps again is told that it stands above."""
    anna = api.world.add_user("Anna", language_code="en")
    olha = api.world.add_user("Olha", language_code="en")
    group = api.world.add_group("Talks", members=[anna, olha])
    async with running(api, "shipped"):
        shown, button = await timeline(api, anna, group, "en")
        sent = await tapped(api, anna, group, shown, button)
        assert sent.reply_to == shown.message_id
        again = await api.world.tap(olha, shown, button)
    assert again.text == catalogue("en")("group.answered_above")
    assert len(api.journal.of("sendPhoto")) == 1


@pytest.mark.usefixtures("drawn")
async def test_a_picture_goes_where_the_group_has_gone(api: StandIn) -> None:
    """The group becomes a supergroup in the very moment of the tap: it is sent to the supergroup."""
    anna = api.world.add_user("Anna", language_code="en")
    group = api.world.add_group("Talks", members=[anna], supergroup=False)
    async with running(api, "shipped") as bot:
        shown, button = await timeline(api, anna, group, "en")
        bot.conversations.memory.moved.put(group.id, group.id)  # as one that asked a moment ago believes
        moved = await api.world.migrate(group, by=anna)
        api.world.updates.drop()
        await api.world.tap(anna, shown, button)
        sent = await api.world.wait_for_message(moved)
    assert (sent.media or {})["photo"]
    assert [call.ok for call in api.journal.of("sendPhoto")] == [False, True]


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(("faults", "arrives"), [(1, True), (2, False)])
async def test_a_picture_that_cannot_be_sent_is_tried_again_and_then_owned_up_to(
    api: StandIn, *, faults: int, arrives: bool
) -> None:
    """Of a passing fault nobody learns; of one that lasts the person does, and where the dates stand."""
    anna = api.world.add_user("Anna", language_code="uk")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        shown, button = await timeline(api, anna, chat, "uk")
        api.faults.server_error(502, method="sendPhoto", times=faults)
        sent = await tapped(api, anna, chat, shown, button)
    assert bool(sent.media) is arrives
    assert arrives or sent.text == catalogue("uk")("picture.not_sent")


@pytest.mark.usefixtures("drawn")
async def test_what_is_said_instead_of_a_picture_waits_for_better_times(api: StandIn, database_url: str) -> None:
    """It is kept in the database, and sent once, by the next process."""
    anna = api.world.add_user("Anna", language_code="ru")
    chat = api.world.private(anna)
    async with running(api, "shipped", store=store_at(database_url)):
        shown, button = await timeline(api, anna, chat, "ru")
        api.faults.server_error(502, method="sendPhoto", times=2)
        api.faults.too_many_requests(retry_after=3, method="sendMessage")
        await api.world.tap(anna, shown, button)
        async with asyncio.timeout(10):
            while not rows(database_url, "SELECT saying FROM outbox"):  # noqa: ASYNC110 - nobody tells of a row
                await asyncio.sleep(0.02)
    async with running(api, "shipped", store=store_at(database_url)):
        sent = await api.world.wait_for_message(chat, after=shown)
    assert sent.text == catalogue("ru")("picture.not_sent")
    assert chat.messages[chat.last_message_id] == sent


async def test_a_picture_that_telegram_refuses_is_owned_up_to(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once: another try would be refused as well."""
    monkeypatch.setattr("bot.handlers.pictures.draw", lambda _reply: b"no picture")
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        shown, button = await timeline(api, anna, chat, "en")
        sent = await tapped(api, anna, chat, shown, button)
    assert sent.text == catalogue("en")("picture.not_sent")
    assert len(api.journal.of("sendPhoto")) == 1


@pytest.mark.usefixtures("drawn")
async def test_a_picture_that_may_have_arrived_is_sent_once_more_at_most(api: StandIn) -> None:
    """Two copies at worst, and no sentence that would be untrue."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        shown, button = await timeline(api, anna, chat, "en")
        api.faults.lose_response(method="sendPhoto", times=2)
        await api.world.tap(anna, shown, button)
        await confirmed(api)
    after = [each for number, each in chat.messages.items() if number > shown.message_id]
    assert len(after) == 2
    assert all(each.media for each in after)
