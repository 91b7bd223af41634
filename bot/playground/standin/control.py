"""The world over HTTP, for tests that run in another process.

`POST /control/<verb>` takes a JSON object and answers with one: `{"ok": true, "result": ...}`, or 400 with
`{"ok": false, "description": ...}`. People, chats, topics and messages go by their ids.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .errors import ApiError
from .faults import Fault, Trouble
from .model import Chat, ChatType, Message, Topic, User
from .parameters import parsed
from .writing import chat_json, user_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from .model import Json
    from .server import Front
    from .world import World


class Control:
    """Turn JSON into calls of the driver; every public method is a verb."""

    def __init__(self, world: World, front: Front) -> None:
        self._world = world
        self._front = front

    async def add_user(self, body: Json) -> object:
        """Add a person: `first_name`, `last_name`, `username`, `language_code`, `is_bot`."""
        return user_json(self._world.add_user(body.pop("first_name"), **body))

    async def add_group(self, body: Json) -> object:
        """Add a group: `title`, `members` and `admins` (user ids), `forum`, `supergroup`, `username`."""
        members, admins = ([self._world.users[i] for i in body.pop(who, [])] for who in ("members", "admins"))
        return chat_json(self._world.add_group(body.pop("title"), members=members, admins=admins, **body))

    async def add_topic(self, body: Json) -> object:
        """Add a forum topic: `chat_id`, `name`."""
        topic = self._world.add_topic(self._chat(body), body["name"])
        return {"message_thread_id": topic.id, "name": topic.name}

    async def say(self, body: Json) -> object:
        """Write a text: `user_id`, `text`, and as wanted `chat_id` (else in private), `reply_to`, `topic`, `html`."""
        message = await self._world.say(self._user(body), self._chat(body), body["text"], **self._where(body))
        return self._world.as_json(message)

    async def send(self, body: Json) -> object:
        """Send media: `user_id`, `kind`, and as wanted `caption`, `chat_id`, `reply_to`, `topic`."""
        where = self._where(body) | {"caption": body.get("caption", "")}
        message = await self._world.send(self._user(body), self._chat(body), body["kind"], **where)
        return self._world.as_json(message)

    async def edit(self, body: Json) -> object:
        """Change a message: `chat_id`, `message_id`, `text`."""
        return self._world.as_json(await self._world.edit(self._message(body), body["text"]))

    async def tap(self, body: Json) -> object:
        """Tap a button and give the bot's answer: `user_id`, `chat_id`, `message_id`, `button`, `timeout`."""
        timeout = body.get("timeout", 5.0)
        answer = await self._world.tap(self._user(body), self._message(body), body["button"], timeout=timeout)
        return asdict(answer)

    async def wait_for_message(self, body: Json) -> object:
        """Give the bot's first message behind `after` (a message id): `chat_id`, `after`, `timeout`."""
        after, timeout = body.get("after", 0), body.get("timeout", 5.0)
        message = await self._world.wait_for_message(self._chat(body), after=after, timeout=timeout)
        return self._world.as_json(message)

    async def block(self, body: Json) -> object:
        """Let a user stop the bot: `user_id`."""
        await self._world.block(self._user(body))
        return True

    async def unblock(self, body: Json) -> object:
        """Let a user restart the bot: `user_id`."""
        await self._world.unblock(self._user(body))
        return True

    async def privacy(self, body: Json) -> object:
        """Switch privacy mode: `enabled`, `mentions`."""
        self._world.privacy.enabled = body.get("enabled", self._world.privacy.enabled)
        self._world.privacy.mentions = body.get("mentions", self._world.privacy.mentions)
        return True

    async def fault(self, body: Json) -> object:
        """Script a fault: `trouble`, and as wanted `times`, `method`, `chat_id`, `retry_after`, `status`, `seconds`."""
        self._front.faults.add(Fault(trouble=Trouble(body.pop("trouble")), **body))
        return True

    async def messages(self, body: Json) -> object:
        """List the messages of a chat as they stand: `chat_id`."""
        return [self._world.as_json(message) for message in self._chat(body).messages.values()]

    async def transcript(self, body: Json) -> object:
        """Write a chat as text: `chat_id`."""
        return self._world.transcript(self._chat(body))

    async def journal(self, body: Json) -> object:
        """List the bot's calls, of one `method` if given."""
        calls = self._front.journal
        method = body.get("method")
        return [asdict(call) | {"params": dict(call.params)} for call in calls if method in {None, call.method}]

    async def pending(self, _: Json) -> object:
        """List the updates that the bot has not confirmed."""
        return [update.as_json() for update in self._world.updates.pending]

    def _user(self, body: Json) -> User:
        return self._world.users[body["user_id"]]

    def _chat(self, body: Json) -> Chat:
        return self._world.chats[body["chat_id"] if "chat_id" in body else body["user_id"]]

    def _message(self, body: Json) -> Message:
        return self._chat(body).messages[body["message_id"]]

    def _where(self, body: Json) -> Json:
        chat = self._chat(body)
        topic: Topic | None = chat.topics[body["topic"]] if "topic" in body else None
        where: Json = {"topic": topic}
        if "reply_to" in body:
            where["reply_to"] = chat.messages[body["reply_to"]]
        if "html" in body and chat.type is not ChatType.CHANNEL:
            where["html"] = body["html"]
        return where


def control_routes(world: World, front: Front) -> list[Route]:
    """Return the routes of the control."""
    control = Control(world, front)

    async def serve(request: Request) -> Response:
        verb = request.path_params["verb"]
        act: Callable[[Json], Awaitable[object]] | None = None
        if not verb.startswith("_"):
            act = getattr(control, verb, None)
        if act is None:
            return JSONResponse({"ok": False, "description": f"no verb {verb!r}"}, status_code=404)
        try:
            body: Any = parsed(await request.body())
            return JSONResponse({"ok": True, "result": await act({**body})})
        except (AssertionError, ApiError, LookupError, TypeError, ValueError) as error:
            description = f"{type(error).__name__}: {error}"
            return JSONResponse({"ok": False, "description": description}, status_code=400)

    return [Route("/control/{verb}", serve, methods=["POST"])]
