"""A reader without a base: the packs of some languages, and the words, names and concepts that a test gives it.

    from tests.language.builders import pack, reader

`reader(["en"], texts=["the ferry sails"], names={"Ada Finch": "ada"})` knows these words and that name.
`pack("xx", stop_words="lo", fillers="by the (way | bye)")`: a pack of a language, with its keys as in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.language.dates import Dates
from bot.language.keyboard import Keyboard
from bot.language.pack import Pack, packs_for
from bot.language.phrases import ROLE, THESAURUS, Phrasebook
from bot.language.reader import Reader
from bot.language.stems import Stems
from bot.language.talk import Talk
from bot.language.text import words_of
from bot.language.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def reader(
    languages: Sequence[str],
    *,
    texts: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    concepts: Mapping[str, str] | None = None,
) -> Reader:
    """Return a reader; `names` and `roles` lead from a phrase to an entity, `concepts` to a group of the thesaurus."""
    packs = packs_for(languages)
    phrases = [
        *(names or {}).items(),
        *((phrase, ROLE + entity) for phrase, entity in (roles or {}).items()),
        *((phrase, THESAURUS + concept) for phrase, concept in (concepts or {}).items()),
    ]
    talk = Talk(packs)
    asked = [phrase for pack in packs for phrases in dict(pack.asks).values() for phrase in phrases]
    vocabulary = Vocabulary(
        Stems(languages, packs),
        list(names or {}),
        [word for pack in packs for word in pack.stop_words],
        talk.question_words,
    )
    for text in (*texts, *asked, *(phrase for phrase, _ in phrases)):
        vocabulary.learn(words_of(text))
    phrasebook = Phrasebook(
        ([vocabulary.stem_of[word] for word in words_of(phrase)], concept) for phrase, concept in phrases
    )
    return Reader(vocabulary, phrasebook, talk, Keyboard(packs), Dates(packs, ()))


def pack(language: str, **keys: Any) -> Pack:
    """Return a pack of a language; what is not given is empty."""
    return Pack.model_validate({"language": language} | keys)
