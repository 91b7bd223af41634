"""What is made of a base once: its phrasings, the reader that knows its words, vectors and entries.

`compiled_of` makes it of the base's text, `bot.retrieval.cache` keeps it in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.language.talk import Talk
from bot.language.text import words_of
from bot.language.tongue import Tongue, languages_of
from bot.retrieval.entries import entries_of, phrasings_of, reader_of, vocabulary_of
from bot.retrieval.vectors import FeatureSpace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.pack import Pack
    from bot.language.reader import Reader
    from bot.retrieval.entries import Term
    from bot.retrieval.entry import Entry
    from bot.retrieval.vote import Phrasing


class Compiled(NamedTuple):
    """A base as the matcher takes it."""

    phrasings: Sequence[Phrasing]
    said: Sequence[str]
    """The words of each phrasing, with spaces between them."""
    terms: Sequence[Term]
    reader: Reader
    space: FeatureSpace
    """The features of the phrasings."""
    entries: Mapping[str, Entry]
    tongue: Tongue


def compiled_of(knowledge: Knowledge, packs: Sequence[Pack]) -> Compiled:
    """Return what is made of a base: some 0.3 s of work for one of ten thousand phrasings."""
    phrasings = phrasings_of(knowledge)
    words = [words_of(phrasing.text) for phrasing in phrasings]
    talk = Talk(packs)
    vocabulary, terms = vocabulary_of(knowledge, packs, talk, words)
    reader = reader_of(knowledge, packs, talk, vocabulary, terms)
    tokens = [reader.read_base(of_text) for of_text in words]
    spoken = languages_of(packs, zip([phrasing.language for phrasing in phrasings], words, strict=True))
    return Compiled(
        phrasings,
        list(map(" ".join, words)),
        terms,
        reader,
        FeatureSpace(tokens),
        entries_of(knowledge, reader, phrasings, words, tokens),
        Tongue(packs, spoken),
    )
