"""How a clause asks: for what is not so, for what would be, for whose words, for how many of what."""

from __future__ import annotations

import pytest

from tests.language.builders import reader

READER = reader(
    ["en", "uk", "ru"],
    texts=["seats windows залу місць у залі есть места"],
    names={"Ada": "ada", "Berg": "berg", "Ада": "ada", "Аду": "ada", "Аде": "ada", "Берг": "berg", "Бергу": "berg"},
)


@pytest.mark.parametrize(
    ("asked", "turned"),
    [
        ("who did not resign", {"negated"}),
        ("who isn't a witness", {"negated"}),
        ("whose is not", {"negated"}),
        ("when won't they meet", {"negated"}),
        ("what did Ada not say", {"negated"}),
        ("хто не пішов", {"negated"}),
        ("чего не сказала Ада", {"negated"}),
        ("who leads it, not Ada?", set()),
        ("why isn't that enough", set()),
        ("what was not agreed", set()),
        ("де не зійшлися", set()),
        ("is Ada not a witness", set()),
        ("what if Ada resigns", {"supposed"}),
        ("а якщо Ада піде", {"supposed"}),
        ("если бы Ада ушла", {"supposed"}),
        ("ok but if Ada resigns will Berg lead", {"supposed"}),
        ("if Ada resigns, then what", {"supposed"}),
        ("если Ада уйдёт, Берг останется?", {"supposed"}),
        ("якщо Ада піде, то що", {"supposed"}),
        ("if Ada resigned, why is she there", set()),  # it asks for what is so
        ("якщо Ада пішла, хто тепер керує", set()),
        ("who else is there", {"excepted"}),
        ("хто крім Ади пішов", {"excepted"}),
        ("who is there", set()),
    ],
)
def test_a_question_is_turned_round(asked: str, turned: set[str]) -> None:
    """By a negation after who, whose, when or what one says; by "what if", "if" before yes or no; by "who else"."""
    assert READER.read_clause(asked, whole=True).frame.turned == turned


@pytest.mark.parametrize(
    ("asked", "sayers"),
    [
        ("what did Ada say about Berg", {"ada"}),
        ("what Ada and Berg said", {"ada"}),
        ("what did the Ada say", {"ada"}),
        ("what did they say to the Ada", set()),
        ("what did they say about Ada", set()),
        ("when did Ada say so", set()),
        ("who said it", set()),
        ("що Ада сказала Бергу", {"ada"}),
        ("что сказала Ада о Бергу", {"ada"}),
        ("что об Аде сказала Берг", {"berg"}),
        ("что про Аду пишут", set()),
    ],
)
def test_whose_words_are_asked_for(asked: str, sayers: set[str]) -> None:
    """Whoever stands before the verb without a preposition, else after it."""
    assert READER.read_clause(asked, whole=True).frame.sayers == sayers


@pytest.mark.parametrize(
    ("asked", "tells"),
    [
        ("what did Ada say about Berg", "say"),
        ("what did Ada say", ""),
        ("що сказала Ада про Берга", "~сказ"),
        ("Ада що сказала, коротко", ""),
        ("who told Ada about Berg", ""),
    ],
)
def test_whether_words_about_something_are_asked_for(asked: str, tells: str) -> None:
    """By the stem of the verb, where a small word behind it leads to something."""
    assert READER.read_clause(asked, whole=True).frame.tells == tells


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("how many seats are there", "seats"),
        ("how many of them", ""),
        ("how long are the seats", ""),
        ("скільки місць у залі", "місць"),
        ("сколько там окон", "окон"),
    ],
)
def test_what_is_counted(asked: str, counted: str) -> None:
    """The word that follows, were it never seen."""
    assert READER.read_clause(asked, whole=True).frame.counted_word == counted


@pytest.mark.parametrize(
    ("said", "statement"),
    [
        ("Ada resigned", True),
        ("Ада ушла", True),
        ("did Ada resign", False),
        ("чи пішла Ада", False),
        ("list them", False),
    ],
)
def test_what_opens_no_question_is_a_statement(said: str, *, statement: bool) -> None:
    """Nor does it request anything."""
    assert READER.read_clause(said, whole=True).frame.statement is statement
