"""A question that is still being typed leads somewhere before its last word is whole."""

from __future__ import annotations

import pytest

from bot.answering.offering import Reader, offers
from tests.bases import responder_of, well_read

HALF_TYPED = {
    "When will Wi": "putin-meeting-dates",
    "Where did the talks in Mia": "talks-venue",
    "Хто такий Ум": "umerov-office",
    "Коли Віткофф зустрі": "putin-meeting-dates",
    "Кто подал в отст": "yermak-resigned",
    "Когда Уит": "putin-meeting-dates",
    "When will Puti": "putin-meeting-dates",
    "Що сказав Пут": "putin-reaction",
    "Where does Zelen": "zelenskyy-president",
    "Коли Кушн": "kushner-office",
}
EVERY = 11
"""Letters after which a question is looked at as it is typed, another one of them in each."""
EACH = 3
"""Which of the printed questions are typed: those of an entry follow each other, in three languages and more."""
NOT_BEGUN = ("so who", "what's ", "а я", "що для нас ", "кто ")
"""Small words alone: nothing was asked yet."""
NOTHING = ("谁辞职了", "qqqqqq", "\N{DOVE OF PEACE}" * 3, "best pizza reci", "погода в Лонд")
"""What cannot be made out, and what is about something else, half typed or not."""


@pytest.mark.parametrize("query", HALF_TYPED)
def test_a_half_typed_word_is_read_as_it_may_go_on(query: str) -> None:
    """What it leads to comes before the abstention that the words would get as they stand."""
    ids = [each.id for each in offers(responder_of("shipped"), query)]
    assert HALF_TYPED[query] in ids
    assert not ids[0].startswith("_")


@pytest.mark.parametrize("query", NOT_BEGUN)
def test_small_words_alone_are_the_beginning_of_a_question(query: str) -> None:
    """They get questions that begin so and the overview, not "could not make out"."""
    offered = [each.id for each in offers(responder_of("shipped"), query, Reader("uk"))]
    assert len(offered) >= 8
    assert not [each for each in offered if each.startswith("_")]


@pytest.mark.parametrize("query", NOTHING)
def test_what_leads_nowhere_gets_its_abstention_alone(query: str) -> None:
    """No examples stand above it as if they were near."""
    (only,) = offers(responder_of("shipped"), query, Reader("uk"))
    assert only.id in {"_Unclear", "_OffTopic"}


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("base", ["shipped", "harbour", "bridge"])
def test_every_question_is_found_before_its_end(base: str) -> None:
    """Two letters short of its last word's end a printed question still has its entry among the first rows."""
    responder = well_read(base)
    show, missed = responder.showcase, []
    for question, (entry_id, _) in list(show.asked_by.items())[::EACH]:
        rows = offers(responder, question.rstrip("?")[:-2])
        if not {entry_id, show.conflict_of.get(entry_id)} & {each.id for each in rows}:
            missed.append(question)
    assert missed == []


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("base", ["shipped", "harbour", "bridge"])
def test_a_question_of_the_base_is_offered_once_while_it_is_typed(base: str) -> None:
    """At one letter of eleven: each entry once, abstentions below facts; from the third word on in its language."""
    responder = well_read(base)
    show = responder.showcase
    for number, (question, (_, language)) in enumerate(list(show.asked_by.items())[1::EACH]):
        for length in range(1 + number % EVERY, len(question), EVERY):
            offered = offers(responder, question[:length], Reader(language))
            ids = [each.id for each in offered]
            assert len(set(ids)) == len(ids), question[:length]
            silent = [each.id in show.gaps or each.id[0] == "_" for each in offered if each.id != "_Smalltalk"]
            assert silent == sorted(silent), (question[:length], ids)
            if question[:length].count(" ") > 1:
                assert offered[0].reply.language == language, question[:length]


def test_a_finished_word_is_not_completed() -> None:
    """What follows it, a space or a question mark, ends it."""
    completion = responder_of("shipped").completion
    for query in ("Who is Ume ", "Who is Ume?", "", "   ", "5"):
        assert completion.readings(query, "en") == ()
        assert completion.entries(query, "en") == ()
    assert "Who is umerov" in completion.readings("Who is Ume", "uk")
