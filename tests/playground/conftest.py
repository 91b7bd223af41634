"""A running playground with a small base of its own."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio

from bot.playground.app import listen, playground
from bot.playground.base import open_base

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import AsyncIterator

LIGHTHOUSE = Path(__file__).parent / "lighthouse.yaml"


@dataclass(frozen=True)
class Playground:
    """Where the page is, which file it watches, and what is done if its bot ends."""

    address: str
    knowledge: Path
    failure: asyncio.Future[None]

    def write(self, old: str, new: str) -> None:
        """Change the knowledge file as many editors do: a new file takes the old one's place."""
        text = self.knowledge.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{old!r} is there {text.count(old)} times")
        beside = self.knowledge.with_suffix(".new")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(self.knowledge)


IN_ONE = pytest.mark.asyncio(loop_scope="module")
"""Marks tests that share one playground, since they change nothing that another one would see."""


@contextlib.asynccontextmanager
async def playing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Path | None = None, listener: socket.socket | None = None
) -> AsyncIterator[Playground]:
    """Run a playground among what it must not use: a token, another server, a proxy; at any port without `listener`."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://nowhere.invalid:1")
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    knowledge = tmp_path / "knowledge.yaml"
    shutil.copy(LIGHTHOUSE, knowledge)
    with listener or listen(0) as listening:
        async with playground(open_base(knowledge), listening, report) as (address, failure):
            yield Playground(address, knowledge, failure)
            assert not failure.done()


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """Run a playground for one test."""
    async with playing(tmp_path, monkeypatch) as playground_:
        yield playground_


@pytest.fixture
async def http(running: Playground) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client that is no browser and honours no proxy."""
    async with httpx.AsyncClient(base_url=running.address, trust_env=False, timeout=10) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    """Run one playground for the tests of a file that are `IN_ONE`."""
    with pytest.MonkeyPatch.context() as patch:
        async with playing(tmp_path_factory.mktemp("shared"), patch) as playground_:
            yield playground_


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitors(shared: Playground) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client of the shared playground."""
    async with httpx.AsyncClient(base_url=shared.address, trust_env=False, timeout=10) as client:
        yield client
