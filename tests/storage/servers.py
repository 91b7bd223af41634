"""A real PostgreSQL for tests: its own folder and port, as a user that is not root, gone when the session ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = "nobody"


def found(program: str) -> str | None:
    """Return the path of a program of PostgreSQL's, which Debian keeps beside the path; None where there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(program) or shutil.which(program, path=os.pathsep.join(map(str, versions)))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a server; yield the address of an empty database."""
    user = NOBODY if os.geteuid() == 0 else None  # PostgreSQL refuses root
    folder = Path(tempfile.mkdtemp(prefix="talks-bot-"))
    if user:
        shutil.chown(folder, user)
    port, data = free_port(), folder / "data"
    initdb, server = found("initdb"), found("postgres")
    assert initdb
    assert server
    subprocess.run(
        [initdb, "-D", data, "-U", "bot", "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True,
        user=user,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c autovacuum=off -c log_min_messages=fatal".split()
    running = subprocess.Popen([server, "-D", data, *options], user=user, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        ready = [found("pg_isready") or "", "-q", "-h", "127.0.0.1", "-p", str(port)]
        while subprocess.run(ready, check=False).returncode and running.poll() is None:
            time.sleep(0.05)
        yield f"postgresql://bot@127.0.0.1:{port}/postgres"
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
