"""Two replicas behind nginx with state in PostgreSQL, as processes, for tests and for `.ci/long`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bases import SHIPPED
from tests.e2e.processes import bare_environ
from tests.storage.servers import NOBODY, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import StandIn

SECRET = "made-up-secret-16"
PROXY = SHIPPED.parent / "deploy" / "nginx.conf"
START_WITHIN = 60.0


def nginx() -> str | None:
    """Return where nginx is, None where it is not."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@dataclass
class Replicas:
    """The processes; `kill` ends one the hard way, `start` brings it back."""

    api: StandIn
    database: str
    address: str
    ports: list[int]
    program: str
    running: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)

    async def start(self, number: int) -> None:
        """Start a replica and wait until it serves."""
        environ = {
            **bare_environ(),
            "TELEGRAM_BOT_TOKEN": self.api.token,
            "TELEGRAM_API_URL": self.api.url,
            "WEBHOOK_URL": f"{self.address}/telegram",
            "WEBHOOK_SECRET": SECRET,
            "LISTEN": f"127.0.0.1:{self.ports[number]}",
            "DATABASE_URL": self.database,
            "LOG_LEVEL": "ERROR",
        }
        self.running[number] = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", self.program, "run"),
            cwd=SHIPPED.parent,
            env=environ,
            stdout=asyncio.subprocess.DEVNULL,
        )
        await _answers(self.ports[number], "/readyz")

    async def kill(self, number: int) -> None:
        """End a replica without a word."""
        self.running[number].kill()
        await self.running.pop(number).wait()

    async def stop(self) -> None:
        """End all of them in good order."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            await asyncio.wait_for(process.wait(), 20)


@contextlib.asynccontextmanager
async def replicas(api: StandIn, database: str, count: int = 2, *, program: str = "bot") -> AsyncIterator[Replicas]:
    """Run replicas behind nginx with the configuration of `deploy/`, adapted in its addresses alone.

    `program` is the module that is run.
    """
    ports, front = [free_port() for _ in range(count)], free_port()
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, NOBODY)
        config = Path(folder) / "nginx.conf"
        config.write_text(_adapted(PROXY.read_text(encoding="utf-8"), front, ports), encoding="utf-8")
        proxy = await asyncio.create_subprocess_exec(
            *(nginx() or "nginx", "-e", "stderr", "-p", folder, "-c", config),
            user=NOBODY if os.geteuid() == 0 else None,
        )
        bots = Replicas(api, database, f"http://127.0.0.1:{front}", ports, program)
        try:
            await asyncio.gather(*map(bots.start, range(count)))
            yield bots
        finally:
            await bots.stop()
            with contextlib.suppress(ProcessLookupError):
                proxy.terminate()
            await asyncio.wait_for(proxy.wait(), 10)


def _adapted(config: str, front: int, ports: list[int]) -> str:
    """Return the configuration with addresses of this machine in place of those of containers."""
    servers = iter(ports)
    config = re.sub(r"server bot-\d+:8080", lambda _: f"server 127.0.0.1:{next(servers)}", config)
    config = re.sub(r"^ *ssl_.*\n", "", config, flags=re.MULTILINE)
    return re.sub(r"(?m)^( *)listen [^;]*;", rf"\1listen 127.0.0.1:{front};", config)


async def _answers(port: int, path: str) -> None:
    """Wait until a server answers 200."""
    async with asyncio.timeout(START_WITHIN):
        while True:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                status = (await reader.readline()).split()
                writer.close()
                if status[1:2] == [b"200"]:
                    return
            await asyncio.sleep(0.1)
