"""From a knowledge base to a reader: the vocabulary and the phrasebook of names, roles and the thesaurus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.patterns import terms_of
from bot.retrieval.concepts import HEARD, ROLE, THESAURUS, Phrasebook
from bot.retrieval.engine import Engine
from bot.retrieval.languages import hints_for
from bot.retrieval.reader import Reader
from bot.retrieval.story import names_of
from bot.retrieval.text import words_of_all
from bot.retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.engine import Phrasing


def reader_of(knowledge: Knowledge, phrasings: Sequence[Sequence[str]]) -> Reader:
    """Return the reader that knows every word of the base; `phrasings` are split into words already."""
    names = [(name, entity.id) for entity in knowledge.entities for name in names_of(entity)]
    heard = [(name, HEARD + entity.id) for entity in knowledge.entities for name in terms_of(entity.heard_as)]
    roles = [(role, ROLE + entity.id) for entity in knowledge.entities for role in terms_of(entity.roles)]
    concepts = [(phrase, THESAURUS + id_) for id_, group in knowledge.thesaurus.items() for phrase in terms_of(group)]
    # those of the story's languages alone: "war" is a stop word in German and the subject in English
    spoken = [hints_for(language) for language in knowledge.story.languages]
    small = [word for hints in spoken for word in hints.stop_words]
    asked = [phrase for hints in spoken for phrases in hints.asks.values() for phrase in sorted(phrases)]
    texts = [
        *(phrase for phrase, _ in (*roles, *concepts)),
        *asked,
        *_texts(knowledge),
    ]
    words = (*phrasings, *words_of_all(texts))
    vocabulary = Vocabulary(knowledge.story.languages, words, [name for name, _ in (*names, *heard)], small)
    phrases = (*names, *heard, *roles, *concepts)
    split = words_of_all([phrase for phrase, _ in phrases])
    return Reader(
        vocabulary,
        Phrasebook(
            ([vocabulary.stem_of[word] for word in words], concept)
            for words, (_, concept) in zip(split, phrases, strict=True)
        ),
    )


def plain_engine(phrasings: Sequence[Phrasing], languages: Sequence[str]) -> Engine:
    """Return an engine over phrasings without names, thesaurus or rules: what benchmarks measure."""
    small = [word for language in languages for word in hints_for(language).stop_words]
    words = words_of_all([phrasing.text for phrasing in phrasings])
    reader = Reader(Vocabulary(languages, words, (), small), Phrasebook(()))
    return Engine(phrasings, reader, [reader.read_base(of_text) for of_text in words])


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for fact in knowledge.facts:
        yield from fact.text.values()
    for entity in knowledge.entities:
        if entity.role:
            yield from entity.role.values()
