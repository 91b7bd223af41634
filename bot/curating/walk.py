"""A walk through the labelled questions that are missed: each with its candidates, and one key for what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curating.lesson import agrees, tell_label
from bot.curating.telling import tell_figures, tell_lesson, tell_preview, text_of
from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.curating.desk import Desk
    from bot.evaluation.questions import LabelledQuestion

CANDIDATES = 3
KEYS = "1-3 is right, s should have abstained, Enter skips, u undoes, q quits"


class Walk:
    """One walk over a desk's misses.

    `key` waits for a key and returns its character ("" at the end of input); `write` takes one text.
    """

    def __init__(self, desk: Desk, key: Callable[[], str], write: Callable[[str], None]) -> None:
        self._desk = desk
        self._key = key
        self._write = write
        self._kept_at: list[int] = []

    def go(self) -> bool:
        """Walk until every miss was shown once or somebody quits, which is False; what was kept is written at once."""
        self._write(f"Asking {len(self._desk.labelled)} labelled questions.")
        left = self._desk.misses()
        if not left:
            self._write("None of the labelled questions is missed.")
            return False
        self._write(f"{len(left)} missed. {KEYS}.")
        at = 0
        while at < len(left):
            question = self._desk.labelled_now(left[at])
            if not self._desk.is_missed(question):
                self._write(f"\n{at + 1} of {len(left)}  {question.ask}\n  is answered rightly by now")
                at += 1
                continue
            next_ = self._one(question, at, len(left))
            if next_ is None:
                break
            at = next_
        self._write(f"\nquestions taught: {len(set(self._kept_at))}\n{tell_figures(*self._desk.figures())}")
        return at >= len(left)

    def _one(self, question: LabelledQuestion, at: int, of: int) -> int | None:
        """Show the question at a place until something was decided; return the place of the next, None to quit."""
        candidates = self._candidates(question)
        language = question.language
        self._write(f"\n{at + 1} of {of}  {question.ask}")
        for number, id_ in enumerate(candidates, start=1):
            mark = " (its label)" if id_ in (question.accept | (question.gaps or frozenset())) else ""
            self._write(f"  {number}  {id_}{mark}\n     {text_of(self._desk.version.knowledge, id_, language)}")
        while True:
            key = self._key()
            if key in {"q", "Q", "", "\x04"}:
                return None
            if key in {" ", "\n", "\r"}:
                return at + 1
            if key in {"u", "U"}:
                return self._undo(at)
            if key in {"s", "S"}:
                return self._teach(question, "", at)
            if key.isdecimal() and 1 <= int(key) <= len(candidates):
                return self._teach(question, candidates[int(key) - 1], at)
            self._write(KEYS)

    def _candidates(self, question: LabelledQuestion) -> list[str]:
        """Return the entries of the label first, then those that came nearest; as many as there are keys."""
        ids = self._desk.version.knowledge.by_id
        labelled = [id_ for id_ in ids if id_ in question.accept | (question.gaps or frozenset())]
        nearest = [one.entry_id for one in self._desk.version.matcher.match(question.ask).candidates]
        return list(dict.fromkeys([*labelled[:CANDIDATES], *nearest]))[:CANDIDATES]

    def _teach(self, question: LabelledQuestion, entry_id: str, at: int) -> int:
        """Write what was chosen unless it does harm and nobody wants that; return the place to go on at."""
        known = question.language in self._desk.version.knowledge.story.languages
        try:
            if not agrees(self._desk.version, question, entry_id):
                if not self._relabelled(question, entry_id, at):
                    return at
                question = self._desk.labelled_now(question)
                if not self._desk.is_missed(question):
                    return at + 1
            planned = self._desk.teach(question.ask, entry_id, language=question.language if known else "")
            self._write(tell_lesson(planned))
            if not planned.changes:
                self._write("  It is answered all the same: a gap would say that the document does not: `add --gap`")
            if planned.edit is not None:
                told = self._desk.preview(planned, near_only=True)
                self._write(tell_preview(told))
                if told.worse:
                    self._write("Something gets worse. Keep it all the same? y keeps, any other key does not")
                    if self._key() not in {"y", "Y"}:
                        return at
            if planned.changes:
                self._desk.keep(planned)
                self._kept_at.append(at)
        except BotError as error:
            self._write(f"  {error}")
            return at
        return at + 1

    def _relabelled(self, question: LabelledQuestion, entry_id: str, at: int) -> bool:
        """Give a question another label if that is wanted; say whether it was."""
        planned = self._desk.relabel(question, entry_id)
        self._write(tell_lesson(planned))
        self._write(f"Its label says otherwise ({tell_label(question)}). y changes the label, any other key does not")
        if self._key() not in {"y", "Y"}:
            return False
        self._desk.keep(planned)
        self._kept_at.append(at)
        return True

    def _undo(self, at: int) -> int:
        """Take back what was kept last; return its place."""
        if not self._kept_at:
            self._write("  there is nothing to take back")
            return at
        try:
            self._desk.undo()
        except BotError as error:
            self._write(f"  {error}")
            return at
        self._write("  taken back")
        return self._kept_at.pop()
