"""Who has which office: answered by a fact that says so, and by no other fact about somebody."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Decision
from tests.rendering.samples import shipped

HELD = """
who is the US secretary of state = rubio-office
хто держсекретар США = rubio-office
кто госсекретарь = rubio-office
who is the Kremlin spokesman = peskov-office
хто речник Кремля = peskov-office
кто пресс-секретарь Кремля = peskov-office
who is the secretary of the NSDC = umerov-office
хто секретар РНБО = umerov-office
кто секретарь СНБО = umerov-office
who is the president of Ukraine = zelenskyy-president
хто президент України = zelenskyy-president
кто президент Украины = zelenskyy-president
who is the head of the delegation = umerov-heads-delegation
хто керівник делегації = umerov-heads-delegation
кто глава делегации = umerov-heads-delegation
who is Putin's press secretary = peskov-office
кто советник Трампа = kushner-office
who is secretary Umerov = umerov-office
хто такий президент Зеленський = zelenskyy-president
кто такой госсекретарь Рубио = rubio-office
is Rubio the defense secretary = rubio-office
Рубіо міністр? = rubio-office
"""

NOT_HELD = """
Who is Ukraine's foreign minister?
who is the US defense secretary
who is the prime minister of Ukraine
who heads the Kremlin
who is head of the SBU
who is the CIA director
who is the speaker of parliament
who is the deputy secretary of the NSDC
who is the head of NATO
who was NSDC secretary before him
хто міністр закордонних справ України?
міністр оборони в нас хто
глава мзс україни хто
хто очолює СБУ
хто спікер ради
хто заступник секретаря РНБО
хто голова парламенту
хто генпрокурор
а хто був секретарем рнбо перед ним
Who is Zelenskyy's press secretary?
who is Umerov's deputy
who's Kushner's assistant
who is Peskov's boss
хто заступник Умєрова
хто речник Зеленського
хто помічник Кушнера
кто адвокат Ермака
кто пресс-секретарь Зеленского
кто помощник Кушнера
кто министр иностранных дел украины
кто министр обороны украины
кто возглавляет цру
кто зам секретаря снбо
кто посол сша
кто спикер рады
кто начальник генштаба
"""


@pytest.mark.parametrize("row", HELD.strip().splitlines())
def test_an_office_that_a_fact_holds_is_answered(row: str) -> None:
    """By the fact that says who had it, also where it is only asked whether somebody has another."""
    query, fact = row.split(" = ")
    assert shipped().respond(query).match.answers[:1] == (fact,)


@pytest.mark.parametrize("query", NOT_HELD.strip().splitlines())
def test_an_office_that_no_fact_holds_is_not_answered(query: str) -> None:
    """Nor offered as "I am not sure": whoever is named there does not hold it."""
    assert shipped().respond(query).match.decision in {Decision.NOT_IN_SOURCE, Decision.OFF_TOPIC}
