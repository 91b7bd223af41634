"""The shipped base is the example that newcomers read: its lines fit a screen, and the whole of it a sitting."""

from __future__ import annotations

from pathlib import Path

WRITTEN = (Path(__file__).parents[2] / "knowledge.yaml").read_text(encoding="utf-8")


def test_no_line_is_wider_than_a_screen() -> None:
    """120 columns; longer texts are folded, and questions stand in lines of their own."""
    wide = [number for number, line in enumerate(WRITTEN.splitlines(), 1) if len(line) > 120]
    assert not wide


def test_the_base_does_not_grow_back() -> None:
    """380 kB, the thesaurus 40 kB: what a new line earns on unseen questions is worth one that is there."""
    thesaurus = WRITTEN.partition("\nthesaurus:\n")[2]
    assert 0 < len(thesaurus.encode()) <= 40_000
    assert len(WRITTEN.encode()) <= 380_000
