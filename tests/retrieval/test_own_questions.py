"""Every question of a base finds its own entry, and every suggestion answers what it promises."""

from __future__ import annotations

from collections import defaultdict

import pytest

from bot.language.text import words_of
from bot.retrieval.match import Decision, Match
from tests.bases import matcher_of, responder_of

EVERY = 10
"""Which of a base's questions are asked: those of one entry, and of one language, are many and follow each other."""
MORE = {"en": "really", "uk": "взагалі", "ru": "вообще", "de": "denn"}

bases = pytest.mark.parametrize("base", ["shipped", "library", "museum", "stadium", "court", "tiny"])


def finds(match: Match, entry_id: str, base: str) -> bool:
    """Tell whether the entry comes first, or the conflict that it is a side of; some gaps are off-topic on purpose."""
    knowledge = matcher_of(base).knowledge
    conflict = next((one.id for one in knowledge.conflicts if entry_id in one.sides), entry_id)
    off_topic = any(gap.id == entry_id and gap.off_topic for gap in knowledge.gaps)
    named = {*match.answers[:1], match.conflict, match.differs, match.gap}
    return bool(named & {entry_id, conflict}) or (off_topic and match.decision is Decision.OFF_TOPIC)


@bases
def test_no_two_entries_have_the_same_question(base: str) -> None:
    """But for the two sides of a conflict: whoever types a question of the base means one thing by it."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrasing in matcher_of(base).phrasings:
        owners[words_of(phrasing.text)].add(phrasing.entry_id)
    sides = [set(conflict.sides) for conflict in matcher_of(base).knowledge.conflicts]
    shared = [(words, ids) for words, ids in owners.items() if len(ids) > 1]
    assert [(words, ids) for words, ids in shared if not any(ids <= one for one in sides)] == []


@pytest.mark.usefixtures("untraced")
@bases
def test_each_question_finds_its_own_entry(base: str) -> None:
    """By its very words, of which none is said of two entries (above): one in ten shows that they are looked up."""
    lost = [
        (phrasing.entry_id, phrasing.text)
        for phrasing in matcher_of(base).phrasings[::EVERY]
        if not finds(matcher_of(base).match(phrasing.text), phrasing.entry_id, base)
    ]
    assert lost == []


@pytest.mark.usefixtures("untraced")
@bases
def test_a_question_with_a_word_more_finds_its_own_entry(base: str) -> None:
    """The words are not those of the base any more, so that the nearest count; but for one in 150 asked.

    Questions of stop words alone are found by their words only.
    """
    matcher = matcher_of(base)
    lost = []
    for phrasing in matcher.phrasings[1::EVERY]:
        match = matcher.match(f"{phrasing.text} {MORE[phrasing.language]}")
        if match.decision is not Decision.UNCLEAR and not finds(match, phrasing.entry_id, base):
            lost.append((phrasing.entry_id, phrasing.text))
    assert len(lost) <= len(matcher.phrasings) / EVERY / 150, lost


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
