"""What all tests need that start `talks-bot` as a process.

`python -m tests.e2e.processes run` is `python -m bot run`, but what a dead process had claimed is free after `LEASE`
seconds, for tests that wait for it.
"""

from __future__ import annotations

import os
from functools import partial
from unittest import mock

LEASE = 3


def bare_environ() -> dict[str, str]:
    """Return an environment with nothing in it but what finds programs and caches, and measures coverage, if it is."""
    from tests.conftest import MEASURING  # noqa: PLC0415 - only where tests run

    return {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME")} | MEASURING


if __name__ == "__main__":
    from bot.__main__ import main
    from bot.storage import store

    with mock.patch.object(store, "Store", partial(store.Store, lease=LEASE)):
        main()
