"""What every test starts from on a machine that it shares with three others, and with other people's work."""

from __future__ import annotations

import asyncio
import functools
import ssl
import types
from typing import TYPE_CHECKING

import coverage
import hypothesis
import pytest
import uvicorn.server

if TYPE_CHECKING:
    from collections.abc import Iterator

# A deadline in seconds would measure the neighbours.
hypothesis.settings.register_profile("shared", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("shared")


@pytest.fixture(scope="session", autouse=True)
def _certificates_are_read_once() -> Iterator[None]:
    """Let all clients share what each would read anew, for 25 ms of work: the authorities. Nothing here speaks TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _servers_end_soon() -> Iterator[None]:
    """Let uvicorn look a hundred times a second whether it is to end, not ten times: six hundred servers end here."""
    sooner = types.SimpleNamespace(**vars(asyncio))
    sooner.sleep = lambda seconds: asyncio.sleep(seconds / 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", sooner)
        yield


@pytest.fixture
def untraced() -> Iterator[None]:
    """Measure no coverage: for figures, where thousands of questions pass lines that other tests pass as well."""
    tracing = coverage.Coverage.current()
    if tracing is not None:
        tracing.stop()
    yield
    if tracing is not None:
        tracing.start()
