"""What a script or somebody at the terminal can do without an editor: say all, take back, keep a synonym."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import status_of
from bot.knowledge.load import load
from tests.knowledge.builders import BRIDGE

pytestmark = pytest.mark.usefixtures("here")
ROOT = Path(__file__).parents[2]
BASE = ["--knowledge", "story.yaml"]
ROOF = ("roof-cost", "roof-leaks", "roof-leaks")


def test_a_script_says_all_that_a_fact_may_have() -> None:
    """So that nothing is left to an editor."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    said = ["--text=The repair was expected to last a week.", "source=letter", "topic=repairs", "paragraph=3"]
    options = [f"--{each.removeprefix('--')}" for each in said]
    options += [
        "--brief",
        "A week of repairs",
        "--status",
        "announcement",
        "--expected",
        "--detail-of",
        "repair-planned",
    ]
    options += ["--date", "2024-05-06..2024-05-12", "--former-ids", "week-one,week-two", "--about", "mayor"]
    assert status_of(["add", "how long was the work to last", *options, "--id", "repair-week", "--yes", *BASE]) == 0
    fact = load(Path("story.yaml")).facts[-1]
    assert (fact.brief, fact.status, fact.expected) == ({"en": "A week of repairs"}, "announcement", True)
    assert (fact.detail_of, fact.former_ids, fact.about) == ("repair-planned", ("week-one", "week-two"), ("mayor",))
    assert (str(fact.date.start), str(fact.date.end)) == ("2024-05-06", "2024-05-12")  # type: ignore[union-attr]


def test_a_question_in_the_first_language_is_asked_for(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every entry has one; the loader would refuse it with a line that nobody has written yet."""
    new = ["new", "story.yaml", "--title", "A bridge", "--date", "2026-11-26", "--languages", "uk,en"]
    assert status_of(new) == 0
    gap = ["add", "Is the bridge haunted?", "--gap", "--text", "uk=Про це не сказано.", "--text", "en=Nobody says so."]
    typed += ["чи є там привиди", "bridge-ghosts", "y"]
    assert status_of([*gap, "--lang", "en", *BASE]) == 0
    assert load(Path("story.yaml")).gaps[-1].questions["uk"].strip() == "чи є там привиди"
    assert "then gets: not_in_source (bridge-ghosts)" in capsys.readouterr().out


def test_what_was_written_is_taken_back_by_a_later_command(capsys: pytest.CaptureFixture[str]) -> None:
    """One change after the other, to the byte; what somebody changed since is left alone."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    fact = ["--text", "A diver found the crack.", "--source", "letter", "--topic", "repairs", "--paragraph", "2"]
    undo = ["teach", "--undo", "--yes", *BASE]
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--yes", *BASE]) == 0
    taught = Path("story.yaml").read_bytes(), Path("story.questions.yaml").read_bytes()
    assert status_of(["add", "who found the crack?", *fact, "--yes", *BASE]) == 0
    assert status_of(undo) == 0
    assert "-  - id: who-found-the-crack" in capsys.readouterr().out
    assert (Path("story.yaml").read_bytes(), Path("story.questions.yaml").read_bytes()) == taught
    assert status_of(["teach", "--undo", "--no", *BASE]) == 0
    assert Path("story.yaml").read_bytes() == taught[0]
    assert status_of(undo) == 0
    assert Path("story.yaml").read_text(encoding="utf-8") == BRIDGE
    assert sorted(Path().iterdir()) == [Path("story.yaml")]
    assert status_of(undo) == 2
    assert "nothing to take back" in capsys.readouterr().err
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--yes", *BASE]) == 0
    mine = Path("story.yaml").read_text(encoding="utf-8") + "# mine\n"
    Path("story.yaml").write_text(mine, encoding="utf-8")
    assert status_of(undo) == 2
    assert "changed since" in capsys.readouterr().err
    assert status_of(["teach", "are trucks let over it", "bridge-shut", "--yes", *BASE]) == 0
    assert status_of(undo) == 0
    assert Path("story.yaml").read_text(encoding="utf-8") == mine
    assert status_of(undo) == 2
    Path(".story.yaml.undo").write_text("{", encoding="utf-8")
    assert status_of(undo) == 2
    assert "delete it" in capsys.readouterr().err


def test_a_synonym_is_previewed_kept_and_taken_back_as_a_line_is(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Behind a line that leaves several questions missed which share an unknown word."""
    library = ROOT / "tests" / "stories" / "library"
    Path("story.yaml").write_bytes((library / "knowledge.yaml").read_bytes())
    asked = ("how much for the thatch", "what is wrong with the thatch", "since when does that thatch drip")
    items = "".join(f"  - {{kind: k, accept: [{id_}], ask: {ask}}}\n" for ask, id_ in zip(asked, ROOF, strict=True))
    Path("story.questions.yaml").write_text(f"batch: b\nsplit: tune\nlanguage: en\nquestions:\n{items}")
    typed += ["y", "n"]
    assert status_of(["teach", "which room has zq vx", "roof-leaks", *BASE]) == 0
    assert "'thatch' is unknown" in capsys.readouterr().out
    before = Path("story.yaml").read_bytes()
    assert b"thatch" not in before
    typed += ["y", "y"]
    assert status_of(["teach", "who knows zv qx", "roof-leaks", *BASE]) == 0
    told = capsys.readouterr().out.partition("'thatch' is unknown")[2]
    assert "before and after: worse 0, better" in told
    assert "labelled questions:" in told
    assert b"thatch" in Path("story.yaml").read_bytes()
    assert status_of(["teach", "--undo", "--yes", *BASE]) == 0
    assert b"thatch" not in Path("story.yaml").read_bytes()


def test_what_could_not_be_taken_back_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the notes of changes cannot be read, the files stay as they are."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    Path(".story.yaml.undo").write_text("{", encoding="utf-8")
    assert status_of(["teach", "may trucks drive over", "bridge-shut", "--yes", *BASE]) == 2
    assert "delete it" in capsys.readouterr().err
    assert Path("story.yaml").read_text(encoding="utf-8") == BRIDGE
    assert not Path("story.questions.yaml").exists()


def test_the_way_back_that_is_named_leads_to_the_same_base(capsys: pytest.CaptureFixture[str]) -> None:
    """Without its option the command would take back what was written to another base."""
    for name, named in (("my story.yaml", " --knowledge 'my story.yaml'"), ("knowledge.yaml", "")):
        Path(name).write_text(BRIDGE, encoding="utf-8")
        assert status_of(["teach", "may trucks drive over", "bridge-shut", "--yes", "--knowledge", name]) == 0
        assert f"`talks-bot teach --undo{named}` takes it back" in capsys.readouterr().out


def test_what_is_answered_although_it_should_not_be_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A label alone mends nothing."""
    Path("story.yaml").write_text(BRIDGE, encoding="utf-8")
    assert status_of(["teach", "when was the bridge shut", "--abstain", "--yes", *BASE]) == 0
    assert "The question still gets: bridge-shut" in capsys.readouterr().out
