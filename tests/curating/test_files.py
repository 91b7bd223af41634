"""Nothing is written over what was not read, and what is written is whole."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from bot.curating import files
from bot.curating.files import Change, digest_of, keep, read, undo
from bot.errors import EditError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_with_its_rights_and_taken_back(tmp_path: Path) -> None:
    """To the byte; a file that was not there is gone again."""
    old, new = tmp_path / "base.yaml", tmp_path / "questions.yaml"
    old.write_bytes(b"one\r\n")
    old.chmod(0o640)
    kept = keep([Change(old, b"one\r\n", b"two\r\n"), Change(new, None, b"three")])
    assert (old.read_bytes(), new.read_bytes()) == (b"two\r\n", b"three")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.yaml", "questions.yaml"]
    undo(kept)
    assert old.read_bytes() == b"one\r\n"
    assert not new.exists()
    assert digest_of(read(new)) == "" != digest_of(read(old))


@pytest.mark.parametrize("held", [b"other", None])
def test_what_was_changed_meanwhile_is_not_overwritten(tmp_path: Path, held: bytes | None) -> None:
    """Neither by keep nor by undo; and of two files none is written."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"1")
    kept = keep([Change(second, b"1", b"2")])
    if held is None:
        second.unlink()
    else:
        second.write_bytes(held)
    with pytest.raises(EditError, match="was changed meanwhile"):
        keep([Change(first, b"1", b"2"), Change(second, b"2", b"3")])
    with pytest.raises(EditError, match="was changed since"):
        undo(kept)
    assert first.read_bytes() == b"1"
    assert read(second) == held


def test_of_two_files_none_stays_where_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is put back."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    write = files._write

    def full(path: Path, content: bytes | None) -> None:
        if path == second:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(EditError, match="No space left"):
        keep([Change(first, b"1", b"2"), Change(second, None, b"3")])
    assert first.read_bytes() == b"1"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it names is written."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"1")
    link.symlink_to(real)
    keep([Change(link, b"1", b"2")])
    assert link.is_symlink()
    assert real.read_bytes() == b"2"


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    """A clear word instead of a traceback."""
    with pytest.raises(EditError, match="cannot be read"):
        read(tmp_path)
