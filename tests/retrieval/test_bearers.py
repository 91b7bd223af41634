"""Questions about somebody else, and what somebody says of himself or of the bot: none gets a fact."""

from __future__ import annotations

import pytest

from bot.retrieval.match import Decision
from tests.bases import matcher_of

SOMEBODY_ELSE = """
who is steve jobs
who is jared leto
who is marco polo
who is vladimir lenin
what did steve harvey say
who is charles kushner
what did olena zelenska say
хто такий стів джобс
хто такий джаред лето
хто такий доку умаров
хто така олена зеленська
кто такой марко поло
кто такая елена зеленская
who is the secretary of state of ukraine
who is ukraine's secretary of state
хто держсекретар України
кто госсекретарь Украины
who is the boss of the cia
when did rubio last meet lavrov
коли Зеленський їде до Макрона
когда рубио последний раз виделся с лавровым
"""

ITSELF = """
who is mister rubio = rubio-office
who is marco antonio rubio = rubio-office
кто такой дмитрий сергеевич песков = peskov-office
who is the head of the Ukrainian delegation in the US = umerov-heads-delegation
кто глава украинской делегации в США = umerov-heads-delegation
who is the US special envoy to Ukraine = witkoff-office
who is the spokesperson of the Kremlin = peskov-office
хто очільник делегації = umerov-heads-delegation
who accompanies Witkoff to Moscow = witkoff-kushner-plan-putin
кто сопровождает Уиткоффа в Москву = witkoff-kushner-plan-putin
who is steve witkofff = witkoff-office
who si jaerd kushnr = kushner-office
who is marco = rubio-office
хто такий стів віткоф = witkoff-office
хто такий секретар умєров = umerov-office
кто такой джаред кушнер = kushner-office
who is the us secretary of state = rubio-office
хто держсекретар США = rubio-office
"""

OWN = """
i quit my job
my boss resigned lol
my son in law is a jerk
i have my own priorities
я звільнився
мій бос пішов у відставку
я вчера уволился с работы
мой босс подал в отставку
"""

ABOUT_THE_READER = """
what are your priorities
did your boss resign
who's your son in law
які твої пріоритети
хто твій зять
в каком твой дом городе
"""

ANOTHERS = """
is rubio a witness in the mindich case
has zelensky resigned
is umerov in contact with trump
will zelensky see witkoff on dec 4
рубіо свідок у справі міндіча?
рубио на связи с зеленским?
коли трамп зустрінеться з путіним
хто мама кушнера
кто брат кушнера
хто перекладач на переговорах
тренер уволился
прем'єр пішов у відставку?
the coach resigned
who was kremlin spokesman before peskov
кто секретарь снбо после умерова
dentist dec 2
стоматолог 2 грудня
стоматолог 2 декабря
stop
leave me alone
"""

ABOUT_THE_STORY = """
what's your article about = article-about
коли вийшла ваша стаття = article-date
расскажи мне про обыски = yermak-after-searches
нагадай мені пріоритети делегації = directives-priorities
я хочу знать про обыски = yermak-after-searches
will you tell me where the talks are = talks-venue
мій бос питає де переговори = talks-venue
i read that the head of the president's office resigned = yermak-resigned
rubio told me never again war = rubio-never-war-again
i wonder where the talks were held = talks-venue
мій чоловік питає чи єрмак пішов у відставку = yermak-resigned
мой муж не верит что ермак ушёл в отставку = yermak-resigned
"""


@pytest.mark.parametrize(
    "query", [line for some in (SOMEBODY_ELSE, OWN, ABOUT_THE_READER, ANOTHERS) for line in some.strip().splitlines()]
)
def test_neither_another_bearer_of_a_name_nor_who_writes_gets_a_fact(query: str) -> None:
    """It may be offered what lies near."""
    assert matcher_of("shipped").match(query).decision is not Decision.ANSWER


@pytest.mark.parametrize("row", [*ITSELF.strip().splitlines(), *ABOUT_THE_STORY.strip().splitlines()])
def test_a_misspelt_name_and_a_writer_who_speaks_of_the_story_do(row: str) -> None:
    """By the fact that is asked for."""
    query, fact = row.split(" = ")
    assert matcher_of("shipped").match(query).answers[:1] == (fact,)


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("who are rubio and umerov", ("rubio-office", "umerov-office")),
        ("рубіо і пєсков це хто", ("rubio-office", "peskov-office")),
        ("кто такие рубио, кушнер и песков", ("rubio-office", "kushner-office", "peskov-office")),
    ],
)
def test_several_who_are_asked_for_are_introduced_each(query: str, answers: tuple[str, ...]) -> None:
    """Where their names are all that "who ..." says."""
    assert matcher_of("shipped").match(query).answers == answers


@pytest.mark.parametrize(
    ("query", "fact"),
    [
        ("everyone keeps going on about yermak. what position did he even hold", "yermak-office"),
        ("про кушнера всі говорять. а ким він працює?", "kushner-office"),
        ("ермак опять в новостях. когда он ушел в отставку?", "yermak-resigned"),
        ("Yermak is out. When did they meet in Geneva?", "geneva-talks-date"),  # "they" are others
    ],
)
def test_who_is_meant_by_he_was_named_before(query: str, fact: str) -> None:
    """In the clause before, where it names one person."""
    assert matcher_of("shipped").match(query).answers[:1] == (fact,)


def test_of_two_nobody_is_meant_by_he() -> None:
    """The clause stays as it stands."""
    introductions = matcher_of("shipped")._introductions
    clauses = matcher_of("shipped")._reader.read("rubio and yermak are in the news. what did he say?").clauses
    assert introductions.resolved(clauses) == list(clauses)


def test_where_a_base_speaks_to_its_reader_a_reader_may_speak_of_himself() -> None:
    """A recall is about what somebody has at home."""
    assert matcher_of("recall").match("i lost my receipt").answers == ("no-receipt",)
