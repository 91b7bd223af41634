"""Pictures of the bot: uploaded, sent again by file id, and what Telegram refuses."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from telegram import Bot
from telegram.error import BadRequest
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, StandIn


def png(width: int = 30, height: int = 20) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((width, height), 90).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
async def bot(api: StandIn) -> AsyncIterator[Bot]:
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    async with Bot(api.token, f"{api.url}/bot", request=requests[0], get_updates_request=requests[1]) as made:
        yield made


async def test_what_was_uploaded_is_kept_byte_by_byte_and_sent_by_its_id(bot: Bot, api: StandIn, started: Chat) -> None:
    content = png()
    sent = await bot.send_photo(started.id, content, caption="<b>Two</b> ships", parse_mode="HTML")
    (size,) = sent.photo
    assert (size.width, size.height, size.file_size) == (30, 20, len(content))
    assert api.service.pictures == {size.file_id: content}
    assert (sent.caption, [each.type for each in sent.caption_entities]) == ("Two ships", ["bold"])
    again = await bot.send_photo(started.id, size.file_id)
    assert again.photo == sent.photo
    assert again.caption is None


@pytest.mark.parametrize(
    ("photo", "caption", "problem"),
    [
        ("picture-nobody-sent", "", "Wrong file identifier"),
        (b"no picture", "", "Image_process_failed"),
        (png(401, 20), "", "Photo_invalid_dimensions"),
        (png(), "x" * 1025, "Message caption is too long"),
    ],
)
async def test_what_is_no_picture_is_refused(
    bot: Bot, started: Chat, photo: str | bytes, caption: str, problem: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_photo(started.id, photo, caption=caption)
    assert str(refused.value).startswith(problem)
    assert not [message for message in started.messages.values() if message.media]
