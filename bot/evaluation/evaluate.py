"""Measuring a matcher with labelled questions: right, wrong and missed answers, abstentions, conflicts, attribution."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.errors import ConfigError
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bot.evaluation.questions import LabelledQuestion
    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match
    from bot.retrieval.matcher import Matcher

Verdict = Literal["right", "wrong", "missed", "abstained", "false answer"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, what the matcher made of it and the verdict."""

    question: LabelledQuestion
    match: Match
    verdict: Verdict
    sides: tuple[int, int] | None = None
    """Sides shown and sides there are, where a conflict is accepted."""
    attributed: bool | None = None
    """Whether the first fact has the source of an accepted fact; None where nothing was answered rightly."""
    tapped: bool = False
    """Whether an accepted entry is among the questions that are offered instead of an answer."""
    reason: bool | None = None
    """Whether the gap that is named is a right reason, or none is named; None where nobody said which are right."""

    @property
    def good(self) -> bool:
        """Say whether the verdict is a success."""
        return self.verdict in {"right", "abstained"}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some outcomes, and the shares that are reported (0 to 1; 0 where there is nothing to count)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    tapped: int = 0
    abstained: int = 0
    false_answers: int = 0
    sides_all: int = 0
    sides_asked: int = 0
    attributed: int = 0
    attribution_asked: int = 0
    reasoned: int = 0
    reason_asked: int = 0

    @property
    def answerable(self) -> int:
        """Questions that the document answers."""
        return self.right + self.wrong + self.missed

    @property
    def must_abstain(self) -> int:
        """Questions that it does not answer."""
        return self.abstained + self.false_answers

    @property
    def accuracy(self) -> float:
        """Right first fact among answerable questions."""
        return _share(self.right, self.answerable)

    @property
    def within_one_tap(self) -> float:
        """Right first fact, or a right one among those offered instead of an answer, among answerable questions."""
        return _share(self.right + self.tapped, self.answerable)

    @property
    def wrong_share(self) -> float:
        """Another fact as the answer, among answerable questions."""
        return _share(self.wrong, self.answerable)

    @property
    def abstention_recall(self) -> float:
        """Abstained among must-abstain questions."""
        return _share(self.abstained, self.must_abstain)

    @property
    def abstention_precision(self) -> float:
        """Rightly abstained among all that were not answered."""
        return _share(self.abstained, self.abstained + self.missed)

    @property
    def both_sides(self) -> float:
        """Conflicts shown with every side, among questions that accept a conflict."""
        return _share(self.sides_all, self.sides_asked)

    @property
    def attribution(self) -> float:
        """First facts with the source of an accepted fact, among right answers."""
        return _share(self.attributed, self.attribution_asked)

    @property
    def right_reason(self) -> float:
        """A right gap named, or none, among right abstentions whose gap is labelled."""
        return _share(self.reasoned, self.reason_asked)

    @property
    def balanced(self) -> float:
        """Mean of accuracy and abstention recall."""
        return (self.accuracy + self.abstention_recall) / 2


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Outcomes in the order of the questions, with the tallies over them."""

    outcomes: tuple[Outcome, ...]
    threshold: float
    total: Tally = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", tally(self.outcomes))

    def by(self, key: Callable[[LabelledQuestion], str]) -> dict[str, Tally]:
        """Return tallies per value of `key`, such as `lambda question: question.kind`, in order of appearance."""
        groups: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            groups.setdefault(key(outcome.question), []).append(outcome)
        return {name: tally(group) for name, group in groups.items()}

    def mistakes(self) -> list[Outcome]:
        """Return what is no success: wrong and false answers by falling confidence, then the missed ones."""
        bad = [outcome for outcome in self.outcomes if not outcome.good]
        return sorted(bad, key=lambda outcome: (outcome.verdict == "missed", -outcome.match.confidence))

    def below(self, floors: Floors) -> list[str]:
        """Return one sentence per figure that lies below its floor (wrong answers: above their ceiling)."""
        return list(_below(self.total, floors))


@dataclass(frozen=True, slots=True)
class Floors:
    """The least that must be reached, as shares of 1; `wrong_share` is a ceiling."""

    accuracy: float = 0.0
    abstention_recall: float = 0.0
    both_sides: float = 0.0
    attribution: float = 0.0
    right_reason: float = 0.0
    wrong_share: float = 1.0


def read_floors(file: Path) -> Floors:
    """Return the floors that a TOML file has.

    Raises:
        ConfigError: the file cannot be read, or has anything but floors in it.
    """
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        return Floors(**{name: float(value) for name, value in written.items()})
    except (OSError, ValueError, TypeError) as error:
        names = ", ".join(Floors.__dataclass_fields__)
        raise ConfigError(f"{file}: {error}: write lines such as `accuracy = 0.9`; there are {names}") from error


def evaluate(matcher: Matcher, questions: Iterable[LabelledQuestion]) -> Evaluation:
    """Return the evaluation of `matcher` on `questions`; nothing is written or printed."""
    outcomes = tuple(judge(matcher.knowledge, question, matcher.match(question.ask)) for question in questions)
    return Evaluation(outcomes, outcomes[0].match.threshold if outcomes else 0.0)


def unknown_labels(knowledge: Knowledge, questions: Iterable[LabelledQuestion]) -> tuple[str, ...]:
    """Return the ids in labels that no entry of the base has: what has no other one is never answered rightly."""
    labels = {id_ for each in questions for id_ in each.accept | (each.gaps or frozenset())}
    return tuple(sorted(labels - knowledge.by_id.keys()))


def judge(knowledge: Knowledge, question: LabelledQuestion, match: Match) -> Outcome:
    """Return the verdict on one match.

    Answerable: "right" if the first fact, or the conflict shown, is accepted; "wrong" if another fact was answered;
    "missed" if none was. A did-you-mean counts as not answered.
    """
    answered = match.decision is Decision.ANSWER
    if question.abstain is not None:
        reason = None if question.gaps is None or answered else match.gap is None or match.gap in question.gaps
        return Outcome(question, match, "false answer" if answered else "abstained", reason=reason)
    sides = _sides(knowledge, question, match)
    if not answered:
        offered = match.decision is Decision.DID_YOU_MEAN or match.gap is not None
        return Outcome(question, match, "missed", sides, tapped=offered and _is_offered(knowledge, question, match))
    first = match.answers[0]
    if not question.accept & {first, match.conflict, match.differs}:
        return Outcome(question, match, "wrong", sides)
    sources = {fact.id: fact.source for fact in knowledge.facts}
    accepted = {sources[id_] for id_ in question.accept if id_ in sources}
    shown = {sources[id_] for id_ in match.answers if id_ in sources} if match.conflict else {sources[first]}
    return Outcome(question, match, "right", sides, bool(accepted & shown) if accepted else True)


def _is_offered(knowledge: Knowledge, question: LabelledQuestion, match: Match) -> bool:
    """Say whether an accepted entry, or the conflict that it is a side of, is among the suggestions."""
    conflicts = {conflict.id for conflict in knowledge.conflicts if question.accept.intersection(conflict.sides)}
    return not (question.accept | conflicts).isdisjoint(match.suggestions)


def _sides(knowledge: Knowledge, question: LabelledQuestion, match: Match) -> tuple[int, int] | None:
    """Return the sides shown and those there are; the note beside one side (`differs`) names all of them."""
    for conflict in knowledge.conflicts:
        if conflict.id in question.accept:
            shown = set(conflict.sides) if match.differs == conflict.id else set(conflict.sides) & set(match.answers)
            return len(shown), len(conflict.sides)
    return None


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Return the counts over `outcomes`."""
    outcomes = list(outcomes)
    verdicts = [outcome.verdict for outcome in outcomes]
    sides = [outcome.sides for outcome in outcomes if outcome.sides is not None]
    attributed = [outcome.attributed for outcome in outcomes if outcome.attributed is not None]
    reasons = [outcome.reason for outcome in outcomes if outcome.reason is not None]
    return Tally(
        right=verdicts.count("right"),
        wrong=verdicts.count("wrong"),
        missed=verdicts.count("missed"),
        tapped=sum(outcome.tapped for outcome in outcomes),
        abstained=verdicts.count("abstained"),
        false_answers=verdicts.count("false answer"),
        sides_all=sum(shown == there for shown, there in sides),
        sides_asked=len(sides),
        attributed=sum(attributed),
        attribution_asked=len(attributed),
        reasoned=sum(reasons),
        reason_asked=len(reasons),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _below(total: Tally, floors: Floors) -> Iterator[str]:
    checks = [
        ("right first fact", total.answerable, total.accuracy, floors.accuracy),
        ("must-abstain questions abstained", total.must_abstain, total.abstention_recall, floors.abstention_recall),
        ("conflicts with every side", total.sides_asked, total.both_sides, floors.both_sides),
        ("attribution of right answers", total.attribution_asked, total.attribution, floors.attribution),
        ("right reason of abstentions, or none", total.reason_asked, total.right_reason, floors.right_reason),
    ]
    for name, asked, reached, floor in checks:
        if asked and reached < floor:
            yield f"{name}: {reached:.1%}, the floor is {floor:.1%}"
    if total.wrong_share > floors.wrong_share:
        yield f"another fact as the answer: {total.wrong_share:.1%}, the ceiling is {floors.wrong_share:.1%}"
