"""Whom a bare name, or several in "who are ...", ask to be introduced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.phrases import places_of
from bot.language.reader import MOST_QUESTIONS
from bot.language.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.language.reader import Reader
    from bot.language.reading import Clause
    from bot.language.tongue import Tongue
    from bot.retrieval.scales import Scored, Weighed

CENTRAL = 0.3
"""Added to the score of a fact that is about the entity before all others, where a bare name is asked."""

_WORD = re.compile(r"[^\W\d_]+")


class Introductions:
    """Reads a name as the questions that it stands for."""

    def __init__(
        self,
        reader: Reader,
        kinds: Mapping[str, str],
        questions: Mapping[str, Sequence[str]],
        tongue: Tongue,
        weigh: Callable[[Clause], Weighed],
    ) -> None:
        """Take the kinds of entities, and for each language the questions of a name."""
        self._reader = reader
        self._pronouns = reader.talk.pronouns
        self._kinds = kinds
        self._questions = questions
        self._tongue = tongue
        self._weigh = weigh

    def resolved(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Return the clauses; where one names nobody, "he" is whom the last one that names somebody names alone."""
        found = []
        name = ""
        for clause in clauses:
            named = {one.concept: one for one in clause.mentions if self._kinds.get(one.concept) == "person"}
            meant = clause
            if named:
                one = next(iter(named.values()))
                words = clause.words[one.start : one.end]
                name = " ".join(word.text for word in words) if len(named) == 1 else ""
            elif name and (pronoun := self._pronoun_in(clause.text)):
                text = f"{clause.text[: pronoun.start()]}{name}{clause.text[pronoun.end() :]}"
                meant = self._reader.read_clause(text, marked=clause.marked)
            found.append(meant)
        return found

    def _pronoun_in(self, text: str) -> re.Match[str] | None:
        """Return where the first pronoun stands in a text as it is written: "о нём"."""
        return next((found for found in _WORD.finditer(text) if normalise(found.group()) in self._pronouns), None)

    def bare_name(self, clause: Clause) -> str | None:
        """Return the entity whose name, as the document has it, is all that a clause says, else None."""
        names = {mention.concept for mention in clause.mentions if mention.concept in self._kinds}
        covered = places_of(mention for mention in clause.mentions if mention.concept in names)
        beside = self._reader.talk.beside_names
        bare = all(position in covered or word.text in beside for position, word in enumerate(clause.words))
        return names.pop() if bare and len(names) == 1 and clause.asks <= {"person"} else None

    def of(self, entity: str, weighed: Weighed) -> Weighed:
        """Return the entries ranked as for "who is ...", those that begin with the entity first."""
        clause = weighed.clause
        found: dict[str, Scored] = {}
        language = next(iter(self._tongue.of(clause.text, (), clause).languages), self._tongue.languages[0])
        first = next(mention for mention in clause.mentions if mention.concept == entity)
        name = " ".join(word.text for word in clause.words[first.start : first.end])
        for introduction in self._questions.get(language, ()):
            question = introduction.format(name)
            for one in self._weigh(self._reader.read_clause(question, whole=True)).scored:
                if one.entry.kind == "fact" and entity in one.entry.about and not one.vetoed_by:
                    score = one.score + (CENTRAL if one.entry.about[0] == entity else 0.0)
                    if one.entry.id not in found or found[one.entry.id].score < score:
                        found[one.entry.id] = one._replace(score=min(1.0, score))
        if not found:
            return weighed
        ranked = sorted(found.values(), key=lambda one: -one.score)
        rest = [
            one._replace(score=min(one.score, ranked[-1].score)) for one in weighed.scored if one.entry.id not in found
        ]
        return weighed._replace(scored=(*ranked, *rest))

    def of_each(self, weighed: Weighed) -> list[Weighed]:
        """Return that of each person where several names are all that "who ..." says: "who are Ada and Berg".

        Empty where that is not all, or a person has no fact that begins with it. Each costs as much as a query.
        """
        clause = weighed.clause
        named = {one.concept: one for one in clause.mentions if self._kinds.get(one.concept) == "person"}
        covered = places_of(named.values())
        beside = (word.how == "stop word" for at, word in enumerate(clause.words) if at not in covered)
        if not 1 < len(named) <= MOST_QUESTIONS or clause.asks != {"person"} or not all(beside):
            return []
        found = []
        for entity, one in named.items():
            name = " ".join(word.text for word in clause.words[one.start : one.end])
            introduced = self.of(entity, weighed._replace(clause=self._reader.read_clause(name)))
            first = next((one for one in introduced.scored if not one.vetoed_by), None)
            if first is not None and first.entry.about[:1] == (entity,):
                found.append(introduced)
        return found if len(found) == len(named) else []
