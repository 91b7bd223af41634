"""What people asked and what they made of the answers, for whoever runs the bot: `talks-bot report`."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANSWER = Decision.ANSWER.value
PEOPLE = 3
"""Different people who must have asked alike before anybody is shown what they wrote."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """A row of the counts. `day` is a date of UTC ("2026-11-26"), `kind` "answer" or the reason to abstain.

    `entry` is the entry that was shown, or the nearest one, "" where none was near.
    """

    day: str
    language: str
    kind: str
    entry: str
    asked: int
    useful: int
    not_useful: int


@dataclass(frozen=True, slots=True)
class AskedAlike:
    """A question that went unanswered, in its most frequent wording, and how many `people` asked it alike."""

    text: str
    people: int
    language: str
    kind: str
    entry: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of the days from `first` to `last`. `texts` is None where no questions are kept."""

    first: str
    last: str
    counts: tuple[DayCount, ...]
    texts: tuple[AskedAlike, ...] | None = None


def asked_alike(kept: Iterable[tuple[str, str, AskedAlike]]) -> tuple[AskedAlike, ...]:
    """Return what at least `PEOPLE` asked alike, most people first.

    `kept` are the wording, the person and the question (its `people` do not count) of every question that was kept.
    """
    groups: dict[str, list[tuple[str, AskedAlike]]] = {}
    for wording, person, question in kept:
        groups.setdefault(wording, []).append((person, question))
    found = []
    for group in groups.values():
        people = len({person for person, _ in group})
        if people >= PEOPLE:
            texts = Counter(question.text for _, question in group)
            most = min(texts, key=lambda text: (-texts[text], len(text), text))
            found.append(dataclasses.replace(next(q for _, q in group if q.text == most), people=people))
    return tuple(sorted(found, key=lambda question: (-question.people, question.text)))


def render(figures: Figures, *, as_json: bool = False) -> str:
    """Return the report as text for a terminal, or as one JSON object, whose keys may become more, never fewer."""
    return json.dumps(_as_json(figures), ensure_ascii=False) if as_json else _as_text(figures)


def _as_json(figures: Figures) -> dict[str, Any]:
    return {
        "first": figures.first,
        "last": figures.last,
        "questions": [
            {"day": day, "languages": dict(languages), "kinds": dict(kinds)}
            for day, languages, kinds in _days(figures.counts)
        ],
        "abstentions": [
            {"reason": kind, "nearest": entry or None, "asked": sum(languages.values()), "languages": dict(languages)}
            for kind, entry, languages in _abstentions(figures.counts)
        ],
        "votes": [
            {
                "kind": kind,
                "entry": entry or None,
                "useful": useful.total(),
                "not_useful": not_useful.total(),
                "languages": {
                    language: {"useful": useful[language], "not_useful": not_useful[language]}
                    for language in sorted({*useful, *not_useful})
                },
            }
            for kind, entry, useful, not_useful in _votes(figures.counts)
        ],
        "unanswered": None
        if figures.texts is None
        else [
            {
                "text": each.text,
                "people": each.people,
                "language": each.language,
                "reason": each.kind,
                "nearest": each.entry or None,
            }
            for each in figures.texts
        ],
    }


def _as_text(figures: Figures) -> str:
    counts = figures.counts
    asked = _languages((each.language, each.asked) for each in counts)
    lines = [f"From {figures.first} to {figures.last} (UTC)", "", f"Questions: {_told(asked)}"]
    for day, languages, kinds in _days(counts):
        said = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
        lines.append(f"  {day}  {_told(languages)}: {said}")
    lines += ["", "Not answered, by reason and nearest entry:"]
    lines += [f"  {_about(kind, entry)}: {_told(languages)}" for kind, entry, languages in _abstentions(counts)] or [
        _NONE
    ]
    lines += ["", "Votes, the worst first:"]
    lines += [
        f"  {_about(kind, entry)}: not useful {_told(bad)}, useful {_told(good)}"
        for kind, entry, good, bad in _votes(counts)
    ] or [_NONE]
    if figures.texts is not None:
        lines += ["", f"Questions that went unanswered, where {PEOPLE} people or more asked alike:"]
        lines += [
            f"  {each.people} people, {each.language}, {_about(each.kind, each.entry)}: {each.text}"
            for each in figures.texts
        ] or [_NONE]
    return "\n".join(lines)


_NONE = "  none"


def _languages(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for language, number in sorted(counted):
        if number:
            found[language] += number
    return found


def _days(counts: Sequence[DayCount]) -> list[tuple[str, Counter[str], Counter[str]]]:
    """Return each day on which something was asked, the last one first, with questions by language and by kind."""
    days = sorted({each.day for each in counts if each.asked}, reverse=True)
    of_day = [[each for each in counts if each.day == day] for day in days]
    return [
        (
            day,
            _languages((each.language, each.asked) for each in rows),
            _languages((each.kind, each.asked) for each in rows),
        )
        for day, rows in zip(days, of_day, strict=True)
    ]


def _by_subject(counts: Sequence[DayCount]) -> dict[tuple[str, str], list[DayCount]]:
    groups: dict[tuple[str, str], list[DayCount]] = {}
    for each in sorted(counts, key=lambda row: (row.kind, row.entry)):
        groups.setdefault((each.kind, each.entry), []).append(each)
    return groups


def _abstentions(counts: Sequence[DayCount]) -> list[tuple[str, str, Counter[str]]]:
    """Return what was not answered by reason and nearest entry with questions by language, the most frequent first."""
    found = [
        (kind, entry, _languages((each.language, each.asked) for each in rows))
        for (kind, entry), rows in _by_subject(counts).items()
        if kind != ANSWER
    ]
    return sorted((each for each in found if each[2]), key=lambda each: -each[2].total())


def _votes(counts: Sequence[DayCount]) -> list[tuple[str, str, Counter[str], Counter[str]]]:
    """Return useful and not useful votes of each subject by language; first where the latter outweigh most."""
    found = [
        (
            kind,
            entry,
            _languages((each.language, each.useful) for each in rows),
            _languages((each.language, each.not_useful) for each in rows),
        )
        for (kind, entry), rows in _by_subject(counts).items()
    ]
    voted = [each for each in found if each[2] or each[3]]
    return sorted(voted, key=lambda each: (each[2].total() - each[3].total(), -each[3].total()))


def _about(kind: str, entry: str) -> str:
    if kind == ANSWER:
        return entry
    return f"{kind}, near {entry}" if entry else kind


def _told(languages: Counter[str]) -> str:
    """Return "12 (en 7, uk 5)", or "0"."""
    each = ", ".join(f"{language} {number}" for language, number in languages.items())
    return f"{languages.total()} ({each})" if each else "0"
