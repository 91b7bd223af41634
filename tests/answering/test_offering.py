"""Laws of what is offered while somebody types, for any query there can be, and of the messages that it becomes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.offering import Reader, offer_of, offers
from bot.answering.responder import Responder
from bot.playground.standin.entities import formatted
from bot.playground.standin.utf16 import units
from bot.rendering.catalogue import catalogue
from bot.rendering.offered import DESCRIPTION_LENGTH, TITLE_LENGTH, rows
from tests.bases import knowledge_of, matcher_of, responder_of, well_read

BASES = ("shipped", "harbour", "bridge")
LONGEST = 256
CODES = (None, "", "en", "uk-UA", "ru", "pt-BR", "de", "x" * 40)
WORDS = "who resigned Umerov хто подав відставку Умєров когда Ермак <b> &amp; @bot ціна /who f_x ?"
PIECES = (*WORDS.split(), *"\N{DOVE OF PEACE}\N{RIGHT-TO-LEFT OVERRIDE}\ud83d\x00")
PRINTED = sorted(question for base in BASES for question in responder_of(base).showcase.asked_by)
QUERIES = st.one_of(
    st.tuples(st.sampled_from(PRINTED), st.integers(1, LONGEST)).map(lambda begun: begun[0][: begun[1]]),
    st.text(max_size=LONGEST),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join).map(lambda text: text[:LONGEST]),
)


@pytest.mark.usefixtures("untraced")
@settings(deadline=None)
@given(st.sampled_from(BASES), QUERIES, st.sampled_from(CODES))
def test_any_query_gets_rows_that_telegram_takes(base: str, query: str, code: str | None) -> None:
    """One row at least and 50 at most, ids apart and of 1-64 bytes, each a dated message within the limits."""
    offered = offers(well_read(base), query, Reader(code))
    languages = {offer.id: offer.reply.language for offer in offered}
    found = rows(offered)
    assert 1 <= len(found) <= 50
    assert len({row.id for row in found}) == len(found)
    for row in found:
        assert 1 <= len(row.id.encode()) <= 64
        assert row.title.strip()
        assert units(row.title) <= TITLE_LENGTH
        assert units(row.description) <= DESCRIPTION_LENGTH
        text, entities = formatted(row.html, "HTML")
        assert text
        assert units(text) <= 4096
        assert len(entities) <= 100
        say = catalogue(languages[row.id])
        day = say.date(well_read(base).knowledge.story.as_of)
        assert any(say(key, date=day) in text for key in ("reply.as_of", "reply.as_of_first"))
        assert offer_of(well_read(base), query, Reader(code), row.id) is not None


@pytest.mark.parametrize("query", ["", " \n", "a" * 256, "я" * 256, "\N{DOVE OF PEACE}" * 128, "? " * 128, "<" * 256])
def test_nonsense_gets_rows_as_well(query: str) -> None:
    """The longest there can be, and the emptiest."""
    assert rows(offers(responder_of("shipped"), query, Reader("uk")))


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("base", ["shipped", "harbour", "bridge"])
def test_the_question_of_an_entry_leads_to_it(base: str) -> None:
    """A reply is shared by it: in each language, for facts, gaps and conflicts, in the language of the question."""
    responder = responder_of(base)
    show = responder.showcase
    for question, (entry_id, language) in show.asked_by.items():
        found = offers(responder, question, Reader("en"))
        card = show.conflict_of.get(entry_id, entry_id)
        place = -1 if entry_id in show.gaps else 0
        assert found[place].id in {entry_id, card}, question
        assert found[place].reply.language == language


@pytest.mark.parametrize("base", ["shipped", "harbour", "bridge"])
def test_no_side_of_a_conflict_is_offered_alone(base: str) -> None:
    """Whatever is asked that leads to one, all its sides stand in the row, once."""
    responder = responder_of(base)
    show = responder.showcase
    for question in show.asked_by:
        told = [row.html for row in rows(offers(responder, question, Reader("en")))]
        for conflict_id, conflict in show.conflicts.items():
            texts = {show.pick(show.facts[side].text, code) for side in conflict.sides for code in show.languages}
            with_sides = [html for html in told if any(_escaped(text) in html for text in texts)]
            assert len(with_sides) <= 1, (question, conflict_id)
            for html in with_sides:
                assert sum(_escaped(text) in html for text in texts) >= len(conflict.sides)


def test_what_is_too_long_for_one_message_is_left_out() -> None:
    """Half an answer is none; the others are offered."""
    base = knowledge_of("shipped")
    long = base.model_copy(
        update={
            "facts": tuple(
                fact.model_copy(update={"text": {"en": "long " * 900}}) if fact.id == "yermak-resigned" else fact
                for fact in base.facts
            )
        }
    )
    responder = Responder(long, matcher_of("shipped"))
    found = offers(responder, "Who resigned?", Reader("en"))
    assert found[0].id == "yermak-resigned"
    assert [row.id for row in rows(found)] == [each.id for each in found[1:]]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
