"""Whole messages: laws that hold for every reply, and what each kind must show."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import pytest

from bot.answering.about import About, Welcome
from bot.answering.browsing import Conflicts, Dossier, EntryCard, People
from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.reply import Answer, CommandReply, NotInSource, QueryReply, Responded
from bot.answering.responder import Responder
from bot.answering.timeline import Timeline
from bot.playground.standin.formatting import parse_html
from bot.rendering.catalogue import catalogue
from bot.rendering.compose_command import COMPOSERS
from bot.rendering.cutting import LIMIT, utf16_length
from bot.rendering.html import render_html
from bot.rendering.plain import render_plain
from bot.retrieval.match import Decision, Match
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import fact, knowledge
from tests.rendering.samples import every_reply, shipped, small

GAZETTE = "Sandvik Gazette of 8 September 2023"
_LINK = re.compile(r" \(https?://\S+\)")


TELLING = (Answer, NotInSource, EntryCard, Welcome, About, Conflicts, Dossier, People, Timeline)
"""Kinds that tell something of the story, or that it is not told."""


def test_what_tells_something_of_the_story_says_as_of_which_day() -> None:
    """On every surface, in every language, once; "there is no such command" is as true tomorrow."""
    for reply in every_reply():
        date = catalogue(reply.language).date(reply.as_of)
        as_of = catalogue(reply.language)("reply.as_of", date=date)
        if isinstance(reply, TELLING):
            assert date in render_plain(reply)
            assert any(date in message for message in render_html(reply))
            assert render_plain(reply).count(as_of) <= 1
        else:
            assert as_of not in render_plain(reply)


def test_every_kind_of_reply_is_composed() -> None:
    """A command whose reply has no composer is found here, not by a user; and the samples leave no kind out."""
    kinds = {kind.__name__ for kind in CommandReply.__subclasses__() if kind.__module__.startswith("bot.")}
    assert {kind.__name__ for kind in COMPOSERS} == kinds
    assert {type(reply).__name__ for reply in every_reply()} == kinds | {kind.__name__ for kind in get_args(QueryReply)}


def test_every_message_parses_and_fits() -> None:
    """Telegram's parser takes each message, and none is empty or longer than 4,096 units."""
    for reply in every_reply():
        for tappable in (True, False):
            for html in render_html(reply, tappable=tappable):
                text, _ = parse_html(html)
                assert text.strip()
                assert utf16_length(html) <= LIMIT


def test_a_short_limit_is_kept_too() -> None:
    """Captions have 1,024 units."""
    for reply in every_reply()[::7]:
        assert all(utf16_length(html) <= 1024 for html in render_html(reply, limit=1024))


def test_every_fact_has_its_owner_beside_it() -> None:
    """No answer shows a text without saying whose it is."""
    for reply in every_reply():
        if isinstance(reply, Answer):
            text = render_plain(reply).casefold()
            for fact in reply.facts:
                assert fact.text.casefold() in text
                assert fact.attribution.casefold() in text


def test_html_and_plain_text_say_the_same() -> None:
    """One composition feeds both: they differ in dress alone, an address behind a link or after it."""
    for reply in every_reply()[::5]:
        html = "\n".join(parse_html(part)[0] for part in render_html(reply, tappable=False))
        plain = _LINK.sub("", render_plain(reply))
        assert "".join(html.split()) == "".join(plain.split())


def test_buttons_are_not_listed_as_text_too() -> None:
    """Where questions can be tapped, the message stays short."""
    reply = next(each for each in every_reply() if isinstance(each, Answer) and each.suggestions)
    question = reply.suggestions[0].question
    assert question in render_plain(reply)
    assert question not in "".join(render_html(reply))


def test_the_answer_comes_first_and_its_owner_under_it() -> None:
    """Nobody scrolls past a preamble."""
    reply = small().entry("berg-resigned", "en")
    assert reply is not None
    assert render_plain(reply).splitlines() == [
        "Nils Berg, the harbour master, resigned on 1 September 2023.",
        f"— the Gazette, quoting nobody · {GAZETTE}, paragraph 6 of 6 (https://example.org/gazette)",
        "",
        "As of 10 September 2023",
        "",
        "You could also ask:",
        *render_plain(reply).splitlines()[6:],
    ]


def test_the_document_is_named_only_where_there_are_several() -> None:
    """With one, the paragraph says where; the document is one tap on "Source" away."""
    reply = shipped().entry("yermak-resigned", "en")
    assert reply is not None
    text = render_plain(reply)
    assert text.splitlines()[1:4] == [
        "— the article, in its reference note · paragraph 7 of 14",
        "",
        "As of 30 November 2025",
    ]
    assert text.count("30 November 2025") == 1


def test_a_tapped_question_stands_above_its_answer() -> None:
    """Below other messages, nobody sees any more which button was tapped."""
    context = CommandContext(small(), fixed_language="en")
    outcome = run_command("fact", "berg-resigned", context)
    assert not isinstance(outcome, Responded)
    assert render_html(outcome)[0].startswith("<b>Who resigned?</b>\n\nNils Berg")


def test_the_side_that_was_asked_for_comes_before_what_differs_from_it() -> None:
    """Then the neutral line, the other side, and once that nobody knows what came of it."""
    match = Match("q", Decision.ANSWER, 0.9, 0.5, answers=("ferry-on-the-15th",), differs="ferry-dates")
    lines = render_plain(small().reply_to(match, "en")).splitlines()
    assert [line for line in lines if line][:6] == [
        "The council wrote that the ferry was expected between 15 and 17 September 2023.",
        "— the council, in its minutes · Minutes of the council, 10 September 2023, paragraph 1 of 3",
        "The documents give different dates for the ferry.",
        "The Gazette reported that the ferry was to sail again on 12 September 2023.",
        f"— the Gazette, quoting nobody · {GAZETTE}, paragraph 2 of 6 (https://example.org/gazette)",
        "The document does not say whether any of this happened.",
    ]


def test_details_open_on_a_tap() -> None:
    """The documents behind a dossier are folded into an expandable quotation, paragraphs first: a title may fill it."""
    outcome = run_command("who", "berg", CommandContext(small(), fixed_language="en"))
    assert not isinstance(outcome, Responded)
    assert "<blockquote expandable>Paragraph" in render_html(outcome)[0]


def test_a_conflict_shows_each_side_under_its_owner() -> None:
    """The neutral line, then the sides alike, then that nobody knows what came of it."""
    reply = small().entry("ferry-dates", "en")
    assert reply is not None
    assert render_plain(reply).splitlines()[:9] == [
        "The documents give different dates for the ferry.",
        "",
        f"The Gazette, quoting nobody · {GAZETTE}, paragraph 2 of 6 (https://example.org/gazette)",
        "The Gazette reported that the ferry was to sail again on 12 September 2023.",
        "",
        "The council, in its minutes · Minutes of the council, 10 September 2023, paragraph 1 of 3",
        "The council wrote that the ferry was expected between 15 and 17 September 2023.",
        "",
        "The document does not say whether any of this happened.",
    ]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "The document does not say whether this happened."),
        ("uk", "Чи відбулося це, у документі не сказано."),
        ("ru", "Произошло ли это, в документе не сказано."),
    ],
)
def test_what_was_only_expected_says_so(language: str, note: str) -> None:
    """In each language, under the fact."""
    reply = small().entry("berg-resigned", "en")
    assert isinstance(reply, Answer)
    expected = dataclasses.replace(
        reply, language=language, facts=(dataclasses.replace(reply.facts[0], expected=True),)
    )
    assert note in render_plain(expected)


def test_a_question_about_now_gets_the_date_first() -> None:
    """Whoever asks for the latest must not read an old fact as news."""
    reply = small().entry("berg-resigned", "en")
    assert isinstance(reply, Answer)
    first = render_plain(dataclasses.replace(reply, dated=True)).splitlines()[0]
    assert first == "As of 10 September 2023; I know nothing newer."


def test_an_abstention_names_the_contact_and_what_can_be_asked() -> None:
    """An honest "not in my source" still helps."""
    reply = small().entry("why-berg-resigned", "en")
    assert isinstance(reply, NotInSource)
    text = render_plain(reply)
    assert text.startswith("Neither document says why Nils Berg resigned.")
    assert "Who resigned?" in text
    assert "https://example.org/harbour" in text


def test_nobody_is_named_for_mistakes_where_the_base_names_nobody() -> None:
    """Not in an abstention, not in /about, not in /privacy; where one is named, it stands in each."""
    for responder, said in ((shipped(), False), (small(), True)):
        context = CommandContext(responder, fixed_language="en")
        about, privacy = run_command("about", "", context), run_command("privacy", "", context)
        assert not isinstance(about, Responded)
        assert not isinstance(privacy, Responded)
        gap = responder.entry(responder.knowledge.gaps[0].id, "en")
        assert gap is not None
        assert ("To report a mistake: " in render_plain(gap)) is said
        assert ("To report a mistake: " in render_plain(about)) is said
        assert ("Questions about this: " in render_plain(privacy)) is said


def test_what_people_type_is_escaped() -> None:
    """What is repeated is text, never a tag."""
    reply = dataclasses.replace(shipped().respond("Who resigned?").reply, read_as="<b>&")
    assert "&lt;b&gt;&amp;" in render_html(reply)[0]


def test_what_a_base_does_not_have_is_not_counted_or_offered() -> None:
    """/about leaves out kinds of entries that the base lacks; /who says that there is nobody."""
    base = knowledge(facts=[fact("opened")], entities=[])
    context = CommandContext(Responder(base, Matcher(base)))
    about, who = run_command("about", "", context), run_command("who", "", context)
    assert isinstance(about, About)
    assert isinstance(who, People)
    assert "In the base: 1 fact." in render_plain(about)
    assert "The base names no people." in render_plain(who)
