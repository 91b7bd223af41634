"""What people call an entity: its names, its offices, and what the document does not say; with and without an article.

A phrase is understood where its words stand one after the other: "the mayor" alone would not be found in "is he mayor".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.patterns import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.knowledge.model import Entity

ARTICLES = {
    "en": frozenset({"the", "a", "an"}),
    "de": frozenset(["der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"]),
}
"""Per language. One in capitals belongs to the name: "The Times", "Die Zeit"."""


def names_of(entity: Entity) -> Iterator[str]:
    """Yield the names that the document may use: the one that is shown, per language, and the aliases."""
    yield from _bare_too(entity.name)
    yield from _terms(entity.aliases)


def offices_of(entity: Entity) -> Iterator[str]:
    """Yield what names the entity by its office: the role as it is shown, whole, and the `roles`."""
    yield from _bare_too(entity.role or {})
    yield from _terms(entity.roles)


def heard_names_of(entity: Entity) -> Iterator[str]:
    """Yield the names that people use and the document does not give."""
    yield from _terms(entity.heard_as)


def without_article(phrase: str, language: str) -> str:
    """Return a phrase without the article that it begins with; one of a single word as it is."""
    first, _, rest = phrase.partition(" ")
    return rest if rest and first in ARTICLES.get(language, ()) else phrase


def _terms(blocks: Mapping[str, str]) -> Iterator[str]:
    for language, block in blocks.items():
        for phrase in phrases(block):
            yield from _bare_too({language: phrase})


def _bare_too(texts: Mapping[str, str]) -> Iterator[str]:
    for language, phrase in texts.items():
        yield phrase
        if (bare := without_article(phrase, language)) != phrase:
            yield bare
