"""Compiled bases in files: matched alike, and whatever may be wrong with a file or its folder, as good as none."""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.questions import load_questions
from bot.retrieval import cache
from bot.retrieval.cache import MOST, cached
from bot.retrieval.compiled import compiled_of
from bot.retrieval.matcher import Matcher
from tests.bases import SHIPPED, knowledge_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.pack import Pack
    from bot.retrieval.compiled import Compiled
    from bot.retrieval.match import Match

ODD = ("", "?", "ghbdsn", "whhat resignedd", "28.11", "хто такий умеровв", "peregovory", "qwrtzxc", "Leeds")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the files, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path.joinpath(*cache.FOLDER)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[Knowledge]:
    """Return the bases that are compiled from here on."""
    compiled: list[Knowledge] = []

    def compiling(knowledge: Knowledge, packs: Sequence[Pack]) -> Compiled:
        compiled.append(knowledge)
        return compiled_of(knowledge, packs)

    monkeypatch.setattr(cache, "compiled_of", compiling)
    return compiled


IsElse = Callable[[Path | None], None]


@pytest.fixture(params=["somebody's", "another base's", "a pipe"])
def is_else(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> IsElse:
    """Return what puts something else in the place of a file."""

    def put(path: Path | None) -> None:
        assert path is not None
        if request.param == "a pipe":
            os.mkfifo(path)
            return
        base = "tiny" if request.param == "somebody's" else "harbour"
        cached(knowledge_of(base))
        (kept,) = path.parent.iterdir()
        kept.rename(path)
        if base == "tiny":
            other = path.stat().st_uid + 1
            monkeypatch.setattr(os, "getuid", lambda: other)

    return put


@functools.cache
def matcher_of(base: str) -> Matcher:
    """Return a matcher on a base that nobody has kept."""
    return Matcher(knowledge_of(base))


def found(matcher: Matcher, asked: list[str]) -> list[Match]:
    """Return all that is told of some queries."""
    return [matcher.match(each) for each in asked]


@pytest.mark.parametrize("base", ["shipped", "museum"])
@pytest.mark.usefixtures("untraced")
def test_what_was_kept_matches_as_what_was_compiled(base: str, folder: Path, anew: list[Knowledge]) -> None:
    """Every word of a match, for labelled questions, misspelt and odd ones."""
    knowledge = knowledge_of(base)
    cached(knowledge)
    assert len(list(folder.iterdir())) == 1
    labelled = [each.ask for each in load_questions([SHIPPED.parent / "tests" / "questions"])][::120]
    own = [phrasing.text for phrasing in matcher_of(base).phrasings][::300]
    asked = [*ODD, *labelled, *own, *(text[1:] for text in own)]
    kept = Matcher(knowledge, compiled=cached(knowledge))
    assert anew == [knowledge]
    assert found(kept, asked) == found(matcher_of(base), asked)
    assert kept.phrasings == matcher_of(base).phrasings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(damage=st.data())
def test_a_damaged_file_is_as_good_as_none(damage: st.DataObject, folder: Path) -> None:
    """Cut off, with another byte anywhere, or something else altogether; it is mended by the way."""
    knowledge = knowledge_of("tiny")
    expected = found(matcher_of("tiny"), list(ODD))
    cached(knowledge)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    place = damage.draw(st.integers(0, len(whole) - 1))
    byte = damage.draw(st.integers(0, 255))
    changed = damage.draw(
        st.sampled_from([whole[:place], whole[:place] + bytes([byte]) + whole[place + 1 :], b"", b"PK", bytes(99)])
    )
    file.write_bytes(changed)
    assert found(Matcher(knowledge, compiled=cached(knowledge)), list(ODD)) == expected
    file.unlink()


def test_what_is_no_file_of_ones_own_is_not_read(folder: Path, anew: list[Knowledge], is_else: IsElse) -> None:
    """Somebody else's, in a folder that several may write to; of another base; a pipe, at which a start would wait."""
    knowledge = knowledge_of("tiny")
    folder.mkdir()
    is_else(cache.path_of(knowledge))
    assert cached(knowledge).entries.keys() == matcher_of("tiny").entries.keys()
    assert anew[-1:] == [knowledge]


@pytest.mark.parametrize("changed", ["knowledge/a.py", "language/a.py", "language/packs/en.yaml", "retrieval/a.py"])
def test_a_change_of_the_code_is_another_version(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it takes as many bytes at the same time."""
    for name in ("knowledge/a.py", "language/a.py", "language/packs/en.yaml", "retrieval/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    monkeypatch.setattr(cache, "_CODE", tmp_path)
    before, times = cache._version(), (tmp_path / changed).stat()
    (tmp_path / changed).write_text("behind", encoding="utf-8")
    os.utime(tmp_path / changed, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert before
    assert cache._version() not in {"", before}


def test_another_library_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stems or its arrays may be others."""
    assert cache._version() == cache.VERSION
    monkeypatch.setattr(np, "__version__", "1.0")
    other = cache._version()
    monkeypatch.setattr("Stemmer.version", lambda: "1.0")
    assert len({cache.VERSION, other, cache._version()}) == 3


def test_code_that_is_not_there_to_be_read_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it runs out of an archive: nothing would tell when it changes."""
    monkeypatch.setattr(cache, "_CODE", folder)
    assert not cache._version()
    monkeypatch.setattr(cache, "VERSION", "")
    assert cached(knowledge_of("tiny")).entries
    assert not folder.exists()


def test_only_those_that_were_used_last_are_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A curator changes a base a hundred times a day. What else there is stays."""
    knowledge = knowledge_of("tiny")
    cached(knowledge)
    (used,) = folder.iterdir()
    others = [folder / "kept.sqlite3", folder / "nowhere", folder / "0123456789ab"]
    others[0].write_text("precious", encoding="utf-8")
    others[1].symlink_to(folder / "missing")
    others[2].mkdir()
    for number in range(MOST + 3):
        for file in folder.glob("*.npz"):
            os.utime(file, (number + file.stat().st_mtime / 1e9,) * 2)  # long ago, in the order in which they were used
        cached(knowledge)
        with monkeypatch.context() as patch:
            patch.setattr(cache, "VERSION", f"{number:012}")
            cached(knowledge)
    left = set(folder.glob("*.npz"))
    assert len(left) == MOST
    assert left >= {used, used.with_name(f"{knowledge.digest}-{MOST + 2:012}.npz")}
    assert all(map(os.path.lexists, others))


def test_one_that_was_just_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the times of all others lie ahead, as where a clock was wrong."""
    knowledge = knowledge_of("tiny")
    for number in range(MOST + 1):
        monkeypatch.setattr(cache, "VERSION", f"{number:012}")
        cached(knowledge)
        written = cache.path_of(knowledge)
        assert written is not None
        os.utime(written, (4e9, 4e9))
    assert len(list(folder.iterdir())) == MOST


def test_nobody_else_may_read_or_write_there(folder: Path) -> None:
    """Since who writes there says what the bot answers."""
    cached(knowledge_of("tiny"))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_may_be_read_alone_is_read(folder: Path, anew: list[Knowledge], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only file system."""

    def refused(_path: Path) -> None:
        raise OSError(30, "Read-only file system")

    cached(knowledge_of("tiny"))
    assert len(anew) == 1
    monkeypatch.setattr(Path, "touch", refused)
    cached(knowledge_of("tiny"))
    assert len(anew) == 1
    assert folder.exists()


@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere", "relative", ""])
@pytest.mark.parametrize("home", ["/dev/null", "relative", None])
def test_without_a_folder_nothing_is_kept(
    place: str, home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in some containers; what is no place of its own is not meant for files."""

    def of_nobody() -> Path:
        if home is None:
            raise RuntimeError("no home")
        return Path(home)

    monkeypatch.setattr(Path, "home", of_nobody)
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.chdir(tmp_path)
    assert cached(knowledge_of("tiny")).entries
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a file, which would be read again and again."""

    def full(*_written: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert cached(knowledge_of("tiny")).entries
    assert not list(folder.iterdir())
