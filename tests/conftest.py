"""What every test starts from on a machine that it shares with three others, and with other people's work."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import importlib
import itertools
import os
import random
import ssl
import tempfile
import types
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
import hypothesis
import psycopg
import pytest
import uvicorn.server

from bot.language import text, tongue
from tests.storage import servers

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from bot.language.pack import Pack

MEASURING = {name: os.environ[name] for name in ("COVERAGE_PROCESS_START", "COVERAGE_FILE") if name in os.environ}
"""By what programs measure coverage that tests start: those of `tests.e2e` do, as nothing else runs what they run."""
if "PYTEST_XDIST_WORKER" in os.environ:  # which has begun to measure
    for name in MEASURING:
        del os.environ[name]

if "PYTEST_XDIST_WORKER" not in os.environ:  # all workers, and the programs that tests start, share what it makes
    CACHE = tempfile.TemporaryDirectory(prefix="talks-bot-tests-", ignore_cleanup_errors=True)
    os.environ["XDG_CACHE_HOME"] = CACHE.name
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of them would compile what another one has compiled

WAITING = {"e2e", "handlers", "serving", "storage"}
"""Folders of tests that wait for most of their time: for a server, a database, a pause that was asked for."""

# A deadline in seconds would measure the neighbours.
hypothesis.settings.register_profile("shared", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("shared")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Share the work of reading all tests; what is there when they have been read stays, and is not gone through again.

    In a new checkout each of four processes would compile every file. Each compiles a quarter, and finds the others'.
    """
    gc.disable()
    workers = getattr(session.config, "workerinput", {})
    if workers and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        files = sorted(Path(__file__).parent.rglob("test_*.py"))
        for file in files[int(workers["workerid"].removeprefix("gw")) :: workers["workercount"]]:
            with contextlib.suppress(Exception):  # what is wrong with a file is told when its turn comes
                importlib.import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))
    found = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()
    return found


@pytest.fixture(scope="module", autouse=True)
def _what_is_left_open_is_found() -> Iterator[None]:
    """Let go of what a file's tests left in circles: what was not closed complains. In between it is seldom done."""
    yield
    gc.collect(1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put some tests that wait behind each file of those that work: where all processes wait, the processor idles."""
    files = [list(its) for path, its in itertools.groupby(items, lambda item: item.path) if not _waits(path)]
    if "PYTEST_XDIST_WORKER" not in os.environ or not files:
        return
    waiting = [item for item in items if _waits(item.path)]
    random.Random(0).shuffle(waiting)  # noqa: S311 - one order in all processes; of one file they wait for long
    share = len(waiting) / len(files)
    items[:] = itertools.chain.from_iterable(
        [*file, *waiting[round(at * share) : round((at + 1) * share)]] for at, file in enumerate(files)
    )


def _waits(file: Path) -> bool:
    here = Path(__file__).parent
    return file.is_relative_to(here) and file.relative_to(here).parts[0] in WAITING


@pytest.fixture(scope="session", autouse=True)
def _certificates_are_read_once() -> Iterator[None]:
    """Let all clients share what each would read anew, for 25 ms of work: the authorities. Nothing here speaks TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _words_are_read_once() -> Iterator[None]:
    """Let hundreds of small bases share what each would read anew, half of what it takes: the words of their packs."""
    read = tongue._words_of
    words_of: dict[int, tuple[Pack, frozenset[str]]] = {}

    def shared(pack: Pack) -> frozenset[str]:
        if id(pack) not in words_of:
            words_of[id(pack)] = pack, read(pack)
        return words_of[id(pack)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tongue, "_words_of", shared)
        patch.setattr(text, "words_between_spaces", functools.lru_cache(100_000)(text.words_between_spaces))
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


@pytest.fixture(autouse=True)
def _traced_once(request: pytest.FixtureRequest) -> None:
    """Measure what a test passes in English and in SQLite; in other languages and databases it passes the same."""
    given = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if given.get("language") in {"uk", "ru"} or given.get("database_url") == "postgresql":
        request.getfixturevalue("untraced")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Run a PostgreSQL for the tests of this process; yield the address of its first database."""
    if servers.found("postgres") is None:
        pytest.skip("there is no PostgreSQL: Debian's package postgresql brings one")
    with servers.postgresql() as address:
        yield address


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """Return the address of an empty database."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgresql_server.rpartition('/')[0]}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    address: str = request.getfixturevalue("postgresql_url")
    return address
