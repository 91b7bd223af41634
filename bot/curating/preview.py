"""What a change would change: every question asked before and after, those answered otherwise, worse ones first."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.curating.versions import Nearness, entries_changed, texts_changed
from bot.evaluation.changes import outcome
from bot.evaluation.evaluate import judge
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.curating.versions import Version
    from bot.evaluation.evaluate import Verdict
    from bot.evaluation.questions import LabelledQuestion

NEAREST_SHOWN = 5
"""Labelled questions that are still missed, named beside a change."""
NEAR = 0.05
"""Likeness from which a missed question is near: below it stands one common word of many."""
NEAR_OWN = 0.3
"""Likeness to a change from which a question of the base is asked among the first: it is found by its very words, and
hardly ever changes its answer."""


class Effect(StrEnum):
    """What became of one question, the worst first."""

    SPOILT = "was right, is answered wrongly"
    LOST = "was right, is not answered rightly any more"
    MISLED = "was not answered, is answered wrongly"
    OTHERWISE = "is answered otherwise, neither better nor worse"
    QUIETER = "was answered wrongly, is not answered"
    MENDED = "is right now"

    @property
    def worse(self) -> bool:
        """Whether the change does harm here."""
        return self in {Effect.SPOILT, Effect.LOST, Effect.MISLED}

    @property
    def better(self) -> bool:
        """Whether the change does good here."""
        return self in {Effect.QUIETER, Effect.MENDED}


ORDER = {effect: place for place, effect in enumerate(Effect)}
"""The place of each effect where the worse come first."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that is answered differently: what it gets, as `changes.outcome` has it, and what to think of it."""

    question: LabelledQuestion
    before: str
    after: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would change.

    `asked` of `total` questions were asked, the nearest first. `changes` are those answered differently, worse ones
    first; of questions that are labelled only (`split: holdout`) there are counts in `apart` and nothing else, since
    nobody may mend by them. `missed` are the nearest labelled questions that are still not answered rightly.
    """

    asked: int
    total: int
    changes: tuple[Changed, ...]
    apart: Counter[Effect]
    missed: tuple[LabelledQuestion, ...]

    @property
    def complete(self) -> bool:
        """Whether every question was asked."""
        return self.asked == self.total

    @property
    def worse(self) -> tuple[Changed, ...]:
        """The changes that do harm."""
        return tuple(change for change in self.changes if change.effect.worse)

    @property
    def better(self) -> tuple[Changed, ...]:
        """The changes that do good."""
        return tuple(change for change in self.changes if change.effect.better)

    def counts(self) -> Counter[Effect]:
        """Return how many changes there are of each effect, those of `apart` left out."""
        return Counter(change.effect for change in self.changes)


def preview(
    before: Version,
    after: Version,
    labelled: Sequence[LabelledQuestion],
    *,
    question: str = "",
    near_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Preview:
    """Ask every labelled question and every question of the bases before and after; tell what is answered differently.

    Those that share a word with the change, or are labelled with a changed entry, are asked first; `near_only` asks no
    others. A question of the base that is labelled, too, is asked once. One that gets its entry by its very words in
    both is not weighed, and what a version was asked already it is not asked again: keep the versions, and preview
    twice. `question` is the one that the change is made for: the missed ones nearest to it are told; without it, to the
    change. `progress` is told how many of how many were asked; what it raises ends the asking.
    """
    said = {words_of(each.ask) for each in labelled}
    others = [each for each in _own(before, after) if words_of(each.ask) not in said]
    asked = list({each.ask: each for each in reversed([*labelled, *others])}.values())[::-1]
    nearness = before.nearness or Nearness(before.knowledge, ())
    nearness.read(asked)
    before.nearness = after.nearness = nearness
    changed = {stem for text in texts_changed(before, after) for stem in nearness.stems_of(text)}
    entries = entries_changed(before.knowledge, after.knowledge)
    likeness = {each.ask: nearness.likeness(each.ask, changed) for each in asked}
    own = {each.ask for each in others}
    near = [
        each
        for each in asked
        if likeness[each.ask] >= (NEAR_OWN if each.ask in own else sys.float_info.min)
        or (each.ask not in own and (entries & each.accept or entries & (each.gaps or set())))
    ]
    near.sort(key=lambda each: -likeness[each.ask])
    chosen = {each.ask for each in near}
    order = near if near_only else [*near, *(each for each in asked if each.ask not in chosen)]
    changes: list[Changed] = []
    missed: list[LabelledQuestion] = []
    for number, each in enumerate(order, start=1):
        if each.ask not in own or not _stays(before, after, each.ask, entries):
            then, verdict = _asked(after, each)
            now, was = _asked(before, each)
            if now != then:
                changes.append(Changed(each, now, then, effect_of(was, verdict)))
            if verdict not in {"right", "abstained"} and each.split != "holdout" and each.ask not in own:
                missed.append(each)
        if progress is not None:
            progress(number, len(order))
    stems = nearness.stems_of(question) if question else changed
    missed = [each for each in missed if nearness.likeness(each.ask, stems) >= NEAR or entries & each.accept]
    missed.sort(key=lambda each: (entries.isdisjoint(each.accept), -nearness.likeness(each.ask, stems)))
    shown = [change for change in changes if change.question.split != "holdout"]
    shown.sort(key=lambda change: (ORDER[change.effect], -likeness[change.question.ask]))
    return Preview(
        len(order),
        len(asked),
        tuple(shown),
        Counter(change.effect for change in changes if change.question.split == "holdout"),
        tuple(missed[:NEAREST_SHOWN]),
    )


def _own(before: Version, after: Version) -> Iterable[LabelledQuestion]:
    return [*before.own_questions, *after.own_questions]


def _stays(before: Version, after: Version, question: str, changed: set[str]) -> bool:
    """Say whether a question of the base gets the same reply by its very words, so that nothing need be weighed."""
    entry = before.by_its_words(question)
    if entry is None or entry != after.by_its_words(question):
        return False
    return entry not in changed or all(entry not in {gap.id for gap in v.knowledge.gaps} for v in (before, after))


def _asked(version: Version, question: LabelledQuestion) -> tuple[str, Verdict]:
    match = version.match(question.ask)
    return outcome(match), judge(version.knowledge, question, match).verdict


def effect_of(before: Verdict, after: Verdict) -> Effect:
    """Return what became of a question whose reply changed, by the verdicts on it."""
    good = {"right", "abstained"}
    bad = {"wrong", "false answer"}
    if before in good and after not in good:
        return Effect.SPOILT if after in bad else Effect.LOST
    if after in good and before not in good:
        return Effect.MENDED
    if before != after:
        return Effect.MISLED if after in bad else Effect.QUIETER
    return Effect.OTHERWISE
