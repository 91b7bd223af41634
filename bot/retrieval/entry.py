"""A fact, gap or conflict as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.retrieval.match import EntryKind
    from bot.retrieval.vote import Phrasing


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact, gap or conflict as the rules see it.

    `entities` are those it is about, speaks of or comes from; `asks` what its questions ask for and its date and
    places give; `stems` and `concepts` what its questions and texts hold, the entities among the concepts.
    """

    id: str
    kind: EntryKind
    entities: frozenset[str]
    about: tuple[str, ...]
    asks: frozenset[str]
    places: frozenset[str]
    stems: frozenset[str]
    concepts: frozenset[str]
    phrasing: Phrasing
    """The first of its questions."""
    phrasings: int
    numbers: frozenset[str] = frozenset()
    """Numbers in digits that its questions, texts and dates hold."""
    offices: frozenset[str] = frozenset()
    """Stems and concepts of its texts, and of those of its questions that name nobody: what it says of somebody's
    office, where "is Rubio the defence minister?" only asks."""
    unmentioned: frozenset[str] = frozenset()
    """Stems of the names in the questions of a gap, told by their capital letters: of them the document is silent."""
    subjects: frozenset[str] = frozenset()
    """Entities that it is about or comes from (of a conflict, its sides), and persons whom its questions name."""
    personal: frozenset[str] = frozenset()
    """Words of its questions by which somebody speaks of himself ("may I bring my dog") or to the bot ("your")."""
    told: frozenset[str] = frozenset()
    """Stems and concepts of its texts."""
    explains: bool = False
    """Whether many of its questions ask for a reason."""
    turned: frozenset[str] = frozenset()
    """How its questions ask for what is not so, or for what would be."""
    premises: frozenset[str] = frozenset()
    """Stems and concepts of those of its questions that ask for a reason: what is put right by answering them."""
    speakers: frozenset[str] = frozenset()
    """Whose words it gives, and which outlet's (of a conflict, those of its sides)."""

    def holds(self, stem: str, concepts: frozenset[str]) -> bool:
        """Say whether its questions or texts hold a word, or one that means the same."""
        return stem in self.stems or not concepts.isdisjoint(self.concepts)

    def tells(self, stem: str, concepts: frozenset[str]) -> bool:
        """Say whether its texts do."""
        return stem in self.told or not concepts.isdisjoint(self.told)
