"""A question is saved with its label beside the base, and every fifth is kept for the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curating.labelled import (
    Label,
    add_label,
    figures,
    is_apart,
    label_for,
    misses,
    questions_file,
    relabel,
    set_apart,
)
from bot.curating.versions import version_of
from bot.errors import EditError
from bot.evaluation.questions import LabelledQuestion, load_questions
from bot.knowledge.load import load_text
from tests.curating.test_edits import STORIES, only_inserted
from tests.knowledge.builders import BRIDGE

if TYPE_CHECKING:
    from pathlib import Path

SHUT = Label(accept=("bridge-shut",))
COST = Label(abstain="not_in_source", gaps=("repair-cost",))


def loaded(content: bytes, folder: Path) -> tuple[LabelledQuestion, ...]:
    """Return the questions of a file, as `evaluate` reads it."""
    path = folder / "questions.yaml"
    path.write_bytes(content)
    return load_questions([path])


def test_the_first_question_makes_the_file(tmp_path: Path) -> None:
    """One that `evaluate` reads."""
    edit = add_label(None, 'Was it "shut"? \\', SHUT, "en")
    assert edit is not None
    (question,) = loaded(edit.after, tmp_path)
    assert (question.ask, question.accept, question.split) == ('Was it "shut"? \\', frozenset(SHUT.accept), "tune")


def test_the_next_ones_are_added_and_one_that_is_there_is_not(tmp_path: Path) -> None:
    """With another label it is refused."""
    first = add_label(None, "was it shut", SHUT, "en")
    assert first is not None
    second = add_label(first.after, "what is the price", COST, "en", apart=True)
    assert second is not None
    only_inserted(second)
    assert [(each.abstain, each.gaps, each.split) for each in loaded(second.after, tmp_path)] == [
        (None, None, "tune"),
        ("not_in_source", frozenset({"repair-cost"}), "holdout"),
    ]
    assert add_label(second.after, "Was it  shut", SHUT, "en") is None
    norse = add_label(second.after, "hva", Label(accept=("on", "no-1")), "no")
    assert norse is not None
    assert (loaded(norse.after, tmp_path)[-1].language, loaded(norse.after, tmp_path)[-1].codes) == (
        "no",
        ("on", "no-1"),
    )
    with pytest.raises(EditError, match="labelled otherwise on line"):
        add_label(second.after, "was it shut", COST, "en")


def test_every_fifth_is_labelled_only() -> None:
    """As the file counts them, whoever asks."""
    content: bytes | None = None
    apart = []
    for number in range(10):
        apart.append(is_apart(content, version_of(BRIDGE.encode())))
        edit = add_label(content, f"question {number}", SHUT, "en", apart=apart[-1])
        assert edit is not None
        content = edit.after
    assert apart == [False, False, False, False, True] * 2


def test_a_fifth_that_gets_no_line_puts_it_off_to_the_next() -> None:
    """One that is to be abstained from, or came with its entry, takes nothing from the figure that counts."""
    content: bytes | None = None
    apart = []
    for number in range(11):
        due = is_apart(content, version_of(BRIDGE.encode()))
        apart.append(due and number != 4)
        edit = add_label(content, f"question {number}", SHUT, "en", apart=apart[-1])
        assert edit is not None
        content = edit.after
    assert [number for number, each in enumerate(apart) if each] == [5, 9]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_the_files_of_the_stories_take_a_question(path: Path, tmp_path: Path) -> None:
    """In their own layout; the language of the file is not repeated."""
    content = path.with_name("questions.yaml").read_bytes()
    language = load_text(path.read_bytes()).story.languages[-1]
    edit = add_label(content, "zq: is it?", SHUT, language)
    assert edit is not None
    only_inserted(edit)
    last = loaded(edit.after, tmp_path)[-1]
    assert (last.ask, last.language, last.codes) == ("zq: is it?", language, SHUT.accept)


@pytest.mark.parametrize("content", ["questions: []", "batch: x", "- a", "questions: [{ask: a}]"])
def test_a_file_without_a_list_to_add_to_is_refused(content: str) -> None:
    """It is somebody's, and not guessed at."""
    with pytest.raises(EditError, match="has no list"):
        add_label(content.encode(), "who", SHUT, "en")


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
def test_any_question_is_read_as_it_was_asked(question: str) -> None:
    """Quotation marks and backslashes too."""
    if not question.split():
        return
    edit = add_label(add_label(None, "first", SHUT, "en").after, question, SHUT, "en")  # type: ignore[union-attr]
    assert edit is None or " ".join(question.split()) in edit.after.decode().replace('\\"', '"').replace("\\\\", "\\")


def test_where_the_questions_stand(tmp_path: Path) -> None:
    """Those of the story, else those of the folder."""
    assert questions_file(tmp_path / "knowledge.yaml") == tmp_path / "questions.yaml"
    assert questions_file(tmp_path / "bridge.yaml") == tmp_path / "bridge.questions.yaml"
    (tmp_path / "questions.yaml").touch()
    assert questions_file(tmp_path / "bridge.yaml") == tmp_path / "questions.yaml"
    (tmp_path / "bridge.questions.yaml").touch()
    assert questions_file(tmp_path / "bridge.yaml") == tmp_path / "bridge.questions.yaml"


def test_a_label_follows_from_the_entry() -> None:
    """A gap is the reason to abstain; what is not there is refused."""
    base = load_text(BRIDGE)
    assert label_for(base, "bridge-shut") == SHUT
    assert label_for(base, "repair-cost") == COST
    with pytest.raises(EditError):
        label_for(base, "mayor")


def test_figures_stand_apart_and_misses_are_those_to_mend_by(tmp_path: Path) -> None:
    """What is labelled only is never walked through."""
    content: bytes | None = None
    for number, (ask, label, apart) in enumerate(
        [
            ("when was the bridge closed", SHUT, False),
            ("zq xv wq", SHUT, False),
            ("when was the bridge shut", COST, False),
            ("qqz vvx", SHUT, True),
        ]
    ):
        edit = add_label(content, ask, label, "en", apart=apart)
        assert edit is not None, number
        content = edit.after
    assert content is not None
    version = version_of(BRIDGE.encode())
    questions = loaded(content, tmp_path)
    tune, apart_ = figures(version, questions)
    assert (tune.right, tune.missed, tune.false_answers) == (1, 1, 1)
    assert (apart_.right, apart_.missed) == (0, 1)
    assert [each.ask for each in misses(version, questions)] == ["when was the bridge shut", "zq xv wq"]


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("{kind: k, <accept: [s1, s2]|abstain: not_in_source, gaps: [repair-cost]>, ask: was it}", COST),
        ("{kind: k, ask: was it, <abstain: unclear, gaps: []|accept: [bridge-shut]>} # mine", SHUT),
        ("kind: k\n    ask: was it\n    <abstain: unclear\n    gaps: [a]|accept: [bridge-shut]>", SHUT),
        ("kind: k\n    <accept:\n      - s1\n      - s2|accept: [bridge-shut]>\n    ask: was it", SHUT),
    ],
)
def test_a_label_is_changed_where_it_stands(item: str, label: Label) -> None:
    """Every other byte stays; what lies between two keys of a label is not touched but refused."""
    head, rest = "batch: b\nsplit: tune\nquestions:\n  - ", "\n  - {kind: k, abstain: unclear, ask: what}\n"
    begin, _, changed = item.partition("<")
    (old, new), end = changed.partition(">")[0].split("|"), changed.partition(">")[2]
    item, new = begin + old + end, begin + new + end
    assert relabel((head + item + rest).encode(), "was it", label).after.decode() == head + new + rest
    with pytest.raises(EditError, match="by hand"):
        relabel((head + item + rest).encode(), "was it not", label)
    parted = head + "{kind: k, abstain: unclear, ask: was it, gaps: []}" + rest
    with pytest.raises(EditError, match="by hand"):
        relabel(parted.encode(), "was it", label)


@pytest.mark.parametrize(
    "item",
    [
        '{kind: k, accept: [bridge-shut], ask: "was it shut"}',
        "kind: k\n    ask: was it shut\n    accept: [bridge-shut]",
    ],
)
def test_a_question_is_set_apart_where_it_stands(item: str, tmp_path: Path) -> None:
    """In braces or on lines of its own; one that is not there is refused."""
    content = f"batch: b\nsplit: tune\nquestions:\n  - {item}\n  - {{kind: k, abstain: unclear, ask: what}}\n".encode()
    edit = set_apart(content, "was it shut")
    only_inserted(edit)
    assert [each.split for each in loaded(edit.after, tmp_path)] == ["holdout", "tune"]
    with pytest.raises(EditError, match="by hand"):
        set_apart(edit.after, "was it not")
