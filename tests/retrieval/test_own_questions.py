"""Every question of a base finds its own entry, and every suggestion answers what it promises."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Decision, Match
from tests.bases import matcher_of, responder_of

bases = pytest.mark.parametrize("base", ["shipped", "library", "museum", "stadium", "court", "tiny"])


def finds(match: Match, entry_id: str, base: str) -> bool:
    """Tell whether the entry comes first, or the conflict that it is a side of; some gaps are off-topic on purpose."""
    knowledge = matcher_of(base).knowledge
    conflict = next((one.id for one in knowledge.conflicts if entry_id in one.sides), entry_id)
    off_topic = any(gap.id == entry_id and gap.off_topic for gap in knowledge.gaps)
    named = {*match.answers[:1], match.conflict, match.differs, match.gap}
    return bool(named & {entry_id, conflict}) or (off_topic and match.decision is Decision.OFF_TOPIC)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("part", range(3))
@bases
def test_each_question_finds_its_own_entry(base: str, part: int) -> None:
    """All of them, in parts that run side by side: those of stop words alone, of a name and a verb as well."""
    lost = [
        (phrasing.entry_id, phrasing.text)
        for phrasing in matcher_of(base).phrasings[part::3]
        if not finds(matcher_of(base).match(phrasing.text), phrasing.entry_id, base)
    ]
    assert lost == []


@bases
def test_each_suggestion_answers_what_it_promises(base: str) -> None:
    """Typed as it is shown, in each language, with its capital letter and question mark."""
    knowledge = matcher_of(base).knowledge
    showcase = responder_of(base).showcase
    offered = [*(fact.id for fact in knowledge.facts), *(conflict.id for conflict in knowledge.conflicts)]
    lost = [
        (id_, suggestion.question)
        for language in knowledge.story.languages
        for id_ in offered
        for suggestion in showcase.suggestions((id_,), language)
        if not finds(matcher_of(base).match(suggestion.question), id_, base)
    ]
    assert lost == []
