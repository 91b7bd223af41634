"""Proxies on the way to Telegram: which is taken, and what is said of one that is away, refuses or breaks off."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode

import pytest
from telegram.error import TelegramError

from bot.errors import ConfigError
from bot.handlers.refusals import FaultError, kind_of, may_have_arrived
from bot.serving.connection import Connection
from bot.serving.startup import UnreachableError
from tests.serving.canned import ME, TOKEN, Canned, canned, started


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("all_proxy", "socks5://user:s3cret@proxy.example:1080", r"ALL_PROXY.*SOCKS.*install talks-bot\[socks\]"),
        ("ALL_PROXY", "socks4://user:s3cret@proxy.example", "ALL_PROXY is not the address of a proxy"),
        ("HTTPS_PROXY", "ftp://user:s3cret@proxy.example", "HTTPS_PROXY is not the address of a proxy"),
        ("http_proxy", "http://user:s3cret@proxy:port", "HTTP_PROXY is not the address of a proxy"),
        ("all_proxy", "socks5://user:s3cret@proxy.example", "ALL_PROXY is not the address of a proxy"),
        ("all_proxy", "socks5://user:s3cret%E2%82%AC@proxy.example:1080", "ALL_PROXY is not the address of a proxy"),
        ("HTTPS_PROXY", "http://us%3Aer:s3cret@proxy.example:3128", "HTTPS_PROXY is not the address of a proxy"),
        ("no_proxy", "localhost, [::1]", r"NO_PROXY cannot be used \(\[::1\]\)"),
        ("NO_PROXY", "10.0.0.0/8,::1,fd00::/8", r"NO_PROXY cannot be used \(fd00::/8\)"),
        ("NO_PROXY", "10.0.0.0/33", r"NO_PROXY cannot be used \(10.0.0.0/33\)"),
        ("NO_PROXY", "10/8", r"NO_PROXY cannot be used \(10/8\)"),
        ("no_proxy", "a b:c,.example", r"NO_PROXY cannot be used \(a b:c\)"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named(
    no_proxies: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    """One line: which variable, what to do, and nothing of a password. Loopback needs none of them."""
    no_proxies.setitem(sys.modules, "aiohttp_socks", None)
    no_proxies.setenv(variable, value)
    with pytest.raises(ConfigError, match=words) as caught:
        Connection(TOKEN, "https://api.telegram.org")
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert Connection(TOKEN, "http://127.0.0.1:9").way == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "proxy", "words"),
    [
        ("http://dead.invalid", "", r"the name of dead\.invalid is not known.*TELEGRAM_API_URL"),
        (f"http://{'x' * 70}.example", "", r"the name of x+\.example is not known"),
        ("http://dead.invalid", "http://me:s3cret@proxy.invalid:3128", r"the name of the proxy proxy\.invalid:3128 is"),
        ("http://dead.invalid", "127.0.0.1:9", r"no connection to the proxy 127\.0\.0\.1:9"),
        ("http://127.0.0.1:9", "", r"no connection to 127\.0\.0\.1"),
    ],
)
async def test_a_dead_name_and_a_dead_proxy_are_told_apart(
    no_proxies: pytest.MonkeyPatch, url: str, proxy: str, words: str
) -> None:
    """In words that say where to look, not as NetworkError; a proxy's password is not shown."""
    if proxy:
        no_proxies.setenv("ALL_PROXY", proxy)
    with pytest.raises(UnreachableError, match=words) as caught:
        await started(url, tries=1)
    assert "s3cret" not in str(caught.value)
    assert "Error" not in str(caught.value)


async def test_a_proxy_that_refuses_is_told_by_its_number(no_proxies: pytest.MonkeyPatch) -> None:
    """407 is a password that is missing."""
    async with canned((407, b"")) as server:
        no_proxies.setenv("HTTPS_PROXY", server.url)
        with pytest.raises(
            UnreachableError, match=r"the proxy 127\.0\.0\.1:\d+ answers 407 when asked for dead\.invalid"
        ):
            await started("https://dead.invalid", tries=1)


async def test_telegram_is_reached_through_a_socks_proxy(no_proxies: pytest.MonkeyPatch) -> None:
    """With the extra `socks`, which the error names; the proxy resolves the name."""
    wanted = b""

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal wanted
        await reader.readexactly(3)  # SOCKS 5, one method: no password
        writer.write(b"\5\0")
        wanted = await reader.readexactly(5 + len("telegram.invalid") + 2)
        writer.write(b"\5\0\0\1" + bytes(6))
        await server.serve(reader, writer)

    server = Canned((200, ME))
    listening = await asyncio.start_server(proxy, "127.0.0.1", 0)
    async with listening:
        no_proxies.setenv("ALL_PROXY", f"socks5://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        assert await started("http://telegram.invalid") == "talks_bot"
    assert b"telegram.invalid" in wanted


async def test_a_socks_proxy_that_breaks_off_is_named(no_proxies: pytest.MonkeyPatch) -> None:
    """Nothing went out."""

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(b"\5")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(proxy, "127.0.0.1", 0)
    async with listening:
        no_proxies.setenv("ALL_PROXY", f"socks5://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        bot = Connection(TOKEN, "http://telegram.invalid")
        with pytest.raises(FaultError, match=r"the connection to the proxy 127\.0\.0\.1:\d+ broke off") as caught:
            await bot.send_message(1, "hello")
        await bot.shutdown()
    assert not may_have_arrived(caught.value)


async def test_no_tls_behind_a_proxy_is_not_laid_to_the_proxy(no_proxies: pytest.MonkeyPatch) -> None:
    """It passes on what it gets."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        no_proxies.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        with pytest.raises(UnreachableError, match=r"no TLS with telegram\.invalid behind the proxy 127"):
            await started("https://telegram.invalid", tries=1)


async def test_a_proxy_gets_its_password(no_proxies: pytest.MonkeyPatch) -> None:
    """From its variable, and the whole address of what is asked for."""
    async with canned((200, ME)) as server:
        no_proxies.setenv("HTTP_PROXY", server.url.replace("//", "//me:s3cret%E2%82%AC@"))
        assert await started("http://telegram.invalid") == "talks_bot"
    assert server.heads[0].startswith(b"post http://telegram.invalid/bot")
    assert b"proxy-authorization: basic " + b64encode("me:s3cret€".encode()).lower() in server.heads[0]


@pytest.mark.parametrize(
    "excepted",
    [
        "*",
        "telegram.example",
        ".example",
        "other.invalid, telegram.example:443",
        "*.example",
        "a.invalid,*",
        "telegram.example.",
    ],
)
def test_a_name_that_no_proxy_excepts_is_reached_without(no_proxies: pytest.MonkeyPatch, excepted: str) -> None:
    """With the names of a domain; others go by the proxy."""
    no_proxies.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")
    no_proxies.setenv("NO_PROXY", excepted)
    assert Connection(TOKEN, "https://telegram.example").way == "telegram.example"
    no_proxies.setenv("NO_PROXY", "elsewhere.example")
    assert Connection(TOKEN, "https://telegram.example").way.endswith("by way of the proxy proxy.invalid:3128")


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 502 Bad\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_nothing_went_out_where_a_proxy_made_no_way(no_proxies: pytest.MonkeyPatch, answer: bytes) -> None:
    """It closes when asked for a way, or answers nonsense, or breaks off before TLS stands."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        no_proxies.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        bot = Connection(TOKEN, "https://telegram.invalid")
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(1, "hello")
        await bot.shutdown()
    assert not may_have_arrived(caught.value)
    assert "proxy" in kind_of(caught.value)


@pytest.mark.parametrize("status", [403, 407])
async def test_a_proxy_that_refuses_is_not_taken_for_telegram(no_proxies: pytest.MonkeyPatch, status: int) -> None:
    """Without TLS it answers in Telegram's place."""
    async with canned((status, b"<html>")) as server:
        no_proxies.setenv("HTTP_PROXY", server.url)
        with pytest.raises(UnreachableError, match=f"the proxy .* answers {status} when asked for telegram.invalid"):
            await started("http://telegram.invalid", tries=1)


@pytest.mark.parametrize(
    ("entry", "way"),
    [
        ("10.0.0.0/8", ""),
        ("10.1.2.3", ""),
        ("10.1.*", ""),
        ("http://10.1.2.3", ""),
        ("10.1.0.0/24", "proxy.invalid:3128"),
    ],
)
def test_a_network_without_proxy(no_proxies: pytest.MonkeyPatch, entry: str, way: str) -> None:
    """Of IPv4; a Bot API server of one's own often stands in one."""
    no_proxies.setenv("ALL_PROXY", "http://proxy.invalid:3128")
    no_proxies.setenv("NO_PROXY", entry)
    assert Connection(TOKEN, "http://10.1.2.3:8081").way == "10.1.2.3" + (f" by way of the proxy {way}" if way else "")
