"""One act writes the line and the label, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.curating.files import keep, undo
from bot.curating.lesson import lesson
from bot.curating.versions import version_of
from bot.errors import EditError
from bot.evaluation.questions import load_questions
from tests.knowledge.builders import BRIDGE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return the bridge in a file of its own."""
    path = tmp_path / "bridge.yaml"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


def test_a_line_and_a_label_are_written_and_taken_back(base: Path) -> None:
    """Both files, in one act."""
    version, questions = version_of(base.read_bytes()), base.with_name("questions.yaml")
    taught = lesson(version, base, questions, "Since when are lorries kept off?", entry_id="bridge-shut")
    kept = keep(taught.changes)
    assert "Since when are lorries kept off\n" in base.read_text()
    (question,) = load_questions([questions])
    assert question.accept == {"bridge-shut"}
    assert version_of(base.read_bytes()).match(question.ask).answers == ("bridge-shut",)
    undo(kept)
    assert base.read_text() == BRIDGE
    assert not questions.exists()


def test_every_fifth_is_labelled_only_and_the_base_stays(base: Path) -> None:
    """Its label is kept apart; what was labelled before is taught all the same."""
    questions = base.with_name("questions.yaml")
    for number in range(5):
        version = version_of(base.read_bytes())
        taught = lesson(version, base, questions, f"zq{number} lorry", entry_id="bridge-shut")
        assert taught.apart == (number == 4) == (taught.edit is None)
        keep(taught.changes)
    assert [each.split for each in load_questions([questions])] == ["tune"] * 4 + ["holdout"]
    again = lesson(version_of(base.read_bytes()), base, questions, "other lorry", entry_id="bridge-shut")
    assert not again.apart


def test_to_abstain_is_a_label_alone_and_a_gap_gets_its_line(base: Path) -> None:
    """Nothing is to be found, or a reason is."""
    version, questions = version_of(base.read_bytes()), base.with_name("questions.yaml")
    silent = lesson(version, base, questions, "who is the king of Spain", abstain="off_topic")
    assert (silent.edit, silent.label.abstain) == (None, "off_topic")
    gap = lesson(version, base, questions, "what is the bill", entry_id="repair-cost")
    assert gap.edit is not None
    assert gap.label.gaps == ("repair-cost",)


@pytest.mark.parametrize(("entry", "language"), [("bridge-open", "en"), ("bridge-shut", "uk")])
def test_what_the_base_does_not_have_is_refused(base: Path, entry: str, language: str) -> None:
    """An entry, a language."""
    with pytest.raises(EditError):
        lesson(version_of(base.read_bytes()), base, base.with_name("q.yaml"), "who", entry_id=entry, language=language)
