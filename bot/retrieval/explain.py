"""Why a decision fell as it did, in sentences for curators, and what to add to the base to change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.concepts import THESAURUS
from bot.retrieval.match import Decision, Explanation, WordReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.retrieval.decide import Verdict
    from bot.retrieval.reader import Reading
    from bot.retrieval.scoring import Evidence, Scored

RULES_OF = 3
"""Candidates whose rules are told; those further down decide nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause of a query, read and scored; `strength` is what it is chosen by among the clauses of one message."""

    text: str
    reading: Reading
    evidence: Evidence
    scored: tuple[Scored, ...]
    strength: float


def explain(query: str, piece: Piece, verdict: Verdict, *, retyped: bool, threshold: float) -> Explanation:
    """Return the explanation of one verdict."""
    clause = piece.text if piece.text.strip() != query.strip() else ""
    return Explanation(
        tuple(_words(piece.reading)),
        clause=clause,
        rules=tuple(dict.fromkeys(_rules(piece, verdict, retyped=retyped))),
        advice=tuple(_advice(piece, verdict, threshold)),
    )


def _words(reading: Reading) -> Iterator[WordReading]:
    meaning: dict[int, str] = {}
    names: set[int] = set()
    for mention in reading.mentions:
        for position in range(mention.start, mention.end):
            meaning.setdefault(position, mention.feature.removeprefix(THESAURUS))
            if not mention.concept.startswith(THESAURUS):
                meaning[position] = mention.feature
                names.add(position)
    for position, word in enumerate(reading.words):
        how: str = word.how
        if how in {"known", "stop word"} and position in meaning:
            how = "name" if position in names else "concept"
        changed = word.read_as if word.read_as != word.text else ""
        yield WordReading(word.text, how, changed or meaning.get(position, ""))


def _rules(piece: Piece, verdict: Verdict, *, retyped: bool) -> Iterator[str]:
    if retyped:
        yield "the query was typed in another keyboard layout"
    for one in piece.scored[:RULES_OF]:
        if one.vetoed_by:
            yield f"{one.entry.id} is ruled out: {one.vetoed_by}"
        yield from one.notes
    if piece.evidence.unseen_words:
        words = ", ".join(dict.fromkeys(piece.evidence.unseen_words))
        yield f"words that the base has never seen weigh {piece.evidence.unseen:.0%} of the content: {words}"
    if verdict.rule:
        yield verdict.rule


def _advice(piece: Piece, verdict: Verdict, threshold: float) -> Iterator[str]:
    if verdict.decision is Decision.ANSWER:
        yield "if this is the wrong answer, add the question to the right entry, or to a gap if the document is silent"
        return
    allowed = [one for one in piece.scored if not one.vetoed_by and one.entry.kind != "gap"]
    if verdict.gap:
        yield f"the gap {verdict.gap} answered; if the document does say it, add the question to its fact"
    elif allowed:
        best = allowed[0]
        yield (
            f"to answer with {best.entry.id} ({best.score:.2f} of {threshold:.2f}), add a question to it in these "
            "words, or their synonyms to the thesaurus"
        )
    if piece.evidence.unseen_words:
        yield "put the unseen words into the thesaurus if they mean something that the base knows"
