"""The desk goes on from what was kept; the walk takes a miss a key."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.curating import files
from bot.curating.desk import Desk
from bot.curating.history import History
from bot.curating.walk import Walk
from bot.errors import EditError, KnowledgeError
from bot.evaluation.questions import load_questions
from tests.knowledge.builders import BRIDGE

if TYPE_CHECKING:
    from pathlib import Path

MISSED = [
    "are trucks banned from it",
    "since when is the crossing off limits",
    "how come they blocked it",
    "which day did they seal it off",
    "zq vehicles verboten",
    "zq traffic halted",
]
QUESTIONS = "batch: b\nsplit: tune\nlanguage: en\nquestions:\n" + "".join(
    f'  - {{kind: k, accept: [s1], ask: "{ask}"}}\n' for ask in MISSED
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the bridge, whose labelled questions have codes of statements."""
    (tmp_path / "knowledge.yaml").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "statements.yaml").write_text("s1: [bridge-shut]\n", encoding="utf-8")
    return Desk(tmp_path / "knowledge.yaml", tmp_path / "questions.yaml")


def walked(desk: Desk, keys: str) -> str:
    """Press keys, then the end of input; return what was written."""
    pressed = iter(keys)
    written: list[str] = []
    Walk(desk, lambda: next(pressed, ""), written.append).go()
    return "\n".join(written)


def test_what_is_kept_is_where_one_goes_on_from(desk: Desk) -> None:
    """The preview's version becomes the desk's own; undo brings back the one before."""
    assert [each.ask for each in desk.misses()] == MISSED
    planned = desk.teach(MISSED[0], "bridge-shut")
    told = desk.preview(planned)
    assert told.complete
    assert MISSED[0] in {change.question.ask for change in told.better}
    after = desk.after(planned)
    desk.keep(planned)
    assert desk.version is after
    assert MISSED[0] not in {each.ask for each in desk.misses()}
    assert desk.undo()
    assert desk.base.read_text() == BRIDGE
    assert [each.ask for each in desk.misses()] == MISSED
    assert not desk.undo()


def test_of_two_who_write_at_once_one_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other one has kept is not overwritten."""
    mine, other = desk.teach(MISSED[0], "bridge-shut"), Desk(desk.base, desk.questions, history=History(desk.base))
    theirs = other.teach(MISSED[4], "bridge-shut")
    looked = threading.Barrier(2)
    look = files._expect

    def slow(path: Path, content: bytes | None, why: str) -> None:
        look(path, content, why)
        with contextlib.suppress(threading.BrokenBarrierError):
            looked.wait(0.5)

    monkeypatch.setattr(files, "_expect", slow)
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(desk.keep, mine), both.submit(other.keep, theirs)]
        failed = [each.exception() for each in done if each.exception() is not None]
    assert len(failed) == 1
    assert "was changed meanwhile" in str(failed[0])
    text = desk.base.read_text()
    assert (MISSED[0] in text) != (MISSED[4] in text)


def test_a_file_that_was_changed_meanwhile_is_looked_at_again(desk: Desk) -> None:
    """Nothing is lost: neither what the other wrote nor what is to be written."""
    planned = desk.teach(MISSED[0], "bridge-shut")
    desk.base.write_text(BRIDGE.replace("Ada Finch", "Ida Finch"), encoding="utf-8")
    with pytest.raises(EditError, match="changed meanwhile"):
        desk.keep(planned)
    desk.look_again()
    desk.keep(desk.teach(MISSED[0], "bridge-shut"))
    text = desk.base.read_text()
    assert "Ida Finch" in text
    assert MISSED[0] in text
    desk.base.write_text("broken", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        desk.look_again()
    with pytest.raises(EditError, match="changed since"):
        desk.undo()
    desk.base.unlink()
    with pytest.raises(EditError, match="any more"):
        desk.look_again()
    with pytest.raises(EditError, match="does not exist"):
        Desk(desk.base, desk.questions)


def test_a_label_that_is_there_is_not_gainsaid(desk: Desk) -> None:
    """It is by the label that the base is measured."""
    with pytest.raises(EditError, match=r"labelled otherwise \(s1\)"):
        desk.teach(MISSED[0], "repair-planned")
    with pytest.raises(EditError, match="labelled otherwise"):
        desk.teach(MISSED[0])


def test_every_fifth_of_the_labelled_ones_is_kept_apart(desk: Desk) -> None:
    """Its split says so from then on, and no line may be written for it."""
    for ask in MISSED[:5]:
        desk.keep(desk.teach(ask, "bridge-shut"))
    assert [each.split for each in load_questions([desk.questions])] == ["tune"] * 4 + ["holdout", "tune"]
    assert MISSED[4] not in desk.base.read_text()
    with pytest.raises(EditError, match="labelled only"):
        desk.teach(MISSED[4], "bridge-shut")
    tune, apart = desk.figures()
    assert tune.right >= 4
    assert apart.right + apart.missed + apart.wrong == 1


def test_a_fifth_of_a_file_is_a_fifth_in_however_many_runs(desk: Desk) -> None:
    """One run a question makes no difference: what counts stands in the file and the base."""
    for ask in MISSED:
        again = Desk(desk.base, desk.questions)
        again.keep(again.teach(ask, "bridge-shut"))
    assert [each.split for each in load_questions([desk.questions])] == ["tune"] * 4 + ["holdout", "tune"]


def test_a_fifth_change_that_is_no_line_puts_it_off_to_the_next(desk: Desk) -> None:
    """Whatever else was kept in between."""
    for ask in MISSED[:4]:
        desk.keep(desk.teach(ask, "bridge-shut"))
    desk.keep(desk.teach("who won the cup", abstain="off_topic"))
    assert desk.teach(MISSED[4], "bridge-shut").apart
    assert desk.undo()
    assert desk.undo()
    assert not desk.teach(MISSED[3], "bridge-shut").apart


def test_a_walk_shows_candidates_and_takes_one_key_each(desk: Desk) -> None:
    """1 to 3 is right, Enter skips, u undoes, q quits; what is no key says which are."""
    said = walked(desk, "x1\n1\nuq")
    assert "6 missed" in said
    assert "1  bridge-shut (its label)" in said
    assert "The old bridge was shut to lorries" in said
    assert "taken back" in said
    assert "3 of 6" in said.partition("taken back")[2]
    assert "questions taught: 1" in said
    text = desk.base.read_text()
    assert MISSED[0] in text
    assert MISSED[2] not in text


def test_a_walk_to_the_end_mends_all_but_the_fifth(desk: Desk) -> None:
    """And tells the figure of the one that was kept apart."""
    said = walked(desk, "1" * len(MISSED))
    assert desk.misses() == []
    assert "labelled only:" in said
    assert sum(ask in desk.base.read_text() for ask in MISSED) in {4, 5}
    assert walked(desk, "").endswith("None of the labelled questions is missed.")


def test_what_cannot_be_done_is_said_and_the_walk_goes_on(desk: Desk) -> None:
    """`u` with nothing to take back; a file that somebody else wrote."""
    said = walked(desk, "u\nq")
    assert "nothing to take back" in said
    pressed = iter("1u\nq")

    def key() -> str:
        found = next(pressed, "")
        if found == "u":
            desk.base.write_text(BRIDGE + "\n", encoding="utf-8")
        return found

    written: list[str] = []
    Walk(desk, key, written.append).go()
    assert "changed since" in "\n".join(written)


def test_a_wrong_label_is_corrected_where_that_is_wanted(desk: Desk) -> None:
    """Shown first; any key but y leaves it; undo takes it back as it does a line."""
    was = desk.questions.read_text()
    said = walked(desk, "sn" + "q")
    assert "Its label says otherwise (s1)" in said
    assert "+  - {kind: k, abstain: not_in_source, ask:" in said
    assert desk.questions.read_text() == was
    said = walked(desk, "sy" + "q")
    assert desk.labelled[0].abstain == "not_in_source"
    assert "questions taught: 1" in said
    assert MISSED[0] not in desk.base.read_text()
    assert desk.questions.read_text() == was.replace("accept: [s1]", "abstain: not_in_source", 1)
    assert desk.undo()
    assert desk.questions.read_text() == was


def test_a_false_answer_is_for_a_gap_to_mend(desk: Desk) -> None:
    """A label alone changes nothing, and says so."""
    text = 'batch: b\nsplit: tune\nlanguage: en\nquestions:\n  - {kind: k, abstain: unclear, ask: "%s"}\n'
    desk.questions.write_text(text % "was the bridge closed by anyone", encoding="utf-8")
    desk.look_again()
    assert "`add --gap`" in walked(desk, "s")


def test_a_line_is_written_by_the_corrected_label(desk: Desk) -> None:
    """One key for what is right, one for its label."""
    text = 'batch: b\nsplit: tune\nlanguage: en\nquestions:\n  - {kind: k, abstain: unclear, ask: "%s"}\n'
    desk.questions.write_text(text % "was the bridge closed by anyone", encoding="utf-8")
    desk.look_again()
    candidates = [each.entry_id for each in desk.version.matcher.match("was the bridge closed by anyone").candidates]
    assert [each.ask for each in desk.misses()] == ["was the bridge closed by anyone"]
    walked(desk, f"{candidates.index('bridge-shut') + 1}y")
    assert desk.labelled[0].accept == {"bridge-shut"}
    assert desk.misses() == []


def test_harm_is_asked_about(desk: Desk) -> None:
    """Any key but y leaves the base as it is."""
    line = "how much does the bridge repair cost when is it shut"
    text = "batch: b\nsplit: tune\nlanguage: en\nquestions:\n"
    text += f'  - {{kind: k, accept: [bridge-shut], ask: "{line}"}}\n'
    text += '  - {kind: k, abstain: not_in_source, ask: "how much does the bridge repair cost when it is shut"}\n'
    desk.questions.write_text(text, encoding="utf-8")
    desk.look_again()
    at = [each.ask for each in desk.misses()].index(line)
    said = walked(desk, "\n" * at + "1n" + "q")
    assert "Something gets worse" in said
    assert desk.base.read_text() == BRIDGE
    said = walked(desk, "\n" * at + "1y" + "q")
    assert line in desk.base.read_text()
