"""Requests: certificates, what cannot be sent, and which answers leave it open whether a message arrived."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, TelegramError, TimedOut

from bot.errors import ConfigError
from bot.handlers.delivery import Place, Speech, send
from bot.handlers.refusals import FaultError, is_passing, may_have_arrived
from bot.serving.connection import Connection
from bot.serving.startup import UnreachableError
from tests.serving.canned import ME, TOKEN, canned, started

if TYPE_CHECKING:
    from pathlib import Path


def test_certificates_that_cannot_be_read_are_named(no_proxies: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file that the environment names may hold something else."""
    (tmp_path / "certificates.pem").write_text("none", encoding="utf-8")
    no_proxies.setenv("SSL_CERT_FILE", str(tmp_path / "certificates.pem"))
    with pytest.raises(ConfigError, match="SSL_CERT_FILE"):
        Connection(TOKEN, "https://api.telegram.org")


async def test_what_cannot_be_encoded_is_refused_before_it_is_sent() -> None:
    """No other try would mend it, whether a file goes with it or not."""
    async with canned((200, ME)) as server:
        bot = Connection(TOKEN, server.url)
        for call in (bot.send_message("\ud800", "hello"), bot.send_photo("\ud800", b"a picture")):
            with pytest.raises(BadRequest, match="cannot be encoded"):
                await call
        await bot.shutdown()
        assert not server.asked


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", r"no TLS with 127\.0\.0\.1"),
        (b"", r"no connection to 127\.0\.0\.1 in time.*TELEGRAM_API_URL"),
    ],
)
async def test_a_server_without_tls_is_named(no_proxies: pytest.MonkeyPatch, answer: bytes, words: str) -> None:
    """Https where http is spoken: most servers answer what they cannot read, some wait for more of it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer)
        if not answer:
            await reader.read()
        writer.close()

    no_proxies.setenv("NO_PROXY", "127.0.0.1")
    no_proxies.setattr("bot.serving.requests.CONNECT_TIMEOUT", 0.5)
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        with pytest.raises(UnreachableError, match=words):
            await started(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}", tries=1)


async def test_a_redirection_is_not_followed() -> None:
    """Whoever sends the token on is no Bot API."""
    async with canned((302, b"")) as server:
        with pytest.raises(UnreachableError):
            await started(server.url, tries=1)
        assert server.asked == 1


async def test_what_went_out_is_told_from_what_did_not(no_proxies: pytest.MonkeyPatch) -> None:
    """A refused connection can be tried again; a silent or hasty server may have done what it was asked."""
    no_proxies.setattr("bot.serving.requests.READ_TIMEOUT", 0.3)
    closes = False

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not closes:
            await reader.read()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    bot = Connection(TOKEN, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    async with listening:
        with pytest.raises(TimedOut) as silent:
            await bot.send_message(1, "hello")
        closes = True
        with pytest.raises(FaultError, match="broke off") as hasty:
            await bot.send_message(1, "hello")
    with pytest.raises(FaultError, match="no connection") as away:
        await bot.send_message(1, "hello")
    await bot.shutdown()
    assert [may_have_arrived(each.value) for each in (silent, hasty, away)] == [True, True, False]


@pytest.mark.parametrize(
    ("status", "body", "arrived"),
    [
        (504, b"<html>", True),  # a gateway waited in vain
        (200, b"<html>", True),
        (504, b'{"ok":false,"error_code":504,"description":"Gateway Timeout"}', True),  # a Bot API did
        (499, b"<html>", True),
        (520, b"<html>", True),
        (524, b"<html>", True),
        (200, b"{}", True),
        (200, b"[]", True),
        (200, b'{"ok":true}', True),
        (200, b'{"ok": false}', True),
        (429, b'{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":"soon"}}', False),
        (302, b"<html>", False),
        (200, b'{"ok":true,"result":true}', True),
        (200, b'{"ok":true,"result":{}}', True),
        (
            429,
            b'{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":1' + b"0" * 400 + b"}}",
            False,
        ),
        (502, b"<html>", False),
        (502, b'"bad"', False),
        (500, b"[]", False),
        (403, b"<html>", False),
        (429, b"<html>", False),
        (503, b"[" * 20000, False),
        (500, b"", False),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden"}', False),
    ],
)
async def test_which_answers_leave_it_open_whether_a_message_arrived(
    status: int, body: bytes, *, arrived: bool
) -> None:
    """Another 5xx says that the call failed, and it is made again as often as it takes."""
    async with canned((status, body)) as server:
        bot = Connection(TOKEN, server.url)
        with pytest.raises(TelegramError) as caught:
            await send(bot, Place(1), Speech(("hello",)))
        await bot.shutdown()
    assert may_have_arrived(caught.value) is arrived
    assert is_passing(caught.value) is (status != 403 or body == b"<html>")
