"""HTTP: the calls of the bot in, Telegram's envelope out."""

from __future__ import annotations

import hmac
import json
import logging
import socket
import struct
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from .bodies import parameters
from .errors import ApiError, too_many_requests
from .faults import Faults, Trouble
from .journal import Call, Journal
from .methods import HANDLERS, NAMES
from .parameters import read
from .service import Described

if TYPE_CHECKING:
    import asyncio

    from starlette.requests import Request

    from .faults import Fault
    from .rates import Rates
    from .service import Service

_log = logging.getLogger(__name__)

# Closing with a linger time of zero makes the kernel send RST: the client sees a reset, not an orderly end.
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Ascii(JSONResponse):
    """Write JSON as Telegram does, with escapes: half a surrogate pair, which UTF-8 cannot hold, arrives as well."""

    def render(self, content: object) -> bytes:
        """Return the body."""
        return json.dumps(content, separators=(",", ":")).encode()


@dataclass
class Front:
    """Answer the bot's calls."""

    token: str
    service: Service
    strict: bool = True
    rates: Rates | None = None
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    connections: dict[tuple[str, int], asyncio.Transport] = field(default_factory=dict)

    async def call(self, request: Request) -> Response:
        """Serve `/bot<token>/<method>`."""
        token, wanted = request.path_params["token"], request.path_params["method"]
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return refused(ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized"))
        method = wanted
        try:
            method = _method(wanted, request.method)
            raw = await parameters(request)
        except ApiError as refusal:
            self._note(method, {}, refusal.code, description=refusal.description)
            return refused(refusal)
        chat_id = str(raw["chat_id"]) if "chat_id" in raw else None
        fault = self.faults.take(method, chat_id)
        if fault is not None and fault.trouble is Trouble.DELAY:
            await self.faults.delayed(fault.seconds)
        elif fault is not None and fault.trouble is not Trouble.LOST_RESPONSE:
            return await self._fail(request, method, raw, fault)
        lost = fault is not None and fault.trouble is Trouble.LOST_RESPONSE
        response = await self._handle(method, raw, lost=lost)
        if fault is None or not lost:
            return response
        return _page(fault.status) if fault.status else await self._reset(request)

    async def _handle(self, method: str, raw: dict[str, object], *, lost: bool) -> Response:
        params: dict[str, Any] = raw
        try:
            params = read(method, raw, strict=self.strict)
            if self.rates is not None:
                self.rates.check(method, params.get("chat_id"))
            result = await HANDLERS[method](self.service, params)
        except ApiError as refusal:
            code = 0 if lost else refusal.code
            self._note(method, params, code, description=refusal.description, handled=False)
            return refused(refusal)
        except Exception as error:  # noqa: BLE001 - the boundary of the stand-in
            # A fault of the stand-in itself: shown to the test that meets it, with the traceback in the log.
            _log.exception("%s failed inside the stand-in", method)
            broken = ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, f"stand-in failed: {error!r}")
            self._note(method, params, broken.code, description=broken.description)
            return refused(broken)
        body: dict[str, object] = {"ok": True, "result": result}
        if isinstance(result, Described):
            body = {"ok": True, "result": result.result, "description": result.description}
        self._note(method, params, 0 if lost else HTTPStatus.OK, result=body["result"], handled=True)
        return Ascii(body)

    async def _fail(self, request: Request, method: str, raw: dict[str, object], fault: Fault) -> Response:
        if fault.trouble is Trouble.RESET:
            self._note(method, raw, 0)
            return await self._reset(request)
        if fault.trouble is Trouble.HTML_BODY:
            self._note(method, raw, fault.status, description="HTML instead of JSON")
            return _page(fault.status)
        refusal = too_many_requests(fault.retry_after)
        if fault.trouble is Trouble.SERVER_ERROR:
            refusal = ApiError(fault.status, HTTPStatus(fault.status).phrase)
        self._note(method, raw, refusal.code, description=refusal.description)
        return refused(refusal)

    async def _reset(self, request: Request) -> Response:
        client = request.client
        transport = self.connections.get((client.host, client.port)) if client is not None else None
        if transport is not None:
            plain: socket.socket = transport.get_extra_info("socket")
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            transport.abort()
            # Only once the server knows that the client is gone may the call return without an answer.
            while (await request.receive())["type"] != "http.disconnect":
                pass
        return Response()

    def _note(
        self,
        method: str,
        params: dict[str, Any],
        code: int,
        *,
        result: object = None,
        description: str | None = None,
        handled: bool = False,
    ) -> None:
        number = len(self.journal) + 1
        self.journal.append(Call(number, method, params, code, result, description, handled, time.time()))
        body = {"number": number, "method": method, "code": code, "description": description}
        self.service.world.events.emit("call", None, body)


def _page(status: int) -> Response:
    return HTMLResponse(f"<html><body><h1>{status}</h1></body></html>", status_code=status)


def _method(wanted: str, verb: str) -> str:
    """Return the method of this name, in any case; one that changes something takes POST alone, as links are GET."""
    method = NAMES.get(wanted.lower())
    if method is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    if verb != "POST" and not method.startswith("get"):
        raise ApiError(HTTPStatus.METHOD_NOT_ALLOWED, "Method Not Allowed: use POST")
    return method


def refused(refusal: ApiError) -> Response:
    """Return Telegram's envelope of a refusal."""
    body: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Ascii(body, status_code=refusal.code)


def protocol(connections: dict[tuple[str, int], asyncio.Transport]) -> type[H11Protocol]:
    """Return uvicorn's HTTP protocol, keeping its open connections by client address for faults to cut."""

    class Cuttable(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._address = transport.get_extra_info("peername")[:2]
            connections[self._address] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            connections.pop(self._address, None)
            super().connection_lost(exc)

    return Cuttable
