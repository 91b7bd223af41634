"""`talks-bot playground` as a process: it says where it is, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.errors import ConfigError
from bot.playground.app import listen
from tests.playground.conftest import LIGHTHOUSE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PATIENCE = 30


@contextlib.asynccontextmanager
async def process(folder: Path, *arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, list[str]]]:
    """Start the command in a folder of its own and yield it with the lines it printed up to the address."""
    # No proxy, token or address of a person's computer may matter; a .env lies in wait.
    (folder / ".env").write_text("TELEGRAM_BOT_TOKEN=1:x\nTELEGRAM_API_URL=http://nowhere.invalid\n", encoding="utf-8")
    environ = os.environ | {"TELEGRAM_API_URL": "http://nowhere.invalid", "HTTP_PROXY": "http://nowhere.invalid:1"}
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "playground", "--knowledge", str(LIGHTHOUSE), *arguments,
        cwd=folder, env=environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert started.stdout is not None
    lines: list[str] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while line := (await started.stdout.readline()).decode().strip():
                lines.append(line)
                if line.startswith("http"):
                    break
        yield started, lines
    finally:
        if started.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                started.kill()
        await started.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the way of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
async def test_a_stopped_playground_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    """The last line is the address; a signal ends it with 0 within seconds, an open page or not; no port, no file."""
    async with process(tmp_path, "--port", "0") as (started, lines):
        address = lines[-1]
        assert str(LIGHTHOUSE) in lines[0]
        async with httpx.AsyncClient(trust_env=False) as http, http.stream("GET", f"{address}api/events") as stream:
            assert stream.status_code == 200
            started.send_signal(number)
            async with asyncio.timeout(PATIENCE):
                out, err = await started.communicate()
        assert (started.returncode, out, err) == (0, b"", b"")
    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert os.listdir(tmp_path) == [".env"]  # noqa: PTH208 - as a list of names


async def test_a_broken_base_is_told_in_the_usual_way(tmp_path: Path) -> None:
    """Exit status 2, the problem with its line, no traceback."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("story: 1\n", encoding="utf-8")
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "playground", "--knowledge", str(broken),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        out, err = await started.communicate()
    assert (started.returncode, out) == (2, b"")
    assert b"line 1" in err
    assert b"Traceback" not in err


def test_a_port_that_is_taken_gives_way_unless_it_was_asked_for() -> None:
    """Two playgrounds side by side; a port by name is meant."""
    with listen() as first, listen() as second:
        taken = first.getsockname()[1]
        assert taken != second.getsockname()[1]
        assert first.getsockname()[0] == "127.0.0.1"
        with pytest.raises(ConfigError, match=str(taken)):
            listen(taken)
