"""What was typed, as it is spelt: capitals that shout, chat spellings, letters drawn out, a space left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.text import LONGEST_REMEMBERED, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.language.pack import Pack
    from bot.language.talk import Talk
    from bot.language.vocabulary import Vocabulary

SHORTEST_PART = 3
"""Letters of a question word that stands without a space before or after another word."""

SHORTEST_WORD = 4
"""Letters of any other word of which so much is said: shorter ones are prefixes and endings."""

MOST_PARTED = 20
"""Words of a message in which spaces that were left out are looked for."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROMAN = re.compile("[ivxlcdm]+")
_DRAWN = re.compile(r"([^\W\d_])\1\1+")


class Written:
    """Writes a message out with the words of one base; what the base has stays as it is."""

    def __init__(self, vocabulary: Vocabulary, talk: Talk, is_strange: Callable[[str], bool]) -> None:
        """Take the words of the base, and what says of a word whether it is none of them, nor near one."""
        self._known = vocabulary.stem_of
        self._question_words = talk.question_words
        self._spellings = {one: word for one, word in talk.spellings.items() if one not in self._known}
        self._is_strange = is_strange
        self._acronyms = list(_small_acronyms(talk.packs))

    def out(self, text: str) -> str:
        """Return the text as it is spelt: "WHOOO LEADSTHE..." is "who leads the..."."""
        parted = len(_WORD.findall(text)) <= MOST_PARTED
        text = text.lower() if text.isupper() else text  # these tell no name
        for written, name in self._acronyms:
            text = written.sub(name, text)
        return _WORD.sub(lambda found: self._spelt(found[0], parted=parted), text)

    def _spelt(self, written: str, *, parted: bool) -> str:
        word = written.casefold()
        if word in self._known or len(word) > LONGEST_REMEMBERED:
            return written
        word = normalise(written)
        if _DRAWN.search(word) and not _ROMAN.fullmatch(word):
            short = [_DRAWN.sub(r"\1" * letters, word) for letters in (1, 2)]
            word = written = next((one for one in short if one in self._known), short[0])
        if word in self._spellings:
            return self._spellings[word]
        return (self._apart(word) if parted else "") or written

    def _apart(self, word: str) -> str:
        """Return two words of the base that a strange one consists of, "" where it does not."""
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        for parts in ((word[:cut], word[cut:]) for cut in cuts):
            if all(part in self._known and self._stands_alone(part) for part in parts):
                return " ".join(parts) if self._is_strange(word) else ""
        return ""

    def _stands_alone(self, part: str) -> bool:
        return len(part) >= SHORTEST_WORD or part in self._question_words


def _small_acronyms(packs: Sequence[Pack]) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what finds acronyms in small letters by what stands beside them, "the us", and how each is read."""
    for pack in packs:
        for name, forms in pack.acronyms.items():
            alone = "|".join(form.lower() for form in forms if form.isalpha()) or "(?!)"
            small = rf"\b(?:{alone})\b"
            behind = [rf"(?<=\b{re.escape(article)} ){small}" for article in pack.articles]
            before = [rf"{small}(?= {re.escape(noun)}\b)" for noun in pack.acronym_nouns]
            if ways := [*behind, *before]:
                yield re.compile("|".join(ways)), name
