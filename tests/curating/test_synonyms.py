"""One word for several misses."""

from __future__ import annotations

from bot.curating.edits import add_term
from bot.curating.synonyms import synonyms
from bot.curating.telling import tell_synonym
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
    told = tell_synonym(best)
    assert "'thatch' is unknown" in told
    assert "beside 'roof'" in told


def test_one_miss_alone_and_those_that_are_labelled_only_propose_nothing() -> None:
    """A line is shorter; and nobody mends by the latter."""
    version = version_of(BASE)
    assert synonyms(version, ROOF[:1]) == []
    apart = [labelled(each.ask, *each.accept, split="holdout") for each in ROOF]
    assert synonyms(version, apart) == []
    assert synonyms(version, load_questions([LIBRARY / "questions.yaml"])) == []
    assert evaluation_of("library").total.missed


def test_a_word_may_join_a_group_that_is_there() -> None:
    """Where the word of the entry stands in one already; the name of a new group is never one in use."""
    base = add_term(BASE, "roofing", "en", "roof", "tiles").after
    version = version_of(add_term(base, "thatch", "en", "owl", "bird").after)
    best, *_ = synonyms(version, ROOF)
    assert (best.group, best.beside) == ("roofing", "")
    assert "in the group roofing it would mend" in tell_synonym(best)
    without_roofing = version_of(add_term(BASE, "thatch", "en", "owl", "bird").after)
    assert synonyms(without_roofing, ROOF)[0].group == "thatch-2"
