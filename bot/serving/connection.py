"""The bot's connection to Telegram, or to whatever answers at TELEGRAM_API_URL."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import NetworkError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.errors import ConfigError
from bot.handlers.limits import AT_ONCE, ChatRateLimiter
from bot.handlers.refusals import FaultError, NoBotApiError, NotFoundError

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "guest_message",
)
"""Everything a handler exists for. Telegram remembers the list, so it is sent with every request."""
READ_TIMEOUT = 20.0
"""Generous, because a message whose confirmation comes too late is sent a second time."""
CONNECT_TIMEOUT = 10.0
CONNECTIONS = 16 * AT_ONCE
"""Room for the requests that are under way at once, and many more for slow ones, each of another chat."""
POOL_TIMEOUT = 30.0
POLL_SLACK = 10.0
"""Seconds that an answer to a long poll may take beyond the poll itself."""


def is_loopback(url: str) -> bool:
    """Tell whether `url` leads to this machine by its name or number."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Request(HTTPXRequest):
    """PTB's requests, which say what went wrong on the way, and tell 404 from 401."""

    def __init__(self, api_url: str, connections: int, certificates: ssl.SSLContext) -> None:
        # httpx sends even 127.0.0.1 through HTTP_PROXY; a proxy cannot reach this machine's loopback.
        alone = is_loopback(api_url)
        # Every request looks at all connections that are idle: those of a burst are not kept.
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=AT_ONCE)
        try:
            super().__init__(
                connection_pool_size=connections,
                read_timeout=READ_TIMEOUT,
                write_timeout=READ_TIMEOUT,
                connect_timeout=CONNECT_TIMEOUT,
                pool_timeout=POOL_TIMEOUT,
                httpx_kwargs={"limits": limits, "verify": certificates, "trust_env": not alone},
            )
        except RuntimeError:  # PTB's for a package that is missing
            raise ConfigError(
                "a proxy variable (ALL_PROXY, HTTPS_PROXY, HTTP_PROXY) names a SOCKS proxy, which needs a package: "
                "install talks-bot[socks], or unset it"
            ) from None
        except (ValueError, httpx.InvalidURL):
            raise ConfigError(_unusable_proxy()) from None
        self.host = urlsplit(api_url).hostname or ""
        self.proxy = "" if alone else _proxy_to(api_url)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Send a request as PTB does.

        Raises:
            TelegramError: as PTB's; of faults on the way FaultError, and for a 404 NotFoundError or NoBotApiError.
        """
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            if words := _in_words(error.__cause__, self.host, self.proxy):
                raise FaultError(words) from error.__cause__
            raise
        if code == HTTPStatus.NOT_FOUND:
            if _is_an_answer(payload):
                raise NotFoundError("404")
            raise NoBotApiError(f"404 by {self.host}, which is no Bot API there: check the path in TELEGRAM_API_URL")
        return code, payload


class Connection(ExtBot[None]):
    """PTB's bot, with updates fetched as JSON.

    Raises:
        ConfigError: the variables for proxies or certificates cannot be used.
    """

    def __init__(self, token: str, api_url: str, *, limiter: ChatRateLimiter | None = None) -> None:
        certificates = _certificates(trust_env=not is_loopback(api_url))
        request = _Request(api_url, CONNECTIONS, certificates)
        super().__init__(
            token,
            base_url=api_url.rstrip("/") + "/bot",
            request=request,
            get_updates_request=_Request(api_url, 1, certificates),
            rate_limiter=limiter or ChatRateLimiter(),
        )
        self._way = request.host + (f" by way of the proxy {request.proxy}" if request.proxy else "")

    @property
    def way(self) -> str:
        """The server's name, and the proxy on the way to it."""
        return self._way

    async def fetch_updates(self, *, offset: int | None, limit: int, timeout: int) -> list[Any]:  # noqa: ASYNC109
        """Return updates as Telegram sent them.

        `get_updates` parses the whole batch and raises when one update is odd; `do_api_request` warns that
        `get_updates` exists. So this goes where both of them go.

        Raises:
            TelegramError: as every call; FaultError also where the answer has not the shape of one.
        """
        data: dict[str, Any] = {"limit": limit, "timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            data["offset"] = offset
        try:
            result = await self._post("getUpdates", data, read_timeout=timeout + POLL_SLACK)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            raise FaultError("the answer to getUpdates is not one") from None
        if not isinstance(result, list):
            raise FaultError("the answer to getUpdates is not a list")
        return result


def _certificates(*, trust_env: bool) -> ssl.SSLContext:
    """Return what all connections trust: read once, each copy of the certificates takes 1 MB."""
    try:
        return httpx.create_ssl_context(trust_env=trust_env)
    except OSError:
        raise ConfigError(
            "the certificates cannot be read: let SSL_CERT_FILE or SSL_CERT_DIR name those there are, or unset them"
        ) from None


def _in_words(cause: BaseException | None, host: str, proxy: str) -> str:
    """Say what a fault on the way is, "" where it is none of those that an operator can mend or wait for."""
    if isinstance(cause, httpx.ProxyError):
        code = str(cause)[:3]
        answer = f"answers {code}" if code.isdecimal() else "will not connect"
        return f"the proxy {proxy} {answer} when asked for {host}: check the proxy, or unset its variable"
    chain, link = [], cause
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    whom, where = (f"the proxy {proxy}", "its variable") if proxy else (host, "TELEGRAM_API_URL")
    for kinds, words in (
        ((socket.gaierror, UnicodeError), f"the name of {whom} is not known: check name resolution (DNS) and {where}"),
        (ssl.SSLError, f"no TLS with {whom}: check the certificates (SSL_CERT_FILE), the clock, and {where}"),
        (httpx.ConnectTimeout, f"no connection to {whom} in time: check the network and {where}"),
        (httpx.ConnectError, f"no connection to {whom}: check the network and {where}"),
        ((httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError), f"the connection to {whom} broke off"),
    ):
        if any(isinstance(each, kinds) for each in chain):
            return words
    return ""


def _is_an_answer(payload: bytes) -> bool:
    try:
        return isinstance(json.loads(payload).get("ok"), bool)
    except (ValueError, AttributeError, RecursionError):
        return False


def _proxy_to(url: str) -> str:
    """Return host and port of the proxy on the way to `url`, without its password; "" where there is none."""
    parts, proxies = urlsplit(url), getproxies()
    address = proxies.get(parts.scheme) or proxies.get("all")
    if not address or proxy_bypass(parts.hostname or ""):
        return ""
    return address.rpartition("://")[2].rpartition("@")[2].rstrip("/")


def _unusable_proxy() -> str:
    """Say which of the variables that httpx reads cannot be used. Addresses are not shown: they may hold a password."""
    proxies = getproxies()
    for name in ("http", "https", "all"):
        address = proxies.get(name, "")
        try:
            httpx.Proxy(address if "://" in address else f"http://{address}")
        except (ValueError, httpx.InvalidURL):
            return (
                f"{name.upper()}_PROXY is not the address of a proxy: write http://host:port or socks5://host:port, "
                "or unset it"
            )
    odd = [entry for each in proxies.get("no", "").split(",") if (entry := each.strip()) and not _usable(entry)]
    return (
        f"NO_PROXY cannot be used ({', '.join(odd) or 'one of its entries'}): "
        "write host names, and IPv6 addresses without brackets and network lengths"
    )


def _usable(entry: str) -> bool:
    try:
        ipaddress.ip_address(entry)
    except ValueError:
        try:
            httpx.URL(entry if "://" in entry else f"all://*{entry}")
        except httpx.InvalidURL:
            return False
    return True
