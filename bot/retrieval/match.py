"""What matching a query gives: candidates, a decision and an explanation, as frozen values."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from bot.language.tongue import Told


class Decision(StrEnum):
    """What kind of reply the query deserves; the words are those of `talks-bot ask --json`."""

    ANSWER = "answer"
    DID_YOU_MEAN = "did_you_mean"
    NOT_IN_SOURCE = "not_in_source"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    SMALLTALK = "smalltalk"


EntryKind = Literal["fact", "gap", "conflict"]


class Candidate(NamedTuple):
    """An entry of the base paired with a score.

    `score` runs from 0 to 1, `phrasing` is the question of the base that came nearest, `language` its language.
    `vetoed_by` names the rule that forbids the entry as an answer ("" if none does).
    """

    entry_id: str
    kind: EntryKind
    score: float
    phrasing: str
    language: str
    vetoed_by: str = ""


class WordReading(NamedTuple):
    """How one word of the query was read.

    `how` is one of "known", "stop word", "repaired", "layout", "transliterated", "name", "concept", "unseen";
    `meaning` is what it was read as (the repaired word, the concept's or the entity's id), "" if nothing.
    """

    word: str
    how: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the decision fell as it did, for curators: `--explain`, `/why` and the playground's panel show it."""

    words: tuple[WordReading, ...] = ()
    clause: str = ""
    """The part of the query that was matched, where it was longer than one clause."""
    rules: tuple[str, ...] = ()
    """Rules that spoke, one English sentence each."""
    advice: tuple[str, ...] = ()
    """What to add to the base to change the outcome, one English sentence each."""


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of matching one query against the base.

    `candidates` come best first, vetoed ones included; `confidence` (0 to 1, calibrated) is that of the first
    candidate that is not vetoed. For ANSWER, `answers` holds the ids of one to three facts to show, best first, or
    the sides of `conflict`; where the query names the source of one side only, that side alone, and `differs` is the
    conflict. For NOT_IN_SOURCE, `gap` is the id of the gap that matched, or None; for ANSWER, the one that another of
    several questions matched. `suggestions` are
    ids of facts or conflicts whose question may be offered. `told` is what the query tells of its language; of several
    that it may be in, that of the phrasing found stands first. `smalltalk` is "greeting", "thanks", "farewell",
    "about-bot", "privacy" or "".
    """

    query: str
    decision: Decision
    confidence: float
    threshold: float
    candidates: tuple[Candidate, ...] = ()
    answers: tuple[str, ...] = ()
    conflict: str | None = None
    differs: str | None = None
    gap: str | None = None
    suggestions: tuple[str, ...] = ()
    told: Told = Told()  # noqa: RUF009 - a frozen value
    smalltalk: str = ""
    dated: bool = False
    """The query says now, today, still or latest: the reply puts its date first."""
    read_as: str = ""
    """What the query was read as, where it only follows what was asked before, or the one of several questions in it
    that is answered; the rest is that question's outcome."""
    explanation: Explanation = field(default_factory=Explanation)

    @property
    def score(self) -> float:
        """The score (0 to 1) of the first candidate that is not vetoed: how near it is, in any base."""
        return next((one.score for one in self.candidates if not one.vetoed_by), 0.0)

    def as_asked(self) -> Match:
        """Return what another question is read with: without what ranked it, which takes most of its memory."""
        told = Explanation(words=self.explanation.words, clause=self.explanation.clause)
        return dataclasses.replace(self, candidates=(), explanation=told)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the query may be in."""
        return self.told.languages

    @property
    def language(self) -> str | None:
        """The language of the query where it tells one."""
        return self.languages[0] if len(self.languages) == 1 else None

    @property
    def settles_language(self) -> bool:
        """Whether what comes next is in its language, too: what was not understood may be in another one."""
        sure = self.told.certain or self.decision in (Decision.ANSWER, Decision.SMALLTALK)
        return self.language is not None and sure
