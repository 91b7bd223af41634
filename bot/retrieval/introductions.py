"""Whom a bare name, or several in "who are ...", ask to be introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import places_of
from bot.language.reader import MOST_QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.language.reader import Reader
    from bot.language.reading import Clause
    from bot.retrieval.rules import Scored, Weighed

CENTRAL = 0.3
"""Added to the score of a fact that is about the entity before all others, where a bare name is asked."""


class Introductions:
    """Reads a name as the questions that it stands for."""

    def __init__(
        self,
        reader: Reader,
        kinds: Mapping[str, str],
        questions_in: Callable[[Clause], Sequence[str]],
        weigh: Callable[[Clause], Weighed],
    ) -> None:
        """Take the kinds of entities, and what gives the questions of a name in the language of a clause."""
        self._reader = reader
        self._kinds = kinds
        self._questions_in = questions_in
        self._weigh = weigh

    def bare_name(self, clause: Clause) -> str | None:
        """Return the entity whose name, as the document has it, is all that a clause says, else None."""
        names = {mention.concept for mention in clause.mentions if mention.concept in self._kinds}
        covered = places_of(mention for mention in clause.mentions if mention.concept in names)
        beside = self._reader.talk.beside_names
        bare = all(position in covered or word.text in beside for position, word in enumerate(clause.words))
        return names.pop() if bare and len(names) == 1 and not clause.asks else None

    def of(self, entity: str, weighed: Weighed) -> Weighed:
        """Return the entries ranked as for "who is ...", those that begin with the entity first."""
        clause = weighed.clause
        found: dict[str, Scored] = {}
        for introduction in self._questions_in(clause):
            question = introduction.format(clause.text)
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

        None where a person has no fact that begins with it.
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
            if introduced.scored and introduced.scored[0].entry.about[:1] == (entity,):
                found.append(introduced)
        return found if len(found) == len(named) else []
