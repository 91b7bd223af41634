"""Text as the matcher sees it: normalised, split into words, and one Latin key per word that both scripts share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, update_wrapper
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.language.pack import shipped_packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Read = TypeVar("Read")

MAX_CHARACTERS = 8192
"""Longer messages are cut: twice Telegram's limit of 4,096, so that no message of a chat is touched."""

REMEMBERED = 4096
"""Words of which one function's readings are remembered: a base has a few thousand, and people say the same."""

LONGEST_WORD = 64
"""Letters of a word; what follows is dropped."""

LONGEST_REMEMBERED = 40
"""Letters of a word, and characters between two spaces, whose reading is remembered."""

LONGEST_PIECE = 512
"""Characters between two spaces that are read."""

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\u02bb"), "'")
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD, 0x301, 0x300]
)
_LETTERS = {ord("ё"): "е", ord("Ё"): "Е"}
_TABLE: dict[int, str | None] = {**_APOSTROPHES, **_INVISIBLE, **_LETTERS}

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MIXED = re.compile(r"[a-z][^\W_]*[\u0400-\u04ff]|[\u0400-\u04ff][^\W_]*[a-z]")
_LOOKS_CYRILLIC = str.maketrans("aceopxyikmbth", "асеорхуікмвтн")
_LOOKS_LATIN = str.maketrans("асеорхуікмвтн", "aceopxyikmbth")
"""Letters of the two scripts that look alike, in small letters or in capitals: a word is written in one of them."""

_CYRILLIC_KEY = str.maketrans({
    **dict(zip("абвгґдезийклмнопрстуфхц", "abvggdeziiklmnoprstufgc", strict=True)),
    "ж": "Z", "ч": "C", "ш": "S", "щ": "S", "ь": "", "ъ": "", "ы": "i", "э": "e", "є": "e", "і": "i", "ї": "i",
    "ю": "u", "я": "a", "ў": "u", "ј": "i",
})  # fmt: skip
_LATIN_GROUPS = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("ch", "C"), ("sh", "S"), ("zh", "Z"), ("kh", "g"), ("gh", "g"),
    ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("ts", "c"), ("tz", "c"), ("oo", "u"), ("ou", "u"), ("y", "i"), ("j", "i"), ("w",
    "v"), ("h", "g"), ("x", "g"), ("q", "k"),
)  # fmt: skip
_SOFT = (("ia", "a"), ("ie", "e"), ("iu", "u"))
_DOUBLED = re.compile(r"(.)\1+")


def normalise(text: str) -> str:
    """Return `text` in NFKC, casefolded, with one apostrophe, without invisible and stress marks, ё read as е.

    Text beyond `MAX_CHARACTERS` is dropped before anything else is done.
    """
    # One letter may become eighteen; what Telegram takes fits in half of the bound.
    written = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])[: MAX_CHARACTERS // 2].translate(_TABLE)
    short = _short_forms()
    return short.acronym.sub(lambda found: short.meant[found[0]], written).casefold()


class _ShortForms(NamedTuple):
    """How words are written short, in whatever language that has a pack."""

    acronym: re.Pattern[str]
    meant: Mapping[str, str]
    """What each acronym is read as."""
    ordinal: re.Pattern[str]
    contractions: Mapping[str, tuple[str, ...]]


@lru_cache
def _short_forms() -> _ShortForms:
    packs = shipped_packs()
    meant = {form: name for pack in packs for name, forms in pack.acronyms.items() for form in forms}
    acronyms = (rf"\b{re.escape(form)}" + r"\b" * form[-1].isalnum() for form in sorted(meant, key=len, reverse=True))
    endings = "|".join(re.escape(ending) for pack in packs for ending in pack.ordinal_endings)
    contractions = {form: words for pack in packs for form, words in pack.contractions.items()}
    return _ShortForms(
        re.compile("|".join(acronyms) or "(?!)"), meant, re.compile(rf"(\d+)(?:{endings})"), contractions
    )


def split_words(normalised: str) -> list[str]:
    """Return the words of a normalised text in order: contractions opened, ordinals as plain numbers.

    "isn't" gives "is", "not"; "зв'язку" gives "звязку"; "4th" and "4-го" give "4" (the bare "го" stays and is a
    stop word).
    """
    words: list[str] = []
    for whole in _WORD.findall(normalised):
        word = whole[:LONGEST_WORD]
        if _MIXED.search(word):
            word = _in_one_script(word)
        if "'" in word:
            words.extend(part for part in _open(word) if part)
        elif word[0].isdigit() and (ordinal := _short_forms().ordinal.fullmatch(word)):
            words.append(ordinal.group(1))
        else:
            words.append(word)
    return words


def _in_one_script(word: str) -> str:
    """Return a word of two scripts in one, where all letters of the other look alike; rather that it has more of."""
    tables = [_LOOKS_CYRILLIC, _LOOKS_LATIN]
    if 2 * len(_CYRILLIC.findall(word)) < len(word):
        tables.reverse()
    alike = (word.translate(table) for table in tables)
    return next((one for one in alike if not _MIXED.search(one)), word)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as it stands, normalised; what stands between two spaces is read on its own."""
    pieces = text[:MAX_CHARACTERS].split()
    return tuple(word for piece in pieces for word in words_between_spaces(piece[:LONGEST_PIECE]))


def words_in(phrases: Iterable[str]) -> frozenset[str]:
    """Return every word of some phrases."""
    return frozenset(word for phrase in phrases for word in words_of(phrase))


def split(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return the words of each phrase."""
    return frozenset(map(words_of, phrases))


def single_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return those of the phrases that are one word."""
    return frozenset(words[0] for words in split(phrases) if len(words) == 1)


def remembered(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """Remember what a function makes of the words that came last; not of long ones, since nobody types them twice."""
    short = lru_cache(maxsize=REMEMBERED)(read)

    def of(word: str) -> Read:
        return short(word) if len(word) <= LONGEST_REMEMBERED else read(word)

    return update_wrapper(of, read)


@remembered
def words_between_spaces(piece: str) -> tuple[str, ...]:
    """Return the words of a text without spaces."""
    return tuple(split_words(normalise(piece)))


def _open(word: str) -> tuple[str, ...]:
    contractions = _short_forms().contractions
    if word in contractions:
        return contractions[word]
    endings = (at for at in range(len(word)) if f"-{word[at:]}" in contractions)
    head = next(endings, len(word))
    return (word[:head].replace("'", ""), *contractions.get(f"-{word[head:]}", ()))


def has_cyrillic(word: str) -> bool:
    """Say whether `word` holds a Cyrillic letter."""
    return _CYRILLIC.search(word) is not None


@remembered
def latin_key(word: str) -> str:
    """Return the key under which spellings of `word` in both scripts meet.

    Умєров, Умеров, Umierov and umerov give "umerov"; делегація and delegacija give "delegaca". The key folds what
    transliterations disagree on: г/х/h/g/kh, и/і/ы/й/y/j, the i of ia/ie/iu, ц/ts/c, doubled letters. It is made
    for finding, not for reading, and says nothing about pronunciation.
    """
    if has_cyrillic(word):
        return _cyrillic_key(word)
    key = word
    if not word.isascii():
        key = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    for group, letter in _LATIN_GROUPS:
        if group in key:
            key = key.replace(group, letter)
    return _folded(key)


def cyrillic_keys(words: Sequence[str]) -> list[str]:
    """Return the `latin_key` of each word, all of which hold a Cyrillic letter: much faster for many."""
    return _cyrillic_key("\n".join(words)).split("\n") if words else []


def undoubled(text: str) -> str:
    """Return a text with one of each run of the same letter: people disagree on them, in Росія and Россия."""
    return _DOUBLED.sub(r"\1", text)


def _cyrillic_key(words: str) -> str:
    return _folded(words.translate(_CYRILLIC_KEY))


def _folded(key: str) -> str:
    """Fold doubled letters and soft vowels in a word, or in each of many words on lines of their own."""
    key = undoubled(key)
    for pair, letter in _SOFT:
        if pair in key:
            key = key.replace(pair, letter)
    return undoubled(key)
