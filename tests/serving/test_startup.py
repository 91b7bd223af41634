"""What is in the way of a start is named in words; what may pass is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING

import httpcore  # noqa: F401  httpx imports it late: it must not be while a test hides the package for SOCKS
import pytest
from telegram.error import NetworkError, TelegramError

from bot.errors import ConfigError, TelegramRefusedError
from bot.handlers.refusals import kind_of
from bot.playground.standin import StandIn
from bot.serving.connection import Connection
from bot.serving.ledger import Ledger
from bot.serving.polling import TRIES_AT_404, Polling
from bot.serving.startup import UnreachableError, patiently
from tests.e2e.running import QUICK, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.serving.dispatcher import Dispatcher

TOKEN = "700100200:AAH-distinctive_Token-0123456789abcdefXYZ"
ME = b'{"ok":true,"result":{"id":7,"is_bot":true,"first_name":"Talks","username":"talks_bot"}}'
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


class Canned:
    """A server that gives these answers in turn, the last of them for ever."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        status, body = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        writer.write(
            b"HTTP/1.1 %d Word\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@contextlib.asynccontextmanager
async def canned(*answers: tuple[int, bytes]) -> AsyncIterator[Canned]:
    """Serve answers on loopback."""
    server = Canned(*answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening:
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield server


async def started(url: str, *, tries: int | None = None) -> str:
    """Greet the server at `url` as a start does, and return the bot's name."""
    bot = Connection(TOKEN, url)
    try:
        await asyncio.wait_for(patiently(bot.initialize, QUICK, tries=tries), 20)
        return bot.username
    finally:
        await bot.shutdown()


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take the proxies of whoever tests away, in both writings."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


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
        polling = Polling(Connection(TOKEN, server.url), unused, Ledger(), QUICK)
        with pytest.raises(TelegramRefusedError, match="goes on answering 404"):
            await asyncio.wait_for(polling.run(asyncio.Event()), 20)
        assert server.asked == TRIES_AT_404


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("all_proxy", "socks5://user:s3cret@proxy.example:1080", r"ALL_PROXY.*SOCKS.*install talks-bot\[socks\]"),
        ("ALL_PROXY", "socks4://user:s3cret@proxy.example", "ALL_PROXY is not the address of a proxy"),
        ("HTTPS_PROXY", "ftp://user:s3cret@proxy.example", "HTTPS_PROXY is not the address of a proxy"),
        ("http_proxy", "http://user:s3cret@proxy:port", "HTTP_PROXY is not the address of a proxy"),
        ("no_proxy", "localhost, [::1]", r"NO_PROXY cannot be used \(\[::1\]\)"),
        ("NO_PROXY", "10.0.0.0/8,::1,fd00::/8", r"NO_PROXY cannot be used \(fd00::/8\)"),
        ("no_proxy", "a b:c,.example", r"NO_PROXY cannot be used \(a b:c\)"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named(
    no_proxies: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    """One line: which variable, what to do, and nothing of a password. Loopback needs none of them."""
    no_proxies.setitem(sys.modules, "socksio", None)
    no_proxies.setenv(variable, value)
    with pytest.raises(ConfigError, match=words) as caught:
        Connection(TOKEN, "https://api.telegram.org")
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert Connection(TOKEN, "http://127.0.0.1:9").way == "127.0.0.1"


def test_certificates_that_cannot_be_read_are_named(no_proxies: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file that the environment names may hold something else."""
    (tmp_path / "certificates.pem").write_text("none", encoding="utf-8")
    no_proxies.setenv("SSL_CERT_FILE", str(tmp_path / "certificates.pem"))
    with pytest.raises(ConfigError, match="SSL_CERT_FILE"):
        Connection(TOKEN, "https://api.telegram.org")


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


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", b""])
async def test_a_server_without_tls_is_named(no_proxies: pytest.MonkeyPatch, answer: bytes) -> None:
    """Https where http is spoken: most servers answer what they cannot read, some wait for more of it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer)
        if not answer:
            await reader.read()
        writer.close()

    no_proxies.setenv("NO_PROXY", "127.0.0.1")
    no_proxies.setattr("bot.serving.connection.CONNECT_TIMEOUT", 0.5)
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        with pytest.raises(UnreachableError, match=r"no TLS with 127\.0\.0\.1"):
            await started(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}", tries=1)


async def test_the_log_of_a_start_says_why_it_waits(caplog: pytest.LogCaptureFixture) -> None:
    """The kind, and no word of an answer."""
    async with canned(
        (200, b"<html>quizzaciously</html>"), (500, b'{"description":"quizzaciously"}'), (200, ME)
    ) as server:
        await started(server.url)
    shown = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert "an answer that is none of a Bot API" in shown[0]
    assert "a fault of the server" in shown[1]
    assert "quizzaciously" not in "".join(shown)


def test_a_fault_of_another_kind_is_named_by_its_cause() -> None:
    """Whatever the HTTP client raises: its type is no secret."""
    fault = NetworkError("Unknown error in HTTP implementation: quizzaciously")
    fault.__cause__ = OverflowError("quizzaciously")
    assert kind_of(fault) == "a fault on the way: OverflowError"
