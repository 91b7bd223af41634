"""A curator in an empty folder, with or without somebody at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import cli_curating

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, with nobody at the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KNOWLEDGE_FILE", raising=False)
    monkeypatch.setattr(cli_curating, "somebody_is_there", lambda: False)
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sit somebody down at the terminal who types these lines."""
    lines: list[str] = []
    monkeypatch.setattr(cli_curating, "somebody_is_there", lambda: True)
    monkeypatch.setattr(cli_curating, "question_put", lambda _prompt: lines.pop(0) if lines else "")
    return lines
