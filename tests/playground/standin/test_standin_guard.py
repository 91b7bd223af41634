"""Web pages get nothing of the stand-in, and malformed input is refused in its envelope."""

# ruff: noqa: D103 - names say what is shown

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn
from bot.playground.standin.parameters import DEEPEST

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from bot.playground.standin import World
    from tests.playground.standin.calling import Call

DEEP = 100_000
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn(control=True) as standin:
        yield standin


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example.org"},
        {"Host": "rebound.example.org:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": ""},
        {"Origin": "null"},
        {"Origin": "https://example.org"},
        {"Origin": "http://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["bot{token}/setWebhook", "bot{token}/getMe", "control/add_user", "nothing"])
async def test_a_web_page_is_refused_even_where_it_knows_the_token(
    api: StandIn, client: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    """Each of the locks holds by itself, on every path; the bot's journal shows nothing of it."""
    port = api.url.rpartition(":")[2]
    given = {name: value.format(port=port) for name, value in headers.items()}
    body = {"url": "http://127.0.0.1:1/", "first_name": "Eve"}
    answer = await client.post(f"{api.url}/{path.format(token=api.token)}", json=body, headers=given)
    assert (answer.status_code, answer.json()["error_code"]) == (403, 403)
    assert "access-control-allow-origin" not in answer.headers
    assert (api.webhook.url, len(api.journal), set(api.world.users)) == ("", 0, {api.world.bot.id})


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}"])
async def test_its_own_names_are_its_own(api: StandIn, client: httpx.AsyncClient, host: str) -> None:
    headers = {"Host": host.format(port=api.url.rpartition(":")[2]), "Sec-Fetch-Site": "none"}
    assert (await client.get(f"{api.url}/bot{api.token}/getMe", headers=headers)).json()["ok"]


async def test_every_start_makes_a_token_of_its_own(api: StandIn) -> None:
    async with StandIn() as other, StandIn("42:made-up") as given:
        assert len({api.token, other.token}) == 2
        assert len(api.token.partition(":")[2]) >= 32
        assert (given.token, given.world.bot.id) == ("42:made-up", 42)


@pytest.mark.parametrize("verb", ["GET", "HEAD"])
async def test_what_changes_something_takes_post_alone(api: StandIn, client: httpx.AsyncClient, verb: str) -> None:
    """A picture's address, a link and a prefetch are GET; what only asks may be asked so by some bot libraries."""
    where = f"{api.url}/bot{api.token}"
    refused = await client.request(verb, f"{where}/setWebhook", params={"url": "http://127.0.0.1:1/"})
    assert (refused.status_code, api.webhook.url) == (405, "")
    assert (await client.request(verb, f"{where}/getWebhookInfo")).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://10.0.0.1/hook",
        "http://0.0.0.0/",
        "http://127.0.0.1.example.org/",
        "http://127.0.0.1@example.org/",
        "http://localhost.example.org/",
        "http://[::2]/",
        "http://[::1/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/a\r\nX: y",
        "http://127.0.0.1/вебхук",
        "http:///hook",
        "file:///etc/passwd",
    ],
)
async def test_a_webhook_is_on_this_computer(api: StandIn, call: Call, url: str) -> None:
    assert (await call("setWebhook", url=url))["error_code"] == 400
    assert api.webhook.url == ""


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/a?b=%20", "http://localhost:1", "http://[::1]:1/", "https://127.9.9.9/"]
)
async def test_every_loopback_address_is_on_this_computer(api: StandIn, call: Call, url: str) -> None:
    assert (await call("setWebhook", url=url))["ok"]
    assert api.webhook.url == url


MALFORMED = {
    "cut": '{"a": [',
    "a list": "[]",
    "text": "hello",
    "NaN": '{"a": NaN}',
    "digits": '{"a": ' + "9" * 10_000 + "}",
    "lists": '{"a": ' + "[" * DEEP + "]" * DEEP + "}",
    "objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "never closed": "[" * DEEP,
    "a little too deep": '{"a": ' + "[" * DEEPEST + "]" * DEEPEST + "}",
}
NESTED = b"".join(
    b"--x%s\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n" % (str(depth or "").encode(), depth + 1)
    for depth in range(1500)
)


@pytest.mark.parametrize("body", [*MALFORMED.values(), b'{"a": "\xff"}'], ids=[*MALFORMED, "no UTF-8"])
async def test_json_that_is_none_is_a_400(api: StandIn, client: httpx.AsyncClient, body: str | bytes) -> None:
    """At any depth, from the bot and from the control."""
    for path in (f"bot{api.token}/getMe", f"bot{api.token}/sendMessage", "control/pending"):
        answer = await client.post(f"{api.url}/{path}", content=body, headers=JSON)
        assert (answer.status_code, answer.json()["ok"]) == (400, False), path


@pytest.mark.parametrize("value", MALFORMED.values(), ids=MALFORMED)
async def test_json_in_a_parameter_that_is_none_is_a_400(call: Call, world: World, value: str) -> None:
    chat = world.private(world.add_user("Anna"))
    assert (await call("sendMessage", chat_id=chat.id, text="a", reply_markup=value))["error_code"] == 400


@pytest.mark.parametrize("value", ["9" * 5000, 10**4000, -(10**4000), 1e300])
async def test_a_number_without_bounds_is_a_400(api: StandIn, client: httpx.AsyncClient, value: object) -> None:
    content = json.dumps({"timeout": value})
    answer = await client.post(f"{api.url}/bot{api.token}/getUpdates", content=content, headers=JSON)
    assert answer.json()["description"] == 'Bad Request: parameter "timeout" must be an integer'


@pytest.mark.parametrize(
    ("boundary", "body"),
    [
        ("; boundary=x", b"--y\r\n\r\n"),
        ("", b"--x\r\n\r\n"),
        ("; boundary=x", NESTED),
    ],
    ids=["another boundary", "no boundary", "parts within parts"],
)  # fmt: skip
async def test_a_multipart_body_that_is_none_is_a_400(
    api: StandIn, client: httpx.AsyncClient, boundary: str, body: bytes
) -> None:
    headers = {"Content-Type": f"multipart/form-data{boundary}"}
    answer = await client.post(f"{api.url}/bot{api.token}/getMe", content=body, headers=headers)
    assert answer.json()["description"] == "Bad Request: can't parse multipart body"
