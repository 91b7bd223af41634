"""Names in the cases of Ukrainian and Russian: whoever is named is found, whatever the preposition asks for."""

from __future__ import annotations

import pytest

from bot.language.pack import packs_for
from bot.language.stems import Stems
from tests.bases import knowledge_of, matcher_of

BASES = [("shipped", "uk"), ("shipped", "ru"), ("festival", "uk"), ("festival", "ru"), ("match", "uk"), ("court", "ru")]
HARD = "бвгдзклмнпрстфхцчшщж"
SHORTEST = 5
"""Letters of a name: abbreviations have no cases."""
SOFT_ENDINGS = {"uk": ("а", "и", "і", "у", "ою"), "ru": ("а", "ы", "е", "у", "ой")}
HARD_ENDINGS = {"uk": ("", "а", "у", "ом", "ові"), "ru": ("", "а", "у", "ом", "е")}


def forms(word: str, language: str) -> list[str]:
    """Return a name in its cases, as far as its ending tells them."""
    if word.endswith("а"):
        return [word[:-1] + ending for ending in SOFT_ENDINGS[language]]
    return [word + ending for ending in HARD_ENDINGS[language]] if word[-1] in HARD else [word]


@pytest.mark.parametrize(("base", "language"), BASES)
def test_a_name_is_found_in_each_of_its_cases(base: str, language: str) -> None:
    """For every person, place and body of a base whose last name is found as it stands."""
    reader, missed, tried = matcher_of(base)._reader, [], 0

    def found(text: str) -> set[str]:
        return {each.feature for clause in reader.read(text).clauses for each in clause.mentions}

    for entity in knowledge_of(base).entities:
        name = entity.name.get(language, "").lower().rpartition(" ")[2]
        if len(name) >= SHORTEST and entity.id in found(name):
            tried += 1
            missed += [form for form in forms(name, language) if entity.id not in found(form)]
    assert missed == []
    assert tried


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Женева", "Женеві", True),
        ("Женева", "жена", False),
        ("Путину", "Путиным", True),
        ("Україну", "Україна", True),
        ("Медведева", "Медведев", True),
        ("посада", "посади", True),
        ("посада", "посадять", False),
        ("посадили", "посадят", True),
        ("погодили", "погода", False),
        ("погоды", "погода", True),
        ("статтями", "стаття", True),
        ("угода", "угоди", True),
        ("угода", "ухода", False),
        ("часу", "часто", False),
        ("стаття", "став", False),
        ("статья", "стаття", True),
        ("старый", "старт", False),
        ("Умеров", "умер", False),
        ("долг", "долго", False),
        ("дружина", "дружину", True),
        ("жену", "жены", True),
        ("сторону", "сторона", True),
    ],
)
def test_which_words_are_forms_of_one(one: str, other: str, *, same: bool) -> None:
    """Endings of verbs and of surnames are none of names."""
    stems = Stems(["uk", "ru"], packs_for(["uk", "ru"]))
    assert (stems.of(one) == stems.of(other)) is same
