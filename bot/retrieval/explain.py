"""Why a decision fell as it did, in sentences for curators, and what to add to the base to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import THESAURUS
from bot.retrieval.match import Decision, Explanation, WordReading
from bot.retrieval.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.language.reading import Clause, Reading
    from bot.retrieval.decide import Curve
    from bot.retrieval.match import Match
    from bot.retrieval.scales import Weighed

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
        yield Remark("retyped")
    for one in weighed.scored[:RULES_OF]:
        if one.vetoed_by:
            yield Remark("ruled_out", entry=one.entry.id, reason=one.vetoed_by)
        yield from one.notes
    if weighed.evidence.unseen_words:
        words = ", ".join(dict.fromkeys(weighed.evidence.unseen_words))
        yield Remark("unseen", share=f"{weighed.evidence.unseen:.0%}", words=words)
    if match.conflict:
        yield Remark("conflict", entry=match.conflict)
    if match.differs:
        yield Remark("differs", entry=match.differs)
    if match.decision is Decision.DID_YOU_MEAN:
        yield Remark("near")


def _advice(weighed: Weighed, match: Match, curve: Curve) -> Iterator[Remark]:
    if match.decision is Decision.ANSWER:
        yield Remark("advice_wrong")
        return
    allowed = [one for one in weighed.scored if not one.vetoed_by and one.entry.kind != "gap"]
    if match.gap:
        yield Remark("advice_gap", entry=match.gap)
    elif allowed:
        best = allowed[0]
        yield Remark(
            "advice_add",
            entry=best.entry.id,
            confidence=f"{curve.confidence_of(best.score):.2f}",
            threshold=f"{match.threshold:.2f}",
        )
    if weighed.evidence.unseen_words:
        yield Remark("advice_unseen")
