"""The page over HTTP: its files, the stream of changes, the actions."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.guard import MAX_BODY, Guard
from bot.playground.standin.parameters import parsed
from bot.playground.wanted import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from bot.playground.actions import Actions
    from bot.playground.view import View

STATIC = Path(__file__).parent / "static"
# Given here, not guessed: a computer may have other ideas of what .js is, and browsers then refuse to run it.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Page:
    """Serve the page and what it needs.

    The files are read once: the page of a run stays the same, and no request reaches the file system.
    """

    def __init__(self, view: View, actions: Actions, key: str) -> None:
        self._view = view
        self._actions = actions
        self._files = {
            path.relative_to(STATIC).as_posix(): (path.read_bytes(), _TYPES[path.suffix])
            for path in STATIC.rglob("*")
            if path.suffix in _TYPES
        }
        html, kind = self._files.pop("index.html")
        self._index = html.replace(b"{{key}}", key.encode()), kind

    async def index(self, request: Request) -> Response:
        """Serve the page itself, with the key that its actions need.

        A link of another website may open it, but what such a link asks is only filled in, never sent.
        """
        content, kind = self._index
        site = request.headers.get("sec-fetch-site", "none")
        opened_by = b"person" if site in {"none", "same-origin"} else b"website"
        return Response(content.replace(b"{{opened-by}}", opened_by), media_type=kind)

    async def static(self, request: Request) -> Response:
        """Serve a style, a script, a picture or the texts of a language."""
        found = self._files.get(request.path_params["path"])
        if found is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        content, kind = found
        return Response(content, media_type=kind)

    async def picture(self, request: Request) -> Response:
        """Serve a picture that the bot has sent."""
        found = self._view.sandbox.standin.service.pictures.get(request.path_params["file_id"])
        return Response(found, media_type="image/png") if found else Response(status_code=HTTPStatus.NOT_FOUND)

    async def events(self, request: Request) -> Response:
        """Serve the stream of changes, after the last one that a page has seen: one that begins anew says so itself."""
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(self._view.changes.stream(last, self._view.world()), media_type="text/event-stream")

    async def act(self, request: Request) -> Response:
        """Do an action."""
        raw = await request.body()
        if len(raw) > MAX_BODY:
            return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too much at once")
        try:
            return JSONResponse(await self._actions.do(request.path_params["action"], parsed(raw)))
        except LookupError:
            return _refused(HTTPStatus.NOT_FOUND, "there is no such action")
        except RefusedError as error:
            return _refused(HTTPStatus.BAD_REQUEST, str(error))
        except ValueError:
            return _refused(HTTPStatus.BAD_REQUEST, "JSON expected")


def page_app(page: Page, *, port: int, key: str) -> ASGIApp:
    """Return the page's server, guarded."""
    routes = [
        Route("/", page.index, methods=["GET"]),
        Route("/static/{path:path}", page.static, methods=["GET"]),
        Route("/picture/{file_id}", page.picture, methods=["GET"]),
        Route("/api/events", page.events, methods=["GET"]),
        Route("/api/{action}", page.act, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), port=port, key=key)


def _refused(status: HTTPStatus, reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=status)
