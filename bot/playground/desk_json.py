"""What the desk finds, as the page shows it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.curating.drafts import Draft
    from bot.curating.lesson import Lesson
    from bot.curating.preview import Changed, Preview
    from bot.curating.runs import Run
    from bot.curating.synonyms import Synonym
    from bot.curating.written import Edit
    from bot.evaluation.evaluate import Outcome, Tally
    from bot.knowledge.model import Knowledge
    from bot.playground.standin.model import Json

SHOWN = 60
"""Changed questions that are listed; the rest is counted."""


def diffs_as_json(edits: Iterable[tuple[str, Edit]]) -> list[Json]:
    """Write each change with the name of its file, as the lines of a diff without its head."""
    return [{"file": name, "lines": edit.diff(name).splitlines()[2:]} for name, edit in edits]


def lesson_as_json(taught: Lesson) -> Json:
    """Write what teaching a question would write; `changes` is False where everything is there already."""
    names = [change.path.name for change in taught.changes]
    edits = [edit for edit in (taught.edit, taught.label_edit) if edit is not None]
    return {
        "question": taught.question,
        "language": taught.language,
        "apart": taught.apart,
        "changes": bool(taught.changes),
        "diffs": diffs_as_json(zip(names, edits, strict=True)),
    }


def preview_as_json(told: Preview) -> Json:
    """Write what a change would change, worse ones first; of questions that are labelled only, counts alone."""
    return {
        "asked": told.asked,
        "worse": len(told.worse),
        "better": len(told.better),
        "otherwise": len(told.changes) - len(told.worse) - len(told.better),
        "apart": {
            "worse": sum(count for effect, count in told.apart.items() if effect.worse),
            "better": sum(count for effect, count in told.apart.items() if effect.better),
        },
        "changes": [_changed(each) for each in told.changes[:SHOWN]],
        "missed": [{"ask": each.ask, "language": each.language} for each in told.missed],
    }


def _changed(each: Changed) -> Json:
    return {
        "ask": each.question.ask,
        "language": each.question.language,
        "before": each.before,
        "after": each.after,
        "effect": each.effect.name.lower(),
    }


def run_as_json(run: Run) -> Json:
    """Write the figures of a run, of the questions to mend by and of those kept apart; of the latter nothing else.

    `since` is the difference from the run before, None where there was none.
    """
    shown = [each for each in run.outcomes if each.question.split != "holdout"]
    bad = sorted((each for each in shown if not each.good), key=lambda each: each.verdict == "missed")
    by_question = {each.question: each for each in shown}
    return {
        "figures": _figures(run.tune),
        "apart": _figures(run.apart),
        "narrow": [_asked(by_question[each.question]) for each in run.narrowest],
        "mistakes": [_asked(each) for each in bad[:SHOWN]],
        "since": None
        if run.changes_apart is None
        else {
            "changes": [_changed(each) for each in run.changes[:SHOWN]],
            "better": sum(each.effect.better for each in run.changes),
            "worse": sum(each.effect.worse for each in run.changes),
            "apart_better": sum(count for effect, count in run.changes_apart.items() if effect.better),
            "apart_worse": sum(count for effect, count in run.changes_apart.items() if effect.worse),
        },
    }


def _figures(counted: Tally) -> Json:
    return {
        "right": counted.right,
        "wrong": counted.wrong,
        "missed": counted.missed,
        "abstained": counted.abstained,
        "false_answers": counted.false_answers,
    }


def _asked(outcome: Outcome) -> Json:
    match, question = outcome.match, outcome.question
    return {
        "ask": question.ask,
        "language": question.language,
        "verdict": outcome.verdict,
        "confidence": float(match.confidence),
        "threshold": float(match.threshold),
    }


def draft_as_json(draft: Draft) -> Json:
    """Write a draft; questions as blocks of lines."""
    return dataclasses.asdict(draft) | {
        "questions": {code: "\n".join(lines) for code, lines in draft.questions.items()},
        "paragraph": ", ".join(map(str, draft.paragraph)),
    }


def choices_as_json(knowledge: Knowledge) -> Json:
    """Write what a new entry can name, each with what it is called."""
    return {
        "languages": list(knowledge.story.languages),
        "sources": [{"id": each.id, "name": each.attribution} for each in knowledge.sources],
        "documents": [{"id": each.id, "name": each.title} for each in knowledge.documents],
        "topics": [{"id": each.id, "name": each.name} for each in knowledge.topics],
    }


def synonym_as_json(found: Synonym) -> Json:
    """Write a word that would mend several questions."""
    return {
        "word": found.word,
        "group": found.group,
        "beside": found.beside,
        "mends": list(found.mends),
        "hurts": list(found.hurts),
    }
