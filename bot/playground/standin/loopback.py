"""Loopback: the only address that the stand-in and the page answer on."""

from __future__ import annotations

LOOPBACK = "127.0.0.1"


def own_hosts(port: int) -> frozenset[str]:
    """Return what Host may say in requests that are meant for this port."""
    hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
    # HTTP's own port is left out of Host.
    return frozenset(hosts | ({LOOPBACK, "localhost"} if port == 80 else set()))  # noqa: PLR2004
