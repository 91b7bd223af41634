"""What a base says about each of its entries beyond the phrasings: whom it is about, what it gives, whose side it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge.patterns import expand
from bot.retrieval.asks import asks_of
from bot.retrieval.engine import Phrasing
from bot.retrieval.text import normalise, split_words

THESAURUS = "="
"""Marks a concept of the thesaurus; entities go by their bare id."""

ROLE = "@"
"""Marks an entity that is named by its role only."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.knowledge.model import Entity, Knowledge
    from bot.retrieval.match import EntryKind
    from bot.retrieval.reader import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact, gap or conflict as the rules see it.

    `entities` are those it is about, speaks of or comes from; `asks` what its questions ask for and its date and places give;
    `stems` the stems of its questions and texts.
    """

    id: str
    kind: EntryKind
    entities: frozenset[str]
    about: tuple[str, ...]
    asks: frozenset[str]
    stems: frozenset[str]


def blocks(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield every word or phrase of pattern blocks per language; commas part phrases as line breaks do."""
    for block in texts.values():
        for text in expand(block):
            for part in text.split(","):
                if part.strip():
                    yield part.strip()


def phrasings_of(knowledge: Knowledge) -> list[Phrasing]:
    """Return every question of the base, expanded, in the order of the file."""
    return [
        Phrasing(entry.id, text, language)
        for entry in (*knowledge.facts, *knowledge.gaps, *knowledge.conflicts)
        for language, block in entry.questions.items()
        for text in expand(block)
    ]


def names_of(entity: Entity) -> Iterator[str]:
    """Yield the names of an entity: its name per language, aliases and what it is heard as."""
    yield from entity.name.values()
    yield from blocks(entity.aliases)
    yield from blocks(entity.heard_as)


def entries_of(knowledge: Knowledge, reader: Reader) -> dict[str, Entry]:
    """Return the entries of the base by id."""
    kinds = {entity.id: entity.kind for entity in knowledge.entities}
    sources = {source.id: source for source in knowledge.sources}
    phrasings: dict[str, list[str]] = {}
    for phrasing in phrasings_of(knowledge):
        phrasings.setdefault(phrasing.entry_id, []).append(phrasing.text)
    entries: dict[str, Entry] = {}
    for fact in knowledge.facts:
        source = sources.get(fact.source)
        extra = {id_ for id_ in (source.speaker, source.outlet) if id_} if source else set()
        asks = {"time"} if fact.date is not None else set()
        asks |= {"place"} if any(kinds.get(id_) == "place" for id_ in fact.about) else set()
        entries[fact.id] = _entry(
            fact.id,
            "fact",
            {*fact.about, *extra},
            fact.about,
            asks,
            phrasings[fact.id],
            list(fact.text.values()),
            reader,
        )
    for gap in knowledge.gaps:
        entries[gap.id] = _entry(gap.id, "gap", set(gap.about), gap.about, set(), phrasings[gap.id], [], reader)
    for conflict in knowledge.conflicts:
        about = tuple(dict.fromkeys(id_ for side in conflict.sides if side in entries for id_ in entries[side].about))
        entities = {id_ for side in conflict.sides if side in entries for id_ in entries[side].entities}
        entries[conflict.id] = _entry(
            conflict.id, "conflict", entities, about, {"time"}, phrasings[conflict.id], [], reader
        )
    return entries


def _entry(
    id_: str,
    kind: EntryKind,
    entities: set[str],
    about: tuple[str, ...],
    asks: set[str],
    questions: list[str],
    texts: list[str],
    reader: Reader,
) -> Entry:
    stems: set[str] = set()
    for text in (*questions, *texts):
        tokens = reader.read_base(text)
        stems.update(tokens.stems)
        stems.update(concept for concept in tokens.concepts if concept[0] == THESAURUS)
        entities.update(concept.lstrip(ROLE) for concept in tokens.concepts if concept[0] != THESAURUS)
    for question in questions:
        asks |= asks_of(split_words(normalise(question)))
    return Entry(id_, kind, frozenset(entities), about, frozenset(asks), frozenset(stems))
