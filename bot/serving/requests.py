"""Requests to the Bot API over aiohttp: 1 ms of CPU less an update than by httpx, python-telegram-bot's own way."""

from __future__ import annotations

import json
import os
import socket
import ssl
from base64 import b64encode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import aiohttp
import certifi
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.errors import ConfigError
from bot.handlers.refusals import FaultError, NoBotApiError, NotFoundError, UnansweredError, UnsentError
from bot.serving.proxies import SOCKS, proxy_to, socks_package, without_password

if TYPE_CHECKING:
    from telegram.request import RequestData

READ_TIMEOUT = 20.0
"""Generous, because a message whose confirmation comes too late is sent a second time."""
CONNECT_TIMEOUT = 10.0
POOL_TIMEOUT = 30.0
WAITED_IN_VAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT, 499, 520, 524})
"""What is answered where a request was passed on and nothing came back that could be: 499 is nginx's, 520 and 524 are
Cloudflare's. A Bot API that says so itself has passed it on too."""
REFUSED_BY_PROXY = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED})
BEYOND = 2**53
"""What no wait and no id of a chat reaches."""
LONGEST_OK = 40
"""Bytes at the beginning of an answer that say whether the call was carried out."""
KEPT_ALIVE = 5.0
"""Seconds that a connection is kept for the next request."""


class Requests(BaseRequest):
    """What python-telegram-bot sends with: says what went wrong on the way, and tells 404 from 401.

    Raises:
        ConfigError: the variables for proxies cannot be used.
    """

    def __init__(self, api_url: str, connections: int, certificates: ssl.SSLContext | None) -> None:
        """Take where the Bot API is, how many connections there may be at once, and what they trust."""
        address = proxy_to(api_url)
        self.host = urlsplit(api_url).hostname or ""
        self.proxy = address.rpartition("://")[2].rpartition("@")[2].rstrip("/")
        """Host and port of the proxy on the way, without its password; "" where there is none."""
        self._kept: dict[str, Any] = {"limit": connections, "keepalive_timeout": KEPT_ALIVE}
        if certificates is not None:
            self._kept["ssl"] = certificates
        self._through, self._identity = without_password(address)
        self._is_asked_by_proxy = bool(self._through) and urlsplit(api_url).scheme == "http"
        """Whether the proxy itself takes requests and passes them on, as it does without TLS."""
        self._for_proxy = {"Authorization": _basic(*self._identity)} if self._identity else None
        self._socks = socks_package() if urlsplit(address).scheme in SOCKS else None
        self._refusals: tuple[type[Exception], ...] = ()
        if (socks := self._socks) is not None:
            self._refusals = (socks.ProxyError, socks.ProxyConnectionError, socks.ProxyTimeoutError)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take; a long poll adds its own."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Begin, as the first request would, within the event loop."""
        self._begun()

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - its caller is PTB
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # noqa: ARG002 - aiohttp has none; the whole has a bound
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        """Send a request; return the status of its answer, and its body.

        Raises:
            TelegramError: FaultError for what an operator can mend or wait for, NotFoundError or NoBotApiError for a
                404, TimedOut, or NetworkError; its cause tells whether the request went out. BadRequest for what cannot
                be encoded: no other try would mend it.
        """
        connect, read = _seconds(connect_timeout, CONNECT_TIMEOUT), _seconds(read_timeout, READ_TIMEOUT)
        waiting = _seconds(pool_timeout, POOL_TIMEOUT) + connect
        timeout = aiohttp.ClientTimeout(waiting + 2 * read, waiting, read, connect)
        body, headers = _body(request_data)
        went_out = list[bool]()
        try:
            async with self._begun().request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                proxy_headers=self._for_proxy,
                trace_request_ctx=went_out,
            ) as response:
                code, payload = response.status, await response.read()
        except self._refusals:  # nothing went out
            raise FaultError(_refused_by(self.proxy, "will not connect", self.host)) from None
        except (aiohttp.ClientError, OSError, ValueError, EOFError) as error:  # SOCKS that breaks off is an EOFError
            cause = error if went_out else UnsentError(type(error).__name__)
            if words := _in_words(error, self.host, self.proxy):
                raise FaultError(words) from cause
            kind = TimedOut if isinstance(error, TimeoutError) else NetworkError
            raise kind(type(error).__name__) from cause
        if code in WAITED_IN_VAIN:
            raise UnansweredError(f"nothing came back within the time of a server on the way ({code})")
        if code >= HTTPStatus.BAD_REQUEST and not _is_an_answer(payload):
            raise self._refused_on_the_way(code)
        if code == HTTPStatus.NOT_FOUND:
            raise NotFoundError("404")
        if code < HTTPStatus.MULTIPLE_CHOICES and b'"ok":false' in payload[:LONGEST_OK].replace(b" ", b""):
            raise UnansweredError("a success that says it is none")
        return code, payload

    def _refused_on_the_way(self, code: int) -> TelegramError:
        """Return what a status means that comes from a gateway or a proxy in Telegram's place."""
        if code in REFUSED_BY_PROXY and self._is_asked_by_proxy:
            return FaultError(_refused_by(self.proxy, f"answers {code}", self.host))
        if code == HTTPStatus.NOT_FOUND:
            return NoBotApiError(f"404 by {self.host}, which is no Bot API there: check the path in TELEGRAM_API_URL")
        if code == HTTPStatus.UNAUTHORIZED:
            return InvalidToken("401")
        return FaultError(f"{self.host} answers {code} in words that are none of a Bot API")

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return what a body says, if it has the shape of a Bot API's answer; parameters that are odd are left out.

        Raises:
            TelegramError: it has not.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if (
            not isinstance(answer, dict)
            or not isinstance(ok := answer.get("ok"), bool)
            or (ok and "result" not in answer)
        ):
            raise TelegramError("an answer that is none of a Bot API")
        told = answer.pop("parameters", None)
        if isinstance(told, dict) and all(isinstance(value, int) and abs(value) < BEYOND for value in told.values()):
            answer["parameters"] = told
        return answer

    def _begun(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                proxy=self._through if self._through and self._socks is None else None,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trace_configs=[_noting_what_went_out()],
            )
        return self._session

    def _connector(self) -> aiohttp.BaseConnector:
        if self._socks is None:
            return aiohttp.TCPConnector(**self._kept)
        parts = urlsplit(self._through)
        user, password = self._identity or (None, None)
        connector: aiohttp.BaseConnector = self._socks.ProxyConnector(
            parts.hostname, parts.port, self._socks.ProxyType.SOCKS5, user, password, rdns=True, **self._kept
        )
        return connector


def certificates_of(url: str) -> ssl.SSLContext | None:
    """Return what connections to `url` trust, None where they need nothing: each copy of the certificates takes 1 MB.

    Raises:
        ConfigError: they cannot be read.
    """
    if urlsplit(url).scheme != "https":
        return None
    file, folder = (os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
    try:
        return ssl.create_default_context(cafile=file or (None if folder else certifi.where()), capath=folder)
    except OSError:
        raise ConfigError(
            "the certificates cannot be read: let SSL_CERT_FILE or SSL_CERT_DIR name those there are, or unset them"
        ) from None


def _basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _seconds(wanted: Any, usual: float) -> float:
    """Return a time-out in seconds; PTB has an object of its own for "as usual"."""
    return float(wanted) if isinstance(wanted, int | float) else usual


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    """Return what is sent, and the header that says how it is written.

    Raises:
        BadRequest: it holds halves of characters, of which JSON knows and UTF-8 does not.
    """
    if data is None:
        return None, {}
    try:
        written = urlencode(data.json_parameters).encode()
    except UnicodeEncodeError:
        raise BadRequest("what is to be sent cannot be encoded") from None
    if not data.contains_files:
        return written, {"Content-Type": "application/x-www-form-urlencoded"}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}


def _noting_what_went_out() -> aiohttp.TraceConfig:
    """Return what appends to a request's list when its head goes out: not that of what a proxy is asked before."""

    async def note(_session: aiohttp.ClientSession, context: Any, _params: object) -> None:
        context.trace_request_ctx.append(True)

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(note)
    return trace


def _in_words(cause: BaseException, host: str, proxy: str) -> str:
    """Say what a fault on the way is, "" where it is none of those that an operator can mend or wait for."""
    if isinstance(cause, aiohttp.ClientHttpProxyError):
        return _refused_by(proxy, f"answers {cause.status}", host)
    chain: list[BaseException] = []
    link: BaseException | None = cause
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    whom, where = (f"the proxy {proxy}", "its variable") if proxy else (host, "TELEGRAM_API_URL")
    behind = f"{host} behind {whom}" if proxy else host  # a proxy passes TLS on
    for kinds, words in (
        ((socket.gaierror, UnicodeError), f"the name of {whom} is not known: check name resolution (DNS) and {where}"),
        (ssl.SSLError, f"no TLS with {behind}: check the certificates (SSL_CERT_FILE), the clock, and {where}"),
        (aiohttp.ConnectionTimeoutError, f"no connection to {whom} in time: check the network and {where}"),
        (aiohttp.ClientConnectorError, f"no connection to {whom}: check the network and {where}"),
        (
            (
                aiohttp.ServerDisconnectedError,
                aiohttp.ClientOSError,
                aiohttp.ClientPayloadError,
                aiohttp.ClientResponseError,
                EOFError,
            ),
            f"the connection to {whom} broke off",
        ),
    ):
        if any(isinstance(each, kinds) for each in chain):
            return words
    return ""


def _refused_by(proxy: str, answer: str, host: str) -> str:
    return f"the proxy {proxy} {answer} when asked for {host}: check the proxy, or unset its variable"


def _is_an_answer(payload: bytes) -> bool:
    try:
        Requests.parse_json_payload(payload)
    except TelegramError:
        return False
    return True
