"""What is in the way of a start is named in words; what may pass is tried again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, TelegramError

from bot.errors import TelegramRefusedError
from bot.handlers.refusals import kind_of
from bot.playground.standin import StandIn
from bot.serving.connection import Connection
from bot.serving.ledger import Ledger
from bot.serving.polling import TRIES_AT_404, Polling
from tests.e2e.running import QUICK, Away, running
from tests.serving.canned import ME, TOKEN, canned, started

if TYPE_CHECKING:
    from bot.serving.dispatcher import Dispatcher

NOT_FOUND = (404, b'{"ok":false,"error_code":404,"description":"Not Found"}')
PAGE_404 = (404, b"<html>nothing here</html>")
UNAUTHORIZED = (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}')

ODD = [
    NOT_FOUND,
    PAGE_404,
    (200, b"<html>log in first</html>"),
    (200, b"{}"),
    (200, b"[]"),
    (200, b'{"ok":true,"result":"odd"}'),
    (200, b'{"ok":true,"result":{"id":7}}'),
    (200, b'{"ok":true,"result":null}'),
    (200, b"[" * 5000),
    (429, b'{"ok":false,"parameters":{"retry_after":"soon"}}'),
]


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_answer_or_two_at_the_start_are_tried_again(odd: tuple[int, bytes]) -> None:
    """A gateway whose server is being restarted answers so for a moment."""
    async with canned(odd, odd, (200, ME)) as server:
        assert await started(server.url) == "talks_bot"


@pytest.mark.parametrize(
    ("answer", "words", "asked"),
    [
        (UNAUTHORIZED, "does not accept the token", 1),
        (NOT_FOUND, r"goes on answering 404.*TELEGRAM_BOT_TOKEN.*TELEGRAM_API_URL", TRIES_AT_404),
        (PAGE_404, r"127\.0\.0\.1, which is no Bot API.*path in TELEGRAM_API_URL", TRIES_AT_404),
    ],
)
async def test_a_wrong_token_and_a_wrong_path_are_told_apart(answer: tuple[int, bytes], words: str, asked: int) -> None:
    """401 ends the start at once, 404 only in a row; each line says what to look at, and shows no token."""
    async with canned(answer) as server:
        with pytest.raises(TelegramRefusedError, match=words) as caught:
            await started(server.url)
        assert server.asked == asked
    assert "AAH" not in str(caught.value)


async def test_404s_that_do_not_stand_in_a_row_end_nothing() -> None:
    """Other trouble between them starts the count anew."""
    trouble = (502, b"<html>Bad Gateway</html>")
    async with canned(NOT_FOUND, NOT_FOUND, trouble, NOT_FOUND, NOT_FOUND, (200, ME)) as server:
        assert await started(server.url) == "talks_bot"


async def test_a_404_or_two_in_a_poll_are_survived() -> None:
    """The bot goes on and answers."""
    async with StandIn(username="talks_bot") as api:
        user = api.world.add_user("Anna", language_code="en")
        async with running(api):
            api.faults.server_error(404, times=TRIES_AT_404 - 1, method="getUpdates")
            api.faults.html_body(404, times=TRIES_AT_404 + 1, method="getUpdates")
            await api.world.say(user, api.world.private(user), "hello")
            await api.world.wait_for_message(api.world.private(user), timeout=20)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_answer_to_a_poll_is_a_fault_like_others(odd: tuple[int, bytes]) -> None:
    """Polling goes on after a TelegramError; any other error would end it."""
    async with canned(odd) as server:
        bot = Connection(TOKEN, server.url)
        with pytest.raises(TelegramError):
            await bot.fetch_updates(offset=None, limit=1, timeout=0)
        await bot.shutdown()


async def test_404s_in_a_row_end_polling() -> None:
    """A token that is none any more is not asked with for ever."""
    unused: Dispatcher = None  # type: ignore[assignment]  # nothing is fetched
    async with canned(NOT_FOUND) as server:
        bot = Connection(TOKEN, server.url)
        with pytest.raises(TelegramRefusedError, match="goes on answering 404"):
            await asyncio.wait_for(Polling(bot, unused, Ledger(), QUICK, Away()).run(asyncio.Event()), 20)
        await bot.shutdown()
        assert server.asked == TRIES_AT_404


async def test_the_log_of_a_start_says_why_it_waits(caplog: pytest.LogCaptureFixture) -> None:
    """The kind, and no word of an answer."""
    async with canned(
        (200, b"<html>quizzaciously</html>"), (500, b'{"description":"quizzaciously"}'), (200, ME)
    ) as server:
        await started(server.url)
    shown = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert "an answer that is none of a Bot API" in shown[0]
    assert "answers 500 in words that are none of a Bot API" in shown[1]
    assert "quizzaciously" not in "".join(shown)


def test_a_fault_of_another_kind_is_named_by_its_cause() -> None:
    """Whatever the HTTP client raises: its type is no secret."""
    fault = NetworkError("Unknown error in HTTP implementation: quizzaciously")
    fault.__cause__ = OverflowError("quizzaciously")
    assert kind_of(fault) == "a fault on the way: OverflowError"
