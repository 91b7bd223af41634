"""Flood limits: a short wait in place, a long one passed on, never another chat's."""

from __future__ import annotations

import time
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.handlers.limits import TRIES, ChatRateLimiter, seconds


class Telegram:
    """Refuses a number of calls with a wait, then takes them."""

    def __init__(self, refusals: int, wait: float) -> None:
        self.refusals, self.wait, self.calls = refusals, wait, 0

    async def call(self) -> bool:
        """Be called once."""
        self.calls += 1
        if self.calls <= self.refusals:
            error = RetryAfter(1)
            error._retry_after = type(error._retry_after)(seconds=self.wait)
            raise error
        return True


async def through(limiter: ChatRateLimiter, telegram: Telegram, chat: int | None = 7) -> Any:
    """Make a call through a limiter."""
    data = {} if chat is None else {"chat_id": chat}
    return await limiter.process_request(telegram.call, (), {}, "sendMessage", data, None)


@pytest.mark.parametrize("chat", [7, None])
async def test_a_short_wait_is_waited_out(chat: int | None) -> None:
    """With a chat and without one."""
    telegram, began = Telegram(1, 0.2), time.monotonic()
    assert await through(ChatRateLimiter(), telegram, chat) is True
    assert telegram.calls == 2
    assert time.monotonic() - began >= 0.19


async def test_a_long_wait_is_passed_on_and_the_chat_not_called_before_its_time() -> None:
    """Telegram punishes calls that come too early; another chat is not concerned."""
    limiter, telegram = ChatRateLimiter(patience=0.1), Telegram(1, 30)
    with pytest.raises(RetryAfter):
        await through(limiter, telegram)
    with pytest.raises(RetryAfter) as caught:
        await through(limiter, telegram)
    assert telegram.calls == 1
    assert 29 <= seconds(caught.value) <= 31
    assert await through(limiter, telegram, 8) is True


@pytest.mark.parametrize("wait", [0, -5])
def test_no_time_at_all_is_a_second(wait: int) -> None:
    """Else it would be asked again and again without a pause."""
    assert seconds(RetryAfter(wait)) == 1


async def test_waits_in_place_are_few() -> None:
    """A chat that is refused again and again is put back."""
    telegram = Telegram(99, 0.01)
    with pytest.raises(RetryAfter):
        await through(ChatRateLimiter(), telegram)
    assert telegram.calls == TRIES
