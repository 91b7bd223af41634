"""The envelope, the encodings and the strictness of parameters."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import bot.playground.standin as package
from bot.playground.standin import StandIn
from bot.playground.standin.methods import HANDLERS
from bot.playground.standin.parameters import TABLE

if TYPE_CHECKING:
    import httpx

    from bot.playground.standin import Chat
    from tests.playground.standin.calling import Call


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_not_found(
    api: StandIn, client: httpx.AsyncClient
) -> None:
    wrong = await client.get(f"{api.url}/bot1:wrong/getMe")
    assert (wrong.status_code, wrong.json()) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    unknown = await client.get(f"{api.url}/bot{api.token}/makeCoffee")
    assert (unknown.status_code, unknown.json()["description"]) == (404, "Not Found")
    assert all(api.token not in repr(entry) for entry in api.journal)


@pytest.mark.parametrize("how", ["query", "json", "form", "multipart"])
async def test_every_encoding_carries_the_same_call(
    how: str, api: StandIn, client: httpx.AsyncClient, started: Chat
) -> None:
    """Nested values are JSON in forms and objects in JSON bodies."""
    markup = {"inline_keyboard": [[{"text": "Так", "callback_data": "yes"}]]}
    flat = {"chat_id": str(started.id), "text": "Привіт & <3", "reply_markup": json.dumps(markup)}
    bodies: dict[str, dict[str, Any]] = {
        "query": {"method": "POST", "params": flat},
        "json": {"method": "POST", "json": {"chat_id": started.id, "text": "Привіт & <3", "reply_markup": markup}},
        "form": {"method": "POST", "data": flat},
        "multipart": {"method": "POST", "data": flat, "files": {"unused": ("a.txt", b"a")}},
    }
    sent = await client.request(url=f"{api.url}/bot{api.token}/SENDmessage", **bodies[how])
    assert sent.json()["ok"], sent.text
    result = sent.json()["result"]
    assert (result["text"], result["reply_markup"]) == ("Привіт & <3", markup)
    assert api.journal[-1].method == "sendMessage"
    assert api.journal[-1].params["chat_id"] == started.id


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "a"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 1001}, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 1001, "text": 5}, 'Bad Request: parameter "text" must be a string'),
        ("sendMessage", {"chat_id": 1001, "txt": "a", "text": "a"}, 'Bad Request: unknown parameter "txt"'),
        ("sendMessage", {"chat_id": 1001, "text": "a", "protect_content": "maybe"},
         'Bad Request: parameter "protect_content" must be a boolean'),
        ("sendMessage", {"chat_id": 1001, "text": "a", "reply_markup": "{"},
         'Bad Request: can\'t parse "reply_markup" JSON'),
        ("getUpdates", {"offset": "soon"}, 'Bad Request: parameter "offset" must be an integer'),
        ("getUpdates", {"allowed_updates": "{}"}, 'Bad Request: parameter "allowed_updates" must be an Array'),
        ("getChat", {"chat_id": 42}, "Bad Request: chat not found"),
        ("getChat", {"chat_id": "@nobody"}, "Bad Request: chat not found"),
        ("deleteMessage", {"chat_id": 1001}, "Bad Request: message identifier is not specified"),
    ],
)  # fmt: skip
async def test_what_telegram_would_refuse_is_refused(
    method: str, params: dict[str, Any], description: str, call: Call, started: Chat
) -> None:
    assert started.id == 1001
    refusal = await call(method, **params)
    assert refusal == {"ok": False, "error_code": 400, "description": description}


async def test_a_lenient_stand_in_ignores_unknown_parameters_as_telegram_does(client: httpx.AsyncClient) -> None:
    async with StandIn(strict=False) as api:
        found = await client.post(f"{api.url}/bot{api.token}/getMe", json={"nonsense": 1})
        assert found.json()["result"]["username"] == "standin_bot"


async def test_a_body_that_is_no_json_object_is_refused(api: StandIn, client: httpx.AsyncClient) -> None:
    for body in (b"[1]", b"{"):
        headers = {"Content-Type": "application/json"}
        found = await client.post(f"{api.url}/bot{api.token}/getMe", content=body, headers=headers)
        assert found.json()["description"] == "Bad Request: can't parse request JSON object"


def test_every_method_has_parameters_and_a_handler() -> None:
    assert set(TABLE) == set(HANDLERS)


def test_it_depends_on_one_file_of_the_bot_and_not_on_telegram() -> None:
    """Other authors can lift the folder out with the server beside it: Starlette, uvicorn and the standard library."""
    found = set()
    lifted = {"bot.serving.http": "http"}
    server = Path(package.__path__[0]).parents[1] / "serving" / "http.py"
    for file in (*Path(package.__path__[0]).glob("*.py"), server):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1, f"{file.name} reaches outside"
                module = lifted.get(node.module or "", node.module or "")
                found |= {module.split(".")[0]} if node.level == 0 else set()
            elif isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
    assert {"starlette", "uvicorn"} <= found
    assert not {"bot", "telegram", "httpx"} & found
