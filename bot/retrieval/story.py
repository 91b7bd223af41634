"""What a base says about each entry beyond its phrasings: whom it is about and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.knowledge.patterns import expand, terms_of
from bot.retrieval.asks import asks_of
from bot.retrieval.concepts import THESAURUS
from bot.retrieval.engine import Phrasing
from bot.retrieval.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.model import Conflict, Entity, Fact, Gap, Knowledge
    from bot.retrieval.features import Tokens
    from bot.retrieval.match import EntryKind
    from bot.retrieval.reader import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact, gap or conflict as the rules see it.

    `entities` are those it is about, speaks of or comes from; `asks` what its questions ask for and its date and
    places give; `stems` the stems of its questions and texts.
    """

    id: str
    kind: EntryKind
    entities: frozenset[str]
    about: tuple[str, ...]
    asks: frozenset[str]
    places: frozenset[str]
    stems: frozenset[str]
    phrasing: Phrasing | None = None
    """The first of its questions."""
    phrasings: int = 0
    persons: frozenset[str] = frozenset()


def phrasings_of(knowledge: Knowledge) -> list[Phrasing]:
    """Return every question of the base, expanded, in the order of the file."""
    entries: tuple[Fact | Gap | Conflict, ...] = (*knowledge.facts, *knowledge.gaps, *knowledge.conflicts)
    return [
        Phrasing(entry.id, text, language)
        for entry in entries
        for language, block in entry.questions.items()
        for text in expand(block)
    ]


def names_of(entity: Entity) -> Iterator[str]:
    """Yield the names that the document may use for an entity: its name per language and the aliases."""
    yield from entity.name.values()
    yield from terms_of(entity.aliases)


def entries_of(
    knowledge: Knowledge,
    reader: Reader,
    phrasings: Sequence[Phrasing],
    words: Sequence[Sequence[str]],
    tokens: Sequence[Tokens],
) -> dict[str, Entry]:
    """Return the entries of the base by id; `words` and `tokens` are those of `phrasings`."""
    kinds = {entity.id: entity.kind for entity in knowledge.entities}
    sources = {source.id: source for source in knowledge.sources}
    gathered: dict[str, _Gathered] = {}
    for phrasing in phrasings:
        if phrasing.entry_id not in gathered:
            gathered[phrasing.entry_id] = _Gathered()
    for phrasing, of_text, read in zip(phrasings, words, tokens, strict=True):
        of_entry = gathered[phrasing.entry_id]
        of_entry.add(read)
        of_entry.phrasings.append(phrasing)
        of_entry.asks |= asks_of(of_text)
    entries: dict[str, Entry] = {}
    for fact in knowledge.facts:
        of_entry = gathered.setdefault(fact.id, _Gathered())
        for text in fact.text.values():
            of_entry.add(reader.read_base(words_of(text)))
        of_entry.persons = frozenset(id_ for id_ in fact.about if kinds.get(id_) == "person")
        source = sources[fact.source]
        of_entry.entities.update(id_ for id_ in (*fact.about, source.speaker, source.outlet) if id_)
        places = frozenset(id_ for id_ in fact.about if kinds.get(id_) == "place")
        if fact.date is not None:
            of_entry.asks.add("time")
        if places:
            of_entry.asks.add("place")
        entries[fact.id] = of_entry.entry(fact.id, "fact", fact.about, places)
    for gap in knowledge.gaps:
        of_entry = gathered.setdefault(gap.id, _Gathered())
        of_entry.entities.update(gap.about)
        entries[gap.id] = of_entry.entry(gap.id, "gap", gap.about, frozenset())
    for conflict in knowledge.conflicts:
        of_entry = gathered.setdefault(conflict.id, _Gathered())
        sides = [entries[side] for side in conflict.sides]
        of_entry.entities.update(id_ for side in sides for id_ in side.entities)
        of_entry.asks.update(ask for side in sides for ask in side.asks)
        about = tuple(dict.fromkeys(id_ for side in sides for id_ in side.about))
        entries[conflict.id] = of_entry.entry(conflict.id, "conflict", about, frozenset())
    return entries


@dataclass(slots=True)
class _Gathered:
    """What is gathered about an entry while the base is read."""

    entities: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    phrasings: list[Phrasing] = field(default_factory=list)
    persons: frozenset[str] = frozenset()

    def add(self, tokens: Tokens) -> None:
        self.stems.update(tokens.stems)
        self.concepts.update(tokens.concepts)

    def entry(self, id_: str, kind: EntryKind, about: tuple[str, ...], places: frozenset[str]) -> Entry:
        entities = self.entities | {concept for concept in self.concepts if concept[0] != THESAURUS}
        stems = self.stems | {concept for concept in self.concepts if concept[0] == THESAURUS}
        return Entry(
            id_,
            kind,
            frozenset(entities),
            about,
            frozenset(self.asks),
            places,
            frozenset(stems),
            self.phrasings[0] if self.phrasings else None,
            len(self.phrasings),
            self.persons,
        )
