"""Who may call the stand-in: programs on this computer, and no web page, whichever site it is of.

A browser sends what any website asks of it to 127.0.0.1 too. Host keeps out names that were made to point here (DNS
rebinding); Origin and Sec-Fetch-Site are what a browser adds by itself and a bot does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from .errors import forbidden
from .loopback import own_hosts
from .server import refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Guard:
    """Refuse a web page's request with 403, before its body is read and unseen by the journal."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._hosts = own_hosts(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        reason = self._reason(Headers(scope=scope))
        answer = self._app if reason is None else refused(forbidden(reason))
        await answer(scope, receive, send)

    def _reason(self, headers: Headers) -> str | None:
        if headers.get("host", "").lower() not in self._hosts:
            return "this address is not the stand-in's"
        # "none": somebody typed the address.
        if "origin" in headers or headers.get("sec-fetch-site", "none") != "none":
            return "not for web pages"
        return None
