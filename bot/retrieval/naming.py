"""What people call an entity: its names, its offices, and what the document does not say; with and without an article.

A phrase is understood where its words stand one after the other: "the mayor" alone would not be found in "is he mayor".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.patterns import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.knowledge.model import Entity
    from bot.language.pack import Pack


class Naming:
    """Knows the articles of some languages."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.articles = {pack.language: frozenset(pack.articles) for pack in packs}
        """Per language."""

    def names(self, entity: Entity) -> Iterator[str]:
        """Yield the names that the document may use: the one that is shown, per language, and the aliases."""
        yield from self._bare_too(entity.name)
        yield from self._terms(entity.aliases)

    def offices(self, entity: Entity) -> Iterator[str]:
        """Yield what names the entity by its office: the role as it is shown, whole, and the `roles`."""
        yield from self._bare_too(entity.role or {})
        yield from self._terms(entity.roles)

    def heard_names(self, entity: Entity) -> Iterator[str]:
        """Yield the names that people use and the document does not give."""
        yield from self._terms(entity.heard_as)

    def without_article(self, phrase: str, language: str) -> str:
        """Return a phrase without the article that it begins with; one of a single word as it is."""
        first, _, rest = phrase.partition(" ")
        return rest if rest and first in self.articles.get(language, ()) else phrase

    def _terms(self, blocks: Mapping[str, str]) -> Iterator[str]:
        for language, block in blocks.items():
            for phrase in phrases(block):
                yield from self._bare_too({language: phrase})

    def _bare_too(self, texts: Mapping[str, str]) -> Iterator[str]:
        for language, phrase in texts.items():
            yield phrase
            if (bare := self.without_article(phrase, language)) != phrase:
                yield bare
