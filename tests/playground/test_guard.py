"""Who may talk to the page server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.playground.conftest import IN_ONE

if TYPE_CHECKING:
    import httpx

    from tests.playground.conftest import Playground

pytestmark = IN_ONE


async def key_of(http: httpx.AsyncClient) -> str:
    """Read the key from the page, as its scripts do."""
    found = re.search(r'name="playground-key" content="([^"]+)"', (await http.get("/")).text)
    assert found is not None
    return found[1]


async def act(http: httpx.AsyncClient, name: str, body: Any, **headers: str | None) -> httpx.Response:
    """Do an action as the page would, but for some headers; None leaves one out."""
    origin = str(http.base_url).rstrip("/")
    given = {"origin": origin, "x-playground-key": await key_of(http)} | headers
    return await http.post(
        f"/api/{name}", json=body, headers={name: value for name, value in given.items() if value is not None}
    )


async def test_the_page_itself_may_act(visitors: httpx.AsyncClient) -> None:
    """The frame of every test below: with nothing wrong the answer is 200."""
    assert (await act(visitors, "privacy", {"enabled": False})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-playground-key": None},
        {"x-playground-key": "wrong"},
        {"origin": None},
        {"origin": "null"},
        {"origin": "https://example.org"},
        {"origin": "http://127.0.0.1:1"},
        {"host": "rebound.example.org"},
        {"host": "127.0.0.1"},
        {"host": ""},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
async def test_other_websites_may_not_act(visitors: httpx.AsyncClient, headers: dict[str, str | None]) -> None:
    """Each of the locks holds by itself."""
    assert (await act(visitors, "privacy", {"enabled": False}, **headers)).status_code == 403


@pytest.mark.parametrize("path", ["/", "/api/events", "/static/js/main.js"])
async def test_a_name_that_was_made_to_point_here_reads_nothing(visitors: httpx.AsyncClient, path: str) -> None:
    """DNS rebinding: the connection reaches us, the Host betrays it."""
    response = await visitors.get(path, headers={"host": "rebound.example.org"})
    assert response.status_code == 403
    assert "playground-key" not in response.text


@pytest.mark.parametrize("path", ["/", "/static/js/main.js", "/static/none.js", "/api/nothing"])
async def test_every_answer_carries_the_policy(visitors: httpx.AsyncClient, path: str) -> None:
    """Refusals and missing files too."""
    headers = (await visitors.get(path)).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "/etc/passwd", "index.html", "js", ""])
async def test_only_the_page_s_own_files_are_served(visitors: httpx.AsyncClient, path: str) -> None:
    """There is no way from a path to the file system."""
    assert (await visitors.get(f"/static/{path}")).status_code == 404


async def test_too_much_is_refused_unread(visitors: httpx.AsyncClient) -> None:
    """A body has its limit, told or untold."""
    assert (await act(visitors, "send", {"text": "x" * 70_000})).status_code == 413
    headers = {"origin": str(visitors.base_url).rstrip("/"), "x-playground-key": await key_of(visitors)}

    async def untold() -> Any:
        yield b"x"

    assert (await visitors.post("/api/send", content=untold(), headers=headers)).status_code == 413


@pytest.mark.parametrize(
    "body", ["[" * 50_000, '{"a":' * 10_000, "{", "", b"\xff"], ids=["lists", "objects", "cut", "empty", "bytes"]
)
async def test_json_that_is_none_is_refused(visitors: httpx.AsyncClient, body: str | bytes) -> None:
    """At any depth."""
    headers = {"origin": str(visitors.base_url).rstrip("/"), "x-playground-key": await key_of(visitors)}
    answer = await visitors.post("/api/send", content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (400, {"error": "JSON expected"})


async def test_the_key_is_another_one_in_every_run(visitors: httpx.AsyncClient, shared: Playground) -> None:
    """It is long, and nowhere but in the page."""
    key = await key_of(visitors)
    assert len(key) >= 24
    assert key not in shared.address
