"""Which common words name a concept of the shipped base, and which only share letters with a term of it."""

from __future__ import annotations

import pytest

from bot.language.phrases import THESAURUS
from tests.bases import knowledge_of, matcher_of


def _meant(word: str) -> set[str]:
    clause = matcher_of("shipped")._reader.read_clause(word, whole=True)
    return {concept.removeprefix(THESAURUS) for concept in clause.tokens.concepts}


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("пише пишет пишуть пишут", "report-news"),
        ("пішов", "resign"),
        ("зняли сняли снять", "dismiss"),
        ("знає знают", "aware"),
        ("угода угоди угоду", "agree"),
        ("діти дітей дети детям", "family"),
        ("місія миссии", "delegation"),
        ("місто місті город", "city"),
        ("путь пути", "future-path"),
        ("назва назвою", "headline"),
        ("сила силы", ""),
    ],
)
def test_a_word_means_what_its_own_forms_mean(words: str, concept: str) -> None:
    """And nothing else: what only begins alike is another word."""
    assert [(word, _meant(word)) for word in words.split()] == [
        (word, {concept} if concept else set()) for word in words.split()
    ]


@pytest.mark.parametrize(
    "words",
    [
        "чи чем че",  # чий, чьем
        "вернеться вернуться верну",  # верно
        "после після",  # писал
        "мову мовою додому",  # мовити, додати
        "вещи вещей только видит видел",
        "почали",  # почти
        "мама маме рубли рубль май",  # names
        "нашел нашли",  # наши
        "над под перед разве весь хотя реально",
        "Russia new россия росія",  # рости
        "can like up went",
    ],
)
def test_what_only_begins_alike_names_no_concept(words: str) -> None:
    """A stem is short, and the terms of a story are many: these were read as one of them."""
    entities = {entity.id for entity in knowledge_of("shipped").entities}
    assert [(word, _meant(word) - entities) for word in words.split()] == [(word, set()) for word in words.split()]
