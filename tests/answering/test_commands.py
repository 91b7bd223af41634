"""The one table of commands and what each command says."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import about, browsing
from bot.answering.browsing import TOPIC_PAGE, topic_page
from bot.answering.commands import COMMANDS, Scope, UnknownCommand, find_command, menu, run_command, split_command
from bot.answering.context import CommandContext
from bot.answering.reply import Answer, CommandReply, Responded
from bot.answering.responder import Responder
from bot.answering.settings import NothingToSet
from bot.answering.timeline import Timeline
from bot.knowledge.model import Conflict
from bot.retrieval.matcher import Matcher
from tests.bases import knowledge_of, responder_of
from tests.knowledge.builders import fact, knowledge

HARBOUR = knowledge_of("harbour")
CONTEXT = CommandContext(responder_of("harbour"))


def test_where_there_is_no_chat_there_is_nothing_to_set() -> None:
    """As in the terminal."""
    assert isinstance(run_command("settings", "", CONTEXT), NothingToSet)


def test_menus_show_the_commands_that_people_need() -> None:
    """In this order, /settings where it can be used; the others are merely understood."""
    for scope in Scope:
        settings = [] if scope is Scope.GROUP else ["settings"]
        wanted = ["ask", "who", "timeline", "topics", "help", *settings, "forget"]
        assert [command.name for command in menu(scope)] == wanted
    assert {command.name for command in COMMANDS if not command.menus} == {
        "start",
        "about",
        "sources",
        "conflicts",
        "fact",
        "why",
        "privacy",
    }


def test_names_keep_to_what_telegram_allows() -> None:
    """Lower-case letters, digits and underscores, at most 32, none twice."""
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert all(name.isascii() and name.islower() and len(name) <= 32 for name in names)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/who berg", ("who", "berg")),
        ("/who@some_bot  Nils Berg ", ("who", "Nils Berg")),
        ("/ask two\nlines", ("ask", "two\nlines")),
        ("/help", ("help", "")),
        ("no command", None),
        ("/", None),
    ],
)
def test_a_line_is_split_into_name_and_argument(line: str, expected: tuple[str, str] | None) -> None:
    """The bot's name is dropped, line breaks in the argument stay."""
    assert split_command(line) == expected


@pytest.mark.parametrize("typed", ["berg", "Nils Berg", "nils bergg", "Берг", "captain berg", "BERG"])
def test_who_finds_people_as_they_are_typed(typed: str) -> None:
    """A part of the name, a slip of the finger, the other script, another name: it is Nils Berg."""
    reply = run_command("who", typed, CONTEXT)
    assert isinstance(reply, browsing.Dossier)
    assert reply.entity == browsing.EntityRef("berg", "Nils Berg", "harbour master at the time")
    assert reply.side is not None
    assert reply.side.name == "the council"


def test_a_dossier_parts_what_somebody_said_from_what_is_said_of_them() -> None:
    """Statements by the council, as speaker, stand apart from facts that are about it; none stands twice."""
    reply = run_command("who", "town council", CONTEXT)
    assert isinstance(reply, browsing.Dossier)
    assert [shown.id for shown in reply.by] == ["ferry-on-the-15th"]
    assert not {shown.id for shown in reply.by} & {shown.id for shown in reply.about}


@pytest.mark.parametrize(("typed", "unknown"), [("", False), ("zzzz", True), ("\N{PILE OF POO}", False), ("?", False)])
def test_who_without_a_known_name_lists_the_people(typed: str, unknown: bool) -> None:  # noqa: FBT001
    """A missing or odd name gets the people to tap, never an error."""
    reply = run_command("who", typed, CONTEXT)
    assert isinstance(reply, browsing.People)
    assert reply.unknown is unknown
    assert [person.id for person in reply.people] == ["berg"]


def test_the_timeline_parts_what_happened_from_what_was_expected() -> None:
    """Each by date; what has no date, and what only details another fact, is left out."""
    base = knowledge(
        facts=[
            fact("undated"),
            fact("later", date="2024-05-09"),
            fact("earlier", date="2024-05-01"),
            fact("zoom", date="2024-05-01", detail_of="earlier"),
            fact("hoped", date={"start": "2024-06-01", "end": "2024-06-02"}, expected=True),
        ]
    )
    context = CommandContext(Responder(base, Matcher(base)))
    reply = run_command("timeline", "", context)
    assert isinstance(reply, Timeline)
    assert [shown.id for shown in reply.happened] == ["earlier", "later"]
    assert [shown.id for shown in reply.expected] == ["hoped"]
    assert not reply.dates_differ | reply.accounts_differ


def test_what_happened_without_a_date_stands_by_the_date_of_its_document() -> None:
    """Where the base has a brief line of it, after what is dated that day; what was only expected has no such day."""
    document = knowledge().documents[0].date.isoformat()
    base = knowledge(
        facts=[
            fact("begun", brief={"en": "talks had begun"}),
            fact("awaited", brief={"en": "a visit was awaited"}, expected=True),
            fact("that-day", date=document),
            fact("before", date="1999-05-01"),
        ]
    )
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    assert [shown.id for shown in reply.facts] == ["before", "that-day", "begun"]
    assert reply.facts[-1].brief == "talks had begun"


def test_the_timeline_knows_where_sources_differ() -> None:
    """In the date or otherwise; a side that is only a detail counts for the fact that is shown."""
    questions, differ = {"en": "what is disputed"}, {"en": "They differ."}
    base = knowledge(
        facts=[
            fact("plan", date="2024-05-01", expected=True),
            fact("plan-day", date="2024-05-01", expected=True, detail_of="plan"),
            fact("visit", date="2024-05-04", expected=True),
            fact("ten", date="2024-05-06"),
            fact("twelve", date="2024-05-06"),
            fact("agreed", date="2024-05-07"),
        ],
        conflicts=[
            Conflict(id="days", text=differ, sides=("plan-day", "visit"), questions=questions),
            Conflict(id="sums", text=differ, sides=("ten", "twelve"), questions=questions),
        ],
    )
    reply = run_command("timeline", "", CommandContext(Responder(base, Matcher(base))))
    assert isinstance(reply, Timeline)
    assert sorted(reply.dates_differ) == ["plan", "visit"]
    assert sorted(reply.accounts_differ) == ["ten", "twelve"]


def test_topics_lead_to_facts() -> None:
    """The list counts the facts of each topic; a topic's name or id opens its first page."""
    listed = run_command("topics", "", CONTEXT)
    assert isinstance(listed, browsing.Topics)
    assert [(topic.id, topic.facts) for topic in listed.topics] == [("ferry", 3)]
    for argument in ("ferry", "The ferry"):
        page = run_command("topics", argument, CONTEXT)
        assert isinstance(page, browsing.TopicPage)
        assert (page.page, page.pages, len(page.suggestions)) == (1, 1, 3)


def test_a_page_out_of_range_gives_the_nearest_one() -> None:
    """Old buttons may ask for pages that a changed base no longer has."""
    base = knowledge(facts=[fact(f"fact-{number}") for number in range(TOPIC_PAGE + 1)])
    context = CommandContext(Responder(base, Matcher(base)))
    page = topic_page(context, "repairs", 99)
    assert isinstance(page, browsing.TopicPage)
    assert (page.page, page.pages, len(page.suggestions)) == (2, 2, 1)
    assert isinstance(topic_page(context, "gone", 1), browsing.Topics)


def test_fact_knows_former_and_withdrawn_ids() -> None:
    """A renamed id answers and says so; a withdrawn one says why; an unknown one suggests neighbours."""
    renamed = run_command("fact", "berg-left", CONTEXT)
    assert isinstance(renamed, browsing.EntryCard)
    assert renamed.former_id == "berg-left"
    assert isinstance(renamed.entry, Answer)
    assert renamed.entry.facts[0].id == "berg-resigned"
    withdrawn = run_command("fact", "FERRY-SUNK", CONTEXT)
    assert isinstance(withdrawn, browsing.WithdrawnEntry)
    unknown = run_command("fact", "berg-resignd", CONTEXT)
    assert isinstance(unknown, browsing.UnknownEntry)
    assert unknown.suggestions[0].id == "berg-resigned"


def test_start_opens_the_entry_of_a_deep_link() -> None:
    """?start=f_ID shows that entry, or why it was withdrawn; anything else is welcomed."""
    assert isinstance(run_command("start", "f_berg-resigned", CONTEXT), browsing.EntryCard)
    assert isinstance(run_command("start", "f_ferry-sunk", CONTEXT), browsing.WithdrawnEntry)
    for payload in ("whatever", "f_", "f_berg-resignd"):
        assert isinstance(run_command("start", payload, CONTEXT), about.Welcome)


def test_ask_answers_or_says_what_to_write() -> None:
    """/ask with a question is the question; without one it explains itself."""
    assert isinstance(run_command("ask", "who resigned", CONTEXT), Responded)
    assert isinstance(run_command("ask", " ", CONTEXT), about.NeedsQuestion)


def test_why_explains_the_match_that_the_caller_kept() -> None:
    """The command itself keeps nothing."""
    kept = CONTEXT.responder.respond("who resigned").match
    assert run_command("why", "", CONTEXT) == about.Why("en", HARBOUR.story.as_of, None)
    reply = run_command("why", "", dataclasses.replace(CONTEXT, last_match=kept))
    assert isinstance(reply, about.Why)
    assert reply.match is kept


def test_an_unknown_command_gets_the_nearest_one() -> None:
    """/timelin means /timeline; /xyzzy means nothing."""
    near, far = run_command("timelin", "", CONTEXT), run_command("xyzzy", "", CONTEXT)
    assert isinstance(near, UnknownCommand)
    assert near.nearest == "timeline"
    assert isinstance(far, UnknownCommand)
    assert far.nearest == ""


def test_commands_speak_the_persons_language_where_the_story_has_it() -> None:
    """Fixed first, then the app's, then the story's first."""
    german = dataclasses.replace(CONTEXT, language_code="de-AT")
    assert run_command("about", "", german).language == "de"  # type: ignore[union-attr]
    assert dataclasses.replace(german, fixed_language="en").language == "en"
    assert dataclasses.replace(CONTEXT, language_code="uk").language == "en"


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from([command.name for command in COMMANDS]) | st.text(max_size=40), argument=st.text(max_size=80)
)
def test_any_command_with_any_argument_gets_a_reply(name: str, argument: str) -> None:
    """No argument is odd enough for an error."""
    outcome = run_command(name, argument, CONTEXT)
    assert isinstance(outcome, Responded | CommandReply)


def test_commands_are_found_in_any_case() -> None:
    """Phones capitalise."""
    assert find_command("Who") is find_command("who")
