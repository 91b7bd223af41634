"""Compiled bases in files: matched alike, and whatever may be wrong with a file or its folder, as good as none."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.questions import load_questions
from bot.retrieval import cache
from bot.retrieval.cache import MOST, cached
from bot.retrieval.matcher import Matcher
from tests.bases import SHIPPED, knowledge_of, matcher_of

if TYPE_CHECKING:
    from bot.retrieval.match import Match

ODD = ("", "?", "ghbdsn", "whhat resignedd", "28.11", "хто такий умеровв", "peregovory", "qwrtzxc", "Leeds")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the files, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / cache.FOLDER


def found(matcher: Matcher, asked: list[str]) -> list[Match]:
    """Return all that is told of some queries."""
    return [matcher.match(each) for each in asked]


@pytest.mark.parametrize("base", ["shipped", "museum"])
@pytest.mark.usefixtures("untraced")
def test_what_was_kept_matches_as_what_was_compiled(base: str, folder: Path) -> None:
    """Every word of a match, for labelled questions, misspelt and odd ones."""
    knowledge = knowledge_of(base)
    cached(knowledge)
    assert len(list(folder.iterdir())) == 1
    labelled = [each.ask for each in load_questions([SHIPPED.parent / "tests" / "questions"])][::24]
    own = [phrasing.text for phrasing in matcher_of(base).phrasings][::90]
    asked = [*ODD, *labelled, *own, *(text[1:] for text in own)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "compiled_of", None)  # it is not compiled again
        kept = Matcher(knowledge, compiled=cached(knowledge))
    assert found(kept, asked) == found(matcher_of(base), asked)
    assert kept.phrasings == matcher_of(base).phrasings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
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


def test_another_version_of_the_code_keeps_a_file_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so does another base; a file's time and size tell."""
    cached(knowledge_of("tiny"))
    monkeypatch.setattr(cache, "_MADE_BY", (*cache._MADE_BY, "cli.py"))
    cached(knowledge_of("tiny"))
    cached(knowledge_of("harbour"))
    assert len(list(folder.iterdir())) == 3


def test_only_those_that_were_used_last_are_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A curator changes a base a hundred times a day."""
    knowledge = knowledge_of("tiny")
    cached(knowledge)
    (used,) = folder.iterdir()
    for number in range(MOST + 3):
        os.utime(used, (number, number))
        monkeypatch.setattr(cache, "_version", lambda number=number: f"{number:012}")
        cached(knowledge)
        os.utime(cache._path_of(knowledge) or used, (number, number))
        monkeypatch.undo()
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent))
        cached(knowledge)
    assert len(list(folder.iterdir())) == MOST
    assert used.exists()


def test_nobody_else_may_read_or_write_there(folder: Path) -> None:
    """Since who writes there says what the bot answers."""
    cached(knowledge_of("tiny"))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere", "relative"])
def test_a_folder_that_cannot_be_is_done_without(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also that of a user without a home."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home" if place == "relative" else Path("/dev/null"))
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.chdir(tmp_path)
    assert found(Matcher(knowledge_of("tiny"), compiled=cached(knowledge_of("tiny"))), list(ODD)) == found(
        matcher_of("tiny"), list(ODD)
    )
    assert not (tmp_path / "relative").exists()


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in some containers."""

    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache._path_of(knowledge_of("tiny")) is None
    assert cached(knowledge_of("tiny")).entries


def test_what_another_user_has_put_there_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that several may write to."""
    cached(knowledge_of("harbour"))
    (other,) = folder.iterdir()
    other.rename(cache._path_of(knowledge_of("tiny")) or other)
    assert cached(knowledge_of("tiny")).entries.keys() == matcher_of("harbour").entries.keys()
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert cached(knowledge_of("tiny")).entries.keys() == matcher_of("tiny").entries.keys()


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a file, which would be read again and again."""

    def full(*_written: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert cached(knowledge_of("tiny")).entries
    assert not list(folder.iterdir())
