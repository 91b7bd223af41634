"""Why a decision fell as it did, in sentences for curators, and what to add to the base to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import THESAURUS
from bot.retrieval.match import Decision, Explanation, WordReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.language.reading import Clause, Reading
    from bot.retrieval.decide import Curve
    from bot.retrieval.match import Match
    from bot.retrieval.rules import Weighed

RULES_OF = 3
"""Candidates whose rules are told; those further down decide nothing."""


def explain(reading: Reading, weighed: Weighed, match: Match, curve: Curve) -> Explanation:
    """Return the explanation of one decision, which fell by the clause that was `weighed`."""
    text = weighed.clause.text
    return Explanation(
        tuple(_words(weighed.clause)),
        clause=text if text.strip() != reading.query.strip() else "",
        rules=tuple(dict.fromkeys(_rules(weighed, match, retyped=reading.retyped))),
        advice=tuple(_advice(weighed, match, curve)),
    )


def _words(clause: Clause) -> Iterator[WordReading]:
    meaning: dict[int, str] = {}
    names: set[int] = set()
    for mention in clause.mentions:
        for position in range(mention.start, mention.end):
            meaning.setdefault(position, mention.feature.removeprefix(THESAURUS))
            if not mention.concept.startswith(THESAURUS):
                meaning[position] = mention.feature
                names.add(position)
    for position, word in enumerate(clause.words):
        how: str = word.how
        if how in {"known", "stop word"} and position in meaning:
            how = "name" if position in names else "concept"
        changed = word.read_as if word.read_as != word.text else ""
        yield WordReading(word.text, how, changed or meaning.get(position, ""))


def _rules(weighed: Weighed, match: Match, *, retyped: bool) -> Iterator[str]:
    if retyped:
        yield "the query was typed in another keyboard layout"
    for one in weighed.scored[:RULES_OF]:
        if one.vetoed_by:
            yield f"{one.entry.id} is ruled out: {one.vetoed_by}"
        yield from one.notes
    if weighed.evidence.unseen_words:
        words = ", ".join(dict.fromkeys(weighed.evidence.unseen_words))
        yield f"words that the base has never seen weigh {weighed.evidence.unseen:.0%} of the content: {words}"
    if match.conflict:
        yield f"{match.conflict}: sources differ, all sides are shown"
    if match.differs:
        yield f"{match.differs}: sources differ, the side of the source that is named is shown"
    if match.decision is Decision.DID_YOU_MEAN:
        yield "near, but not near enough"


def _advice(weighed: Weighed, match: Match, curve: Curve) -> Iterator[str]:
    if match.decision is Decision.ANSWER:
        yield "if this is the wrong answer, add the question to the right entry, or to a gap if the document is silent"
        return
    allowed = [one for one in weighed.scored if not one.vetoed_by and one.entry.kind != "gap"]
    if match.gap:
        yield f"the gap {match.gap} answered; if the document does say it, add the question to its fact"
    elif allowed:
        best = allowed[0]
        confidence = f"{curve.confidence_of(best.score):.2f} of {match.threshold:.2f}"
        yield (
            f"to answer with {best.entry.id} ({confidence}), add a question to it in these words, or their synonyms to "
            "the thesaurus"
        )
    if weighed.evidence.unseen_words:
        yield "put the unseen words into the thesaurus if they mean something that the base knows"
