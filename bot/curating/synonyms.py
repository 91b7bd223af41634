"""A word that several missed questions share and the base does not know: where in the thesaurus it would mend them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curating.edits import add_term
from bot.curating.labelled import misses
from bot.curating.preview import preview
from bot.curating.versions import Nearness, version_of
from bot.errors import BotError
from bot.knowledge.patterns import phrases
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.curating.versions import Version
    from bot.curating.written import Edit
    from bot.evaluation.questions import LabelledQuestion

SEVERAL = 2
"""Missed questions that share a word: for one alone a line is the shorter way."""
MOST_WORDS = 3
"""Words that are looked at, those of most questions first."""
MOST_TRIED = 6
"""Meanings that are tried for a word: each means a base to index, and the near questions to ask of it."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """A `word` for a `group` of the thesaurus, beside a word of the base where the group is `new`.

    `mends` are the missed questions that are then answered rightly, `hurts` the questions that are then answered worse
    (there are fewer of them). `edit` is the change of the base.
    """

    word: str
    language: str
    group: str
    beside: str
    mends: tuple[str, ...]
    hurts: tuple[str, ...]
    edit: Edit


def synonyms(
    version: Version,
    labelled: Sequence[LabelledQuestion],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Synonym]:
    """Return for each unknown word of several missed questions the place in the thesaurus that mends most of them.

    A word is left out where no place mends `SEVERAL` questions and more than it hurts. Questions that are labelled only
    are not looked at. `progress` is told how many of how many places were tried.
    """
    nearness = Nearness(version.knowledge, version.own_questions)
    forms: dict[frozenset[str], str] = {}
    by_word: dict[str, list[LabelledQuestion]] = {}
    for question in misses(version, labelled):
        if question.accept:
            words = {forms.setdefault(nearness.stems_of(word), word) for word in _unknown(version, question.ask)}
            for word in sorted(words):
                by_word.setdefault(word, []).append(question)
    shared = sorted((word for word in by_word if len(by_word[word]) >= SEVERAL), key=lambda word: -len(by_word[word]))
    places = [(word, place) for word in shared[:MOST_WORDS] for place in _places(version, word, by_word[word])]
    best: dict[str, Synonym] = {}
    for number, (word, place) in enumerate(places, start=1):
        found = _tried(version, labelled, word, by_word[word], place)
        if found and (word not in best or _gain(found) > _gain(best[word])):
            best[word] = found
        if progress is not None:
            progress(number, len(places))
    return sorted(best.values(), key=lambda each: -_gain(each))


def _unknown(version: Version, question: str) -> Iterator[str]:
    """Yield the words of a question that the base has never seen, each once; numbers are none."""
    told = version.matcher.match(question).explanation
    words = {word for each in told.words if each.how == "unseen" for word in words_of(each.word)}
    yield from sorted(word for word in words if not word.isdigit())


def _places(version: Version, word: str, questions: Sequence[LabelledQuestion]) -> list[tuple[str, str]]:
    """Return groups that the wanted entries speak of, and words of theirs that stand in no group, as (group, word)."""
    known = version.knowledge
    nearness = Nearness(known, version.own_questions)
    wanted = {id_ for question in questions for id_ in question.accept}
    often = Counter(stem for own in version.own_questions if own.accept & wanted for stem in nearness.stems_of(own.ask))
    everywhere = Counter(stem for own in version.own_questions for stem in nearness.stems_of(own.ask))
    telling = sorted(often, key=lambda stem: (-often[stem] / everywhere[stem] ** 0.5, stem))
    terms = {
        stem: name
        for name, group in known.thesaurus.items()
        for block in group.values()
        for term in phrases(block)
        if len(words_of(term)) == 1
        for stem in nearness.stems_of(term)
    }
    spoken = {
        stem: part for own in version.own_questions for part in words_of(own.ask) for stem in nearness.stems_of(part)
    }
    return list(dict.fromkeys((terms.get(stem, ""), spoken[stem]) for stem in telling if stem != word))[:MOST_TRIED]


def _tried(
    version: Version,
    labelled: Sequence[LabelledQuestion],
    word: str,
    questions: Sequence[LabelledQuestion],
    place: tuple[str, str],
) -> Synonym | None:
    group, beside = place
    languages = version.knowledge.story.languages
    told = Counter(each.language for each in questions if each.language in languages)
    language = told.most_common(1)[0][0] if told else languages[0]
    name = group or _new_name(version, word)
    try:
        edit = add_term(version.content, name, language, *([word] if group else [beside, word]))
        after = version_of(edit.after)
    except BotError:
        return None  # one that the layout has no place for, or that the loader refuses
    told_ = preview(version, after, labelled, question=questions[0].ask, near_only=True)
    mends = tuple(change.question.ask for change in told_.better)
    hurts = tuple(change.question.ask for change in told_.worse)
    found = Synonym(word, language, name, "" if group else beside, mends, hurts, edit)
    return found if len(mends) >= SEVERAL and _gain(found) > 0 else None


def _new_name(version: Version, word: str) -> str:
    letters = "".join(letter for letter in word.casefold() if letter.isascii() and letter.isalnum())
    stem = letters if len(letters) > 1 and letters[0].isalpha() else "words"
    name, number = stem[:36], 2
    while name in version.knowledge.thesaurus:
        name, number = f"{stem[:36]}-{number}", number + 1
    return name


def _gain(one: Synonym) -> int:
    return len(one.mends) - 2 * len(one.hurts)
