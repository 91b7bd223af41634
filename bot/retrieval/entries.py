"""From a base to what is matched: its phrasings, the reader that knows its words, and what each entry gives."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from bot.knowledge.model import DateRange
from bot.knowledge.patterns import expand, terms_of
from bot.language.dates import Dates
from bot.language.keyboard import Keyboard
from bot.language.pack import merged
from bot.language.phrases import HEARD, ROLE, THESAURUS, Phrasebook
from bot.language.reader import Reader
from bot.language.reading import EXCEPTED, WE
from bot.language.stems import Stems
from bot.language.text import words_of
from bot.language.vocabulary import Vocabulary
from bot.retrieval.entry import Entry
from bot.retrieval.naming import Naming
from bot.retrieval.vote import Phrasing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.knowledge.model import Fact, Knowledge
    from bot.language.pack import Pack
    from bot.language.reading import Tokens
    from bot.language.talk import Talk
    from bot.retrieval.match import EntryKind


Term = tuple[tuple[str, ...], str]
"""The stems of a phrase that names a concept, and that concept."""

LONGEST_RANGE = 366
"""Days of a range whose numbers are taken: a year has them all."""

EXPLAINING = 0.2
"""Share of an entry's questions that ask for a reason, from which it gives one."""

_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-4])[:.][0-5]\d\b(?!\.\d)|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
"""A time of day in a text: 7.15, 19:30, 8 pm."""


def phrasings_of(knowledge: Knowledge) -> list[Phrasing]:
    """Return every question of the base, expanded, in the order of the file."""
    return [
        Phrasing(entry.id, text, language)
        for entry in knowledge.entries
        for language, block in entry.questions.items()
        for text in expand(block)
    ]


def vocabulary_of(
    knowledge: Knowledge, packs: Sequence[Pack], talk: Talk, phrasings: Sequence[Sequence[str]]
) -> tuple[Vocabulary, list[Term]]:
    """Return every word of the base, and the phrases that name its concepts; `phrasings` are split into words already.

    `packs` are those of the story's languages alone: "war" is a stop word in German, and the subject in English.
    """
    naming = Naming(packs)
    named = [(name, entity.id) for entity in knowledge.entities for name in naming.names(entity)]
    heard = [(name, HEARD + entity.id) for entity in knowledge.entities for name in naming.heard_names(entity)]
    roles = [(role, ROLE + entity.id) for entity in knowledge.entities for role in naming.offices(entity)]
    concepts = [(term, THESAURUS + id_) for id_, group in knowledge.thesaurus.items() for term in terms_of(group)]
    terms = [*named, *heard, *roles, *concepts]
    phrases = _without_articles([(words_of(term), concept) for term, concept in terms], packs)
    asked = merged(packs).asks.phrases
    texts = [*(term for term, _ in (*roles, *concepts)), *asked, *_texts(knowledge)]
    vocabulary = empty_vocabulary(knowledge, packs, talk)
    vocabulary.learn(chain.from_iterable((*phrasings, *map(words_of, texts))))
    for id_, group in _synonyms_used(packs, vocabulary):
        vocabulary.learn(word for term in group for word in term)
        phrases += [(term, THESAURUS + id_) for term in group]
    return vocabulary, [(tuple(map(vocabulary.stem_of.__getitem__, words)), concept) for words, concept in phrases]


def empty_vocabulary(knowledge: Knowledge, packs: Sequence[Pack], talk: Talk) -> Vocabulary:
    """Return one that knows the names of the base and the small words of its languages."""
    naming = Naming(packs)
    names = [name for one in knowledge.entities for name in (*naming.names(one), *naming.heard_names(one))]
    stems = Stems(knowledge.story.languages, packs)
    return Vocabulary(stems, names, merged(packs).stop_words, talk.question_words)


def reader_of(
    knowledge: Knowledge, packs: Sequence[Pack], talk: Talk, vocabulary: Vocabulary, terms: Iterable[Term]
) -> Reader:
    """Return the reader that knows the words and concepts of the base."""
    dates = Dates(packs, set(_days_of(knowledge)), _texts(knowledge))
    return Reader(vocabulary, Phrasebook(terms), talk, Keyboard(packs), dates)


def _without_articles(
    phrases: Sequence[tuple[tuple[str, ...], str]], packs: Sequence[Pack]
) -> list[tuple[tuple[str, ...], str]]:
    """Return the phrases but those with an article whose rest means the same, and may begin a longer one."""
    known = set(phrases)
    small = {(word,) for word in merged(packs).stop_words}
    return [(words, meant) for words, meant in phrases if words[:1] not in small or (words[1:], meant) not in known]


def _synonyms_used(packs: Sequence[Pack], vocabulary: Vocabulary) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the groups of everyday synonyms of which the base has a term, with the words of each term."""
    groups: dict[str, list[str]] = {}
    for pack in packs:
        for id_, terms in pack.synonyms.items():
            groups.setdefault(id_, []).extend(terms)
    split = {id_: list(map(words_of, terms)) for id_, terms in groups.items()}
    known = vocabulary.knows
    return [(id_, terms) for id_, terms in split.items() if any(all(map(known, term)) for term in terms)]


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for fact in knowledge.facts:
        yield from fact.text.values()
    for entity in knowledge.entities:
        if entity.role:
            yield from entity.role.values()


def entries_of(
    knowledge: Knowledge,
    reader: Reader,
    phrasings: Sequence[Phrasing],
    words: Sequence[Sequence[str]],
    tokens: Sequence[Tokens],
) -> dict[str, Entry]:
    """Return the entries of the base by id; `words` and `tokens` are those of `phrasings`."""
    questions: dict[str, list[int]] = defaultdict(list)
    for number, phrasing in enumerate(phrasings):
        questions[phrasing.entry_id].append(number)

    def strange_names(own: Iterable[int]) -> frozenset[str]:
        some = (phrasings[number] for number in own)
        texts = (one.text for one in some if one.language not in reader.talk.capital_nouns)
        names = {word for text in texts for word in _lone_names(text)} - reader.talk.months
        return frozenset({stem_of[word] for word in names if word in stem_of} - named_stems)

    def entry(
        id_: str,
        kind: EntryKind,
        about: tuple[str, ...],
        entities: Iterable[str],
        *,
        subjects: Iterable[str],
        speakers: Iterable[str] = (),
        texts: Iterable[str] = (),
        asks: Iterable[str] = (),
        places: Iterable[str] = (),
        numbers: Iterable[str] = (),
    ) -> Entry:
        own = questions[id_]
        read = [*(tokens[number] for number in own), *(reader.read_base(words_of(text)) for text in texts)]
        concepts = {concept for one in read for concept in one.concepts}
        said = [one for number, one in enumerate(read) if number >= len(own) or persons.isdisjoint(one.concepts)]
        named = {*entities, *(concept for concept in concepts if concept[0] != THESAURUS)}
        turned = {one for number in own for one in reader.talk.frames.turned_in(words[number])}
        several = (EXCEPTED,) if len(persons.intersection(about[:2])) > 1 else ()  # "who else" may be the other one
        somebody = ("person",) if kind == "gap" or not persons.isdisjoint({*about, *concepts}) else ()
        reasons = [number for number in own if "reason" in reader.talk.asks_of(words[number])]
        return Entry(
            id_,
            kind,
            frozenset(named),
            about,
            frozenset({*asks, *somebody, *(ask for number in own for ask in reader.talk.asks_of(words[number]))}),
            frozenset(places),
            frozenset(stem for one in read for stem in one.stems),
            frozenset(concepts | named),
            phrasings[own[0]],
            len(own),
            frozenset({*years, *numbers, *(form for one in read for form in one.forms if form.isdigit())}),
            frozenset(held for one in said for held in (*one.stems, *one.concepts)),
            strange_names(own) if kind == "gap" else frozenset(),
            frozenset({*subjects, *(one for number in own for one in tokens[number].concepts if one in persons)}),
            frozenset(word for number in own for word in reader.talk.personal_in(words[number])) - {WE},
            frozenset(held for one in read[len(own) :] for held in (*one.stems, *one.concepts)),
            len(reasons) >= EXPLAINING * len(own),
            frozenset((*turned, *several)),
            frozenset(held for number in reasons for held in (*tokens[number].stems, *tokens[number].concepts)),
            frozenset(speakers),
        )

    stem_of = reader.vocabulary.stem_of
    named_stems = {stem_of[word] for word in reader.vocabulary.names}
    years = {str(document.date.year) for document in knowledge.documents}
    kinds = knowledge.kinds
    persons = {id_ for id_, kind in kinds.items() if kind == "person"}
    sources = {source.id: source for source in knowledge.sources}
    entries: dict[str, Entry] = {}
    for fact in knowledge.facts:
        source = sources[fact.source]
        entities = [id_ for id_ in (*fact.about, source.speaker, source.outlet) if id_]
        places = [id_ for id_ in fact.about if kinds.get(id_) == "place"]
        entries[fact.id] = entry(
            fact.id,
            "fact",
            fact.about,
            entities,
            subjects=entities,
            speakers=filter(None, (source.speaker, source.outlet)),
            texts=fact.text.values(),
            asks=_given(fact, places),
            places=places,
            numbers=_numbers_of(fact),
        )
    for gap in knowledge.gaps:
        entries[gap.id] = entry(gap.id, "gap", gap.about, gap.about, subjects=gap.about)
    for conflict in knowledge.conflicts:
        sides = [entries[side] for side in conflict.sides]
        about = tuple(dict.fromkeys(id_ for side in sides for id_ in side.about))
        entities = [id_ for side in sides for id_ in side.entities]
        subjects = [id_ for side in sides for id_ in side.subjects]
        speakers = [id_ for side in sides for id_ in side.speakers]
        asks = [ask for side in sides for ask in side.asks]
        numbers = [number for side in sides for number in side.numbers]
        entries[conflict.id] = entry(
            conflict.id, "conflict", about, entities, subjects=subjects, speakers=speakers, asks=asks, numbers=numbers
        )
    return entries


def _lone_names(text: str) -> Iterator[str]:
    """Yield the words of a question with a capital letter, but for the first one and those of names of several words.

    "Camp David" says little of camps.
    """
    words = text.split()
    capital = [word[0].isupper() for word in words]
    for at in range(1, len(words)):
        if capital[at] and not any(capital[max(1, at - 1) : at] + capital[at + 1 : at + 2]):
            yield from words_of(words[at])


def _days_of(knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield month and day of each day of a fact and of each document's."""
    for fact in knowledge.facts:
        yield from ((day.month, day.day) for day in _days(fact))
    yield from ((document.date.month, document.date.day) for document in knowledge.documents)


def _days(fact: Fact) -> Iterator[dt.date]:
    """Yield a fact's days, those inside a range too."""
    if fact.date is not None:
        dates = fact.date if isinstance(fact.date, DateRange) else DateRange(start=fact.date, end=fact.date)
        for number in range(min((dates.end - dates.start).days, LONGEST_RANGE) + 1):
            yield dates.start + dt.timedelta(number)


def _numbers_of(fact: Fact) -> Iterator[str]:
    """Yield the numbers of a fact's days, and of their months and years."""
    for day in _days(fact):
        yield from map(str, (day.day, day.month, day.year))
    if isinstance(fact.date, DateRange):
        yield str(fact.date.end.year)


def _given(fact: Fact, places: Collection[str]) -> Iterator[str]:
    """Yield what a fact gives whatever its questions ask for."""
    if fact.date is not None:
        yield "time"
    if any(map(_CLOCK.search, fact.text.values())):
        yield "hour"
    if places:
        yield "place"
