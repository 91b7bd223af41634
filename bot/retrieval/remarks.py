"""What the matcher says of a decision: English sentences, each with a key and values, so that a page can say it anew.

A remark is a string: tools print it as it is, tests compare it. Whoever speaks another language words it by `key`.
"""

from __future__ import annotations

from typing import Self

ENGLISH = {
    "retyped": "the query was typed in another keyboard layout",
    "ruled_out": "{entry} is ruled out: {reason}",
    "names": "names: {names}",
    "stranger": "{name} may be somebody or something that the base does not know",
    "own": "the message is about who writes or reads it and names nobody",
    "other_person": "the question names {names}, whom {entry} is not about",
    "turned": "the question asks for another, for the most, for what is not or might be, which {entry} does not say",
    "other_speaker": "the question asks for words of {names}, whose {entry} does not give",
    "other_topic": "the question asks what {names} said about something that {entry} does not hold",
    "other_count": "the question counts {word}, which {entry} does not speak of",
    "unasked": "the nearest question of {entry} asks for more than was asked",
    "other_number": "the question says {numbers}, which {entry} does not",
    "ask": "the question asks for a {ask}, which {entry} does not give",
    "guessed": "{word} is the only word, and it may stand for another",
    "claim": "the query claims what {entry} does not hold",
    "unseen": "words that the base has never seen weigh {share} of the content: {words}",
    "conflict": "{entry}: sources differ, all sides are shown",
    "differs": "{entry}: sources differ, the side of the source that is named is shown",
    "near": "near, but not near enough",
    "advice_wrong": (
        "if this is the wrong answer, add the question to the right entry, or to a gap if the document is silent"
    ),
    "advice_gap": "the gap {entry} answered; if the document does say it, add the question to its fact",
    "advice_add": (
        "to answer with {entry} ({confidence} of {threshold}), add a question to it in these words, or their synonyms "
        "to the thesaurus"
    ),
    "advice_unseen": "put the unseen words into the thesaurus if they mean something that the base knows",
}
"""Every sentence by its key."""


class Remark(str):
    """A sentence for curators; `values` are what stands in its braces, ids, numbers and words as they were typed."""

    __slots__ = ("key", "values")
    key: str
    values: dict[str, str]

    def __new__(cls, key: str, **values: str) -> Self:
        """Word a sentence of `ENGLISH`."""
        remark = super().__new__(cls, ENGLISH[key].format_map(values))
        remark.key = key
        remark.values = values
        return remark
