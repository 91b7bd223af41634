"""From a knowledge base to a reader: the vocabulary and the phrasebook of names, roles and the thesaurus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.concepts import HEARD, ROLE, THESAURUS, Phrasebook
from bot.retrieval.engine import Engine
from bot.retrieval.languages import HINTS, hints_for
from bot.retrieval.reader import Reader
from bot.retrieval.story import blocks, names_of
from bot.retrieval.text import words_of
from bot.retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.engine import Phrasing


def reader_of(knowledge: Knowledge, phrasings: Iterable[Phrasing]) -> Reader:
    """Return the reader that knows every word of the base."""
    names = [(name, entity.id) for entity in knowledge.entities for name in names_of(entity)]
    heard = [(name, HEARD + entity.id) for entity in knowledge.entities for name in blocks(entity.heard_as)]
    roles = [(role, ROLE + entity.id) for entity in knowledge.entities for role in blocks(entity.roles)]
    concepts = [(phrase, THESAURUS + id_) for id_, group in knowledge.thesaurus.items() for phrase in blocks(group)]
    small = [word for hints in HINTS.values() for word in hints.stop_words]
    asked = [phrase for hints in HINTS.values() for phrases in hints.asks.values() for phrase in sorted(phrases)]
    texts = [
        *(phrasing.text for phrasing in phrasings),
        *(phrase for phrase, _ in (*roles, *concepts)),
        *asked,
        *_texts(knowledge),
    ]
    vocabulary = Vocabulary(knowledge.story.languages, texts, [name for name, _ in (*names, *heard)], small)
    phrasebook = Phrasebook(
        ([vocabulary.stem(word) for word in words_of(phrase)], concept)
        for phrase, concept in (*names, *heard, *roles, *concepts)
    )
    return Reader(vocabulary, phrasebook)


def plain_engine(phrasings: Sequence[Phrasing], languages: Sequence[str]) -> Engine:
    """Return an engine over phrasings without names, thesaurus or rules: what benchmarks measure."""
    small = [word for language in languages for word in hints_for(language).stop_words]
    vocabulary = Vocabulary(languages, [phrasing.text for phrasing in phrasings], (), small)
    return Engine(phrasings, Reader(vocabulary, Phrasebook(())))


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for fact in knowledge.facts:
        yield from fact.text.values()
    for entity in knowledge.entities:
        if entity.role:
            yield from entity.role.values()
