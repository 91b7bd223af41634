"""Two questions in one message are answered side by side, where each is surely answered by a fact of its own."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Decision
from tests.bases import matcher_of


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("Where are they meeting and who leads the Ukrainian side?", ("talks-venue", "umerov-heads-delegation")),
        ("who leads the delegation? where are the talks held?", ("umerov-heads-delegation", "talks-venue")),
        ("хто звільнився і хто став на чолі делегації", ("yermak-resigned", "umerov-heads-delegation")),
        ("хто такий Кушнер і де проходять переговори?", ("kushner-office", "talks-venue")),
        ("Кто такой Кушнер и где проходят переговоры?", ("kushner-office", "talks-venue")),
        ("между кем и где идут переговоры?", ("talks-parties", "talks-venue")),  # the first is of small words alone
    ],
)
def test_each_of_several_questions_gets_its_fact(query: str, answers: tuple[str, ...]) -> None:
    """In the order in which they are asked."""
    match = matcher_of("shipped").match(query)
    assert (match.decision, match.answers) == (Decision.ANSWER, answers)


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("Who is Rubio? What did he say?", ("rubio-office", "rubio-lasting-conditions")),
        ("Who was in charge before Umerov? Why did he leave?", ("yermak-previous-leader", "yermak-after-searches")),
        (
            "Кто такой Кушнер? Что такое Shell Bay? Кто им владеет?",
            ("kushner-office", "shell-bay-exclusive", "shell-bay-witkoff"),
        ),
        ("Who replaced Yermak? Who is he?", ("umerov-led-28-november",)),
        (
            "Who is Yermak? Who leads the delegation? Who is Rubio?",
            ("yermak-office", "umerov-heads-delegation", "rubio-office"),
        ),
    ],
)
def test_he_is_who_alone_was_asked_about_just_before(query: str, answers: tuple[str, ...]) -> None:
    """Not whoever is named where somebody else is asked for, and not across another question."""
    assert matcher_of("shipped").match(query).answers == answers


@pytest.mark.parametrize(
    "query",
    [
        "What's in the plan? Who wrote it?",
        "Is Yermak a thief? What did he do?",
        "Умеров вор? Кто он такой?",
        "How old is he? Where is he from?",
    ],
)
def test_a_fragment_is_no_answer_in_place_of_an_honest_no(query: str) -> None:
    """Nor is anything that stands beside an accusation."""
    assert not matcher_of("shipped").match(query).answers


@pytest.mark.parametrize(
    "query",
    ["Sorry for the question? Who is Umerov?", "Who is Umerov? What's your opinion?", "Who killed JFK? Who is Rubio?"],
)
def test_what_says_little_for_itself_names_no_gap(query: str) -> None:
    """A silence that nobody asked about would sound like an insinuation."""
    assert matcher_of("shipped").match(query).gap is None


@pytest.mark.parametrize(
    ("query", "answer", "gap", "read_as"),
    [
        ("How old is Umerov? And what is his job?", "umerov-office", "biographies", "And what is his job?"),
        ("What is Umerov's job? How old is he?", "umerov-office", "biographies", "What is Umerov's job?"),
        ("what did rubio say? how old is he?", "rubio-lasting-conditions", "biographies", "What did rubio say?"),
        ("Чи буде перемир'я до Різдва? Хто такий Рубіо?", "rubio-office", "ceasefire", "Хто такий Рубіо?"),
        ("Что станет с Запорожской АЭС? Кто такой Рубио?", "rubio-office", "nuclear-plant", "Кто такой Рубио?"),
        ("What is bitcoin worth? Who is Rubio?", "rubio-office", None, "Who is Rubio?"),
    ],
)
def test_what_the_document_does_not_say_is_told_beside_the_answer(
    query: str, answer: str, gap: str | None, read_as: str
) -> None:
    """It was the whole reply where it was the surer one; what is about something else is no silence of the document."""
    match = matcher_of("shipped").match(query)
    assert (match.answers, match.gap, match.read_as) == ((answer,), gap, read_as)


@pytest.mark.parametrize(
    "query",
    [
        "Where are the talks held and who won the football?",  # one is not held
        "Who leads the delegation and who heads the delegation?",  # one fact for both
        "when does Putin meet Witkoff and who leads the delegation?",  # sources differ: all sides belong together
        "Who is Rubio? Who is Kushner? Who is Peskov? Who is Yermak?",  # more than a reply has room for
        "Who leads the delegation?",
        "Между кем и кем идут переговоры?",
    ],
)
def test_anything_else_is_one_question(query: str) -> None:
    """What is not sure of each is answered as before, by the question that says most."""
    match = matcher_of("shipped").match(query)
    assert len(match.answers) < 2 or match.conflict


@pytest.mark.parametrize(
    ("query", "answer", "read_as"),
    [
        ("what club is it and when did they start", "shell-bay-witkoff", "What club is it?"),
        ("уиткофф кем работает и кто с ним в паре к путину", "witkoff-office", "Уиткофф кем работает?"),
        ("who is rubio and how old is he", "rubio-office", "Who is rubio?"),
        ("what did rubio say and what did trump say", "rubio-lasting-conditions", "What did rubio say?"),
        ("що сказав рубіо і що сказав трамп", "rubio-lasting-conditions", "Що сказав рубіо?"),
        ("где проходят переговоры и сколько стоит вход", "talks-venue", "Где проходят переговоры?"),
        ("Who leads the delegation and who heads the delegation?", "umerov-heads-delegation", ""),
        ("yermak gone?? what happened", "yermak-resigned", ""),
        ("Which languages are spoken there? Which country hosts it?", "talks-city", "Which country hosts it?"),
        ("Can I freeze cooked rice? Who is Rubio?", "rubio-office", "Who is Rubio?"),
        ("посоветуйте мастера по стиралкам? кто такой Рубио?", "rubio-office", "Кто такой Рубио?"),
        ("хто написав «Тіні забутих предків»? хто такий Рубіо?", "rubio-office", "Хто такий Рубіо?"),
        ("kushner again?? whats he to the prez these days", "kushner-office", ""),
    ],
)
def test_where_one_of_several_is_answered_it_is_said_which(query: str, answer: str, read_as: str) -> None:
    """Unless the other asks for nothing else of the base."""
    match = matcher_of("shipped").match(query)
    assert (match.answers[:1], match.read_as) == ((answer,), read_as)


@pytest.mark.parametrize(
    "query",
    [
        "How many tanks does Ukraine have? do you have that?",
        "чем лечить кашель? это там есть?",
        "як зварити борщ? і це є?",
    ],
)
def test_what_says_nothing_for_itself_is_no_question_beside_another(query: str) -> None:
    """Small words alone were answered with what the article draws on."""
    assert not matcher_of("shipped").match(query).answers


@pytest.mark.parametrize("pronoun", ["нём", "нем"])
def test_he_is_whom_the_clause_before_names(pronoun: str) -> None:
    """However the pronoun is written: what was said of Kushner is not what Rubio said."""
    match = matcher_of("shipped").match(f"Я читала вчера про Кушнера. А что говорили о {pronoun}?")
    assert (match.answers, match.gap) == ((), "witkoff-kushner-words")
