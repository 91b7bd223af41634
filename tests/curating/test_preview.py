"""What a change would change is told before it is made, the worse first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.curating.edits import add_question, add_term
from bot.curating.preview import Effect, Preview, preview
from bot.curating.versions import Nearness, Version, entries_changed, texts_changed, version_of
from bot.errors import KnowledgeError
from bot.evaluation.changes import outcome
from bot.evaluation.questions import LabelledQuestion, load_questions
from bot.knowledge.patterns import expand
from tests.bases import knowledge_of, matcher_of
from tests.stories.test_stories import HERE

if TYPE_CHECKING:
    from bot.evaluation.questions import Split

LIBRARY = Path(HERE) / "library"
BASE = (LIBRARY / "knowledge.yaml").read_bytes()


@pytest.fixture(scope="module")
def library() -> Version:
    """Return the library as it is."""
    return version_of(BASE)


def labelled(ask: str, *accept: str, split: Split = "tune") -> LabelledQuestion:
    """Return a question that these entries answer; without any, one that nothing does."""
    abstain = None if accept else "not_in_source"
    return LabelledQuestion("b", split, "en", "k", ask, accept, frozenset(accept), abstain)  # type: ignore[arg-type]


def shown(before: Version, after: bytes, *questions: LabelledQuestion, near_only: bool = False) -> Preview:
    """Return the preview of a change for the first of some labelled questions."""
    return preview(before, version_of(after), questions, question=questions[0].ask, near_only=near_only)


def test_a_question_and_its_line_are_one_question(library: Version) -> None:
    """What is labelled with its question mark stands in the base without it."""
    edit = add_question(BASE, "moves-to-depot", "where will the books go", "en")
    told = shown(library, edit.after, labelled("Where will the books go?", "moves-to-depot"))
    assert [change.question.ask for change in told.changes] == ["Where will the books go?"]


def test_a_question_that_is_mended_is_told(library: Version) -> None:
    """All questions are asked; the own ones stay as they are."""
    edit = add_question(BASE, "moves-to-depot", "where will the books go", "en")
    told = shown(library, edit.after, labelled("where will the books go", "moves-to-depot"))
    assert [(change.effect, change.before, change.after) for change in told.changes] == [
        (Effect.MENDED, "library-bus", "moves-to-depot")
    ]
    assert told.complete
    assert told.total >= len(library.own_questions) == 74
    assert told.better
    assert not told.worse


def test_harm_comes_first(library: Version) -> None:
    """A line that takes questions away from their entry."""
    edit = add_question(BASE, "opened-1932", "when does the new library open", "en")
    questions = load_questions([LIBRARY / "questions.yaml"])
    tune = [labelled(each.ask, *each.accept) for each in questions]
    told = shown(library, edit.after, *tune)
    effects = [change.effect for change in told.changes]
    assert effects == sorted(effects, key=list(Effect).index)
    assert told.worse
    assert told.changes[0].effect is Effect.SPOILT
    assert told.counts()[Effect.SPOILT] == effects.count(Effect.SPOILT)


def test_of_questions_that_are_labelled_only_there_is_a_count_alone(library: Version) -> None:
    """Nobody mends by them."""
    edit = add_question(BASE, "moves-to-depot", "where will the books go", "en")
    one = labelled("where will the books go", "moves-to-depot", split="holdout")
    other = labelled("is the depot far", "moves-to-depot", split="holdout")
    told = preview(library, version_of(edit.after), [one, other])
    assert not [change for change in told.changes if change.question.split == "holdout"]
    assert told.apart[Effect.MENDED] == 1
    assert told.missed == ()


def test_the_near_ones_come_first_and_are_asked_once(library: Version) -> None:
    """What was asked for the first look is not asked again for the second."""
    edit = add_question(BASE, "moves-to-depot", "where will the books go", "en")
    after = version_of(edit.after)
    question = labelled("where will the books go", "moves-to-depot")
    calls: list[tuple[int, int]] = []
    near = preview(library, after, [question], near_only=True, progress=lambda *done: calls.append(done))
    assert calls[-1] == (near.asked, near.asked)
    assert near.asked < near.total
    assert not near.complete
    assert after.has_asked(question.ask)
    assert preview(library, after, [question]).changes == near.changes


def test_the_nearest_that_are_still_missed_are_told(library: Version) -> None:
    """Those of the same entry first; what nobody could call near is not named."""
    edit = add_question(BASE, "roof-cost", "how dear is the roof", "en")
    far = labelled("does zebra quux the fnord", "bus-stops")
    same = labelled("quux fnord zebra", "roof-cost")
    near = labelled("is the roof made of gold leaf slate or straw", "roof-cost-nowhere")
    told = shown(library, edit.after, labelled("how dear is the roof", "roof-cost"), far, near, same)
    assert same.ask == told.missed[0].ask
    assert far.ask not in {each.ask for each in told.missed}


def test_an_end_of_the_asking_is_up_to_whoever_is_told(library: Version) -> None:
    """Ctrl-C, or a page that was left."""

    def enough(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preview(library, library, [], progress=enough)


def test_what_changed_is_seen_in_texts_and_entries(library: Version) -> None:
    """Questions, statements, terms with those beside them."""
    with_line = version_of(add_question(BASE, "roof-cost", "how dear is the roof", "en").after)
    assert texts_changed(library, with_line) == ["how dear is the roof"]
    assert entries_changed(library.knowledge, with_line.knowledge) == {"roof-cost"}
    with_term = version_of(add_term(BASE, "mend", "en", "patch up").after)
    assert any("patch up" in text and "repair" in text for text in texts_changed(library, with_term))
    assert entries_changed(library.knowledge, with_term.knowledge) == set()
    assert texts_changed(library, library) == []


def test_nearness_counts_rare_words_in_any_form(library: Version) -> None:
    """Not the small ones."""
    nearness = Nearness(library.knowledge, library.own_questions)
    assert nearness.likeness("did the roofs leak", nearness.stems_of("leaking roof")) == pytest.approx(1.0)
    assert nearness.likeness("what is the matter with it", nearness.stems_of("what is the roof")) == 0.0


def test_a_base_that_is_none_has_no_version() -> None:
    """Its problems are told."""
    with pytest.raises(KnowledgeError):
        version_of(b"story: none")


@pytest.mark.parametrize("base", ["shipped", "stadium", "museum", "tiny", "harbour"])
def test_a_question_of_the_base_gets_its_entry_by_its_very_words(base: str) -> None:
    """What the preview takes for granted, so that thousands need not be asked."""
    knowledge = knowledge_of(base)
    version = Version(b"", knowledge)
    version.matcher = matcher_of(base)
    facts, gaps = {fact.id for fact in knowledge.facts}, {gap.id: gap for gap in knowledge.gaps}
    questions = version.own_questions[:: 1 + len(version.own_questions) // 400]
    taken = [(each.ask, entry) for each in questions if (entry := version.by_its_words(each.ask))]
    assert len(taken) > 3
    for ask, entry in taken:
        told = outcome(version.matcher.match(ask))
        if entry in facts:
            assert told == entry, ask
        else:
            assert told == ("off_topic" if gaps[entry].off_topic else f"not_in_source ({entry})"), ask


def test_a_question_that_another_entry_takes_away_is_asked(library: Version) -> None:
    """Word for word the same question, in an entry that stands before."""
    own = library.knowledge.facts[-1].questions["en"].splitlines()[0]
    question = expand(own)[0]
    edit = add_question(BASE, library.knowledge.facts[0].id, question, "en")
    told = preview(library, version_of(edit.after), [])
    assert [change.question.ask for change in told.worse] == [question]
