"""One word for several misses."""

from __future__ import annotations

from bot.curating.synonyms import synonyms
from bot.curating.versions import version_of
from bot.evaluation.questions import load_questions
from tests.curating.test_preview import BASE, LIBRARY, labelled
from tests.stories.test_stories import evaluation_of

ROOF = [
    labelled("how much for the thatch", "roof-cost"),
    labelled("what is wrong with the thatch", "roof-leaks"),
    labelled("since when does that thatch drip", "roof-leaks"),
]


def test_a_word_of_several_misses_is_proposed_beside_one_that_the_base_knows() -> None:
    """With what it would mend; the edit does it."""
    version = version_of(BASE)
    tried: list[tuple[int, int]] = []
    best, *_ = synonyms(version, ROOF, progress=lambda *done: tried.append(done))
    assert best.word == "thatch"
    assert best.beside == "roof"
    assert len(best.mends) >= 2
    assert not best.hurts
    after = version_of(best.edit.after)
    assert all(after.match(ask).decision.value == "answer" for ask in best.mends)
    assert tried[-1][0] == tried[-1][1]


def test_one_miss_alone_and_those_that_are_labelled_only_propose_nothing() -> None:
    """A line is shorter; and nobody mends by the latter."""
    version = version_of(BASE)
    assert synonyms(version, ROOF[:1]) == []
    apart = [labelled(each.ask, *each.accept, split="holdout") for each in ROOF]
    assert synonyms(version, apart) == []
    assert synonyms(version, load_questions([LIBRARY / "questions.yaml"])) == []
    assert evaluation_of("library").total.missed
