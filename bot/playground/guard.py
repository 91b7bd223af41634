"""Who may talk to the page server: this computer's browser, on the page's own behalf, and nobody else.

Other websites in the same browser can send requests to 127.0.0.1 too. Host keeps out names that were made to point here
(DNS rebinding), Origin and the key keep out other sites' requests, the policy keeps the page from running foreign code.
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from bot.playground.standin.loopback import own_hosts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY_HEADER = "x-playground-key"
MAX_BODY = 64 * 1024
"""Bytes of an action; a message has at most 4096 characters."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    # With these two the browser itself refuses innerHTML and its kin.
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuse what does not come from the page itself, and put the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, port: int, key: str) -> None:
        self._app = app
        self._key = key.encode()
        self._hosts = own_hosts(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403 or 413 and the reason."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if refusal := self._refusal(scope["method"], scope["path"], Headers(scope=scope)):
            status, reason = refusal
            await JSONResponse({"error": reason}, status_code=status)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, method: str, path: str, headers: Headers) -> tuple[HTTPStatus, str] | None:
        if headers.get("host", "").lower() not in self._hosts:
            return HTTPStatus.FORBIDDEN, "this address is not the playground's"
        if path.startswith("/api/") and headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return HTTPStatus.FORBIDDEN, "not for other websites"
        return None if method in {"GET", "HEAD"} else self._action_refusal(headers)

    def _action_refusal(self, headers: Headers) -> tuple[HTTPStatus, str] | None:
        host = headers["host"]
        if headers.get("origin", "").lower() != f"http://{host.lower()}":
            return HTTPStatus.FORBIDDEN, "not for other websites"
        if not hmac.compare_digest(headers.get(KEY_HEADER, "").encode(), self._key):
            return HTTPStatus.FORBIDDEN, "the playground was started anew: reload the page"
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too much at once"
        return None
