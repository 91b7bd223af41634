"""Buttons under a reply: frozen values, stateless, nothing of Telegram's.

A button carries all that its tap needs: what to do, the language of the message, an id of the base. So it survives a
restart and a changed base; an id that is gone gets `alert.gone` or the entry's withdrawal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.browsing import EntryCard, People, TopicPage, Topics
from bot.answering.chat_settings import Buttons, Choice, Setting, values
from bot.answering.reply import Answer
from bot.answering.settings import SettingsCard
from bot.answering.subject import subject_of
from bot.answering.timeline import Timeline
from bot.rendering.catalogue import catalogue
from bot.rendering.citing import citation
from bot.rendering.cutting import shorten
from bot.rendering.picture import has_picture
from bot.rendering.pieces import capitalised
from bot.rendering.settings_card import choice_name
from bot.rendering.taps import (
    Choose,
    OpenDossier,
    OpenEntry,
    OpenTopic,
    OpenTopics,
    Remove,
    ShowPicture,
    ShowSource,
    Tap,
    Vote,
    write_tap,
)

if TYPE_CHECKING:
    from bot.answering.reply import Reply

TEXT_LENGTH = 64
IN_ROW = 2
"""Names are short; questions and topics get a row each."""
LEGIBLE = 4
"""Buttons side by side with whole names of sources among them, on a phone."""
NUMBERS_IN_ROW = 8
"""As many as Telegram shows side by side."""
MOST_NUMBERS = 96
"""Whole rows below the hundred buttons that Telegram takes."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: a text of at most 64 UTF-16 units and either `callback_data` (1-64 bytes) or `copy_text` (1-256)."""

    text: str
    callback_data: str = ""
    copy_text: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons; empty where there are none."""


def keyboard_of(
    reply: Reply, *, in_group: bool = False, voting: bool = True, buttons: Buttons = Buttons.FULL
) -> Keyboard:
    """Return the buttons under a reply: its suggestions, where its kind has no others.

    Of these a group, where others talk as well, gets one row; the facts of a topic it gets whole. With `voting`, votes
    and what takes the reply away stand beside the source in a group, where the citation gives way to them, else in a
    row of their own, as do several sources that a phone would cut there. Under an abstention, which has no source,
    they come last; in a group they stand beside the one button for the question that its text then names. What is not
    voted on is taken away in groups alone.
    Of `buttons` what is chosen from (people, dates, topics, settings) has all in any case: there is no other way.
    """
    if isinstance(reply, EntryCard):
        return keyboard_of(reply.entry, in_group=in_group, voting=voting, buttons=buttons)
    suggested = tuple((_tap(each.question, OpenEntry(reply.language, each.id)),) for each in reply.suggestions)
    votes = _votes(reply, in_group=in_group) if voting else ()
    if listed := _listed(reply, suggested):
        return (*listed, votes) if votes else listed
    if in_group:
        suggested = suggested[:1]
    first: Keyboard = ()
    if isinstance(reply, Answer):
        sources = _sources(reply, copying=not in_group)
        together = in_group and (len(sources) + len(votes) <= LEGIBLE or buttons is Buttons.ROW)
        first = ((*sources, *votes),) if together or not votes else (sources, votes)
    elif in_group and votes and suggested:
        named = _tap(catalogue(reply.language)("button.answer"), OpenEntry(reply.language, reply.suggestions[0].id))
        first, suggested = ((named, *votes),), ()
    last = (votes,) if votes and not first else ()
    if buttons is Buttons.ROW:
        return first[:1] or last or suggested[:1]
    return () if buttons is Buttons.NONE else (*first, *suggested, *last)


def _listed(reply: Reply, suggested: Keyboard) -> Keyboard:
    """Return the buttons of a reply that offers a choice, () for one that does not."""
    match reply:
        case People():
            return _in_rows([_tap(person.name, OpenDossier(reply.language, person.id)) for person in reply.people])
        case Timeline():
            return _numbers(reply)
        case Topics():
            return tuple(
                (_tap(f"{topic.name} ({topic.facts})", OpenTopic(reply.language, topic.id, 1)),)
                for topic in reply.topics
            )
        case TopicPage():
            return (*suggested, *_paging(reply))
        case SettingsCard():
            return _settings(reply)
        case _:
            return ()


def _tap(text: str, tap: Tap) -> Button:
    return Button(shorten(text, TEXT_LENGTH), callback_data=write_tap(tap))


def _votes(reply: Reply, *, in_group: bool) -> tuple[Button, ...]:
    """Return the two votes on an answer or an abstention and its removal, small enough to stand beside others.

    Of any other reply a group gets the removal alone: there it stands in everybody's way.
    """
    say, subject = catalogue(reply.language), subject_of(reply)
    removal = _tap(say("button.remove"), Remove(reply.language))
    if subject is None:
        return (removal,) if in_group else ()
    return (
        _tap(say("button.useful"), Vote(subject, useful=True)),
        _tap(say("button.not_useful"), Vote(subject, useful=False)),
        removal,
    )


def _sources(reply: Answer, *, copying: bool) -> tuple[Button, ...]:
    """Return source and citation of a fact; of several facts (there is always one), whose source each is.

    Several have no citation to copy: one side of a conflict copied alone would leave the other out, and a row of its
    own for each fact pushes the answer off a phone's screen. Of two facts by one owner the first has the button.
    """
    say, facts = catalogue(reply.language), reply.facts
    if len(facts) == 1:
        (fact,) = facts
        source = _tap(say("button.source"), ShowSource(reply.language, fact.id))
        copied = citation(fact, reply.as_of, say) if copying else ""
        return (source, Button(say("button.copy"), copy_text=copied)) if copied else (source,)
    row: dict[str, Button] = {}
    for fact in facts:
        text = say("button.source_of", owner=capitalised(fact.owner)) if fact.owner else say("button.source")
        row.setdefault(text, _tap(text, ShowSource(reply.language, fact.id)))
    return tuple(row.values())


def _settings(reply: SettingsCard) -> Keyboard:
    """Return what can be chosen, what is chosen marked; of quiet and awake the other one."""
    say, rows = catalogue(reply.language), list[tuple[Button, ...]]()
    for setting in Setting:
        choices = [Choice(setting, value) for value in values(setting, reply.languages)]
        if setting is Setting.QUIET:
            choices = [choice for choice in choices if not choice.is_in(reply.settings)]
        named = [
            _tap(
                ("✓ " if choice.is_in(reply.settings) else "") + choice_name(choice, say),
                Choose(reply.language, choice),
            )
            for choice in choices
            if choice.fits(reply.languages, in_group=reply.in_group)
        ]
        if setting is not Setting.LANGUAGE or len(reply.languages) > 1:
            rows += _in_rows(named, len(Buttons) if setting is Setting.BUTTONS else IN_ROW)
    return tuple(rows)


def _numbers(reply: Timeline) -> Keyboard:
    """Return a number for each fact of the timeline, in rows of about the same length, and its picture."""
    facts = reply.facts[:MOST_NUMBERS]
    rows = -(-len(facts) // NUMBERS_IN_ROW)
    buttons = [_tap(str(n), OpenEntry(reply.language, fact.id)) for n, fact in enumerate(facts, start=1)]
    numbers = _in_rows(buttons, -(-len(facts) // rows)) if rows else ()
    if not has_picture(reply):
        return numbers
    return (*numbers, (_tap(catalogue(reply.language)("button.picture"), ShowPicture(reply.language)),))


def _in_rows(buttons: list[Button], most: int = IN_ROW) -> Keyboard:
    return tuple(tuple(buttons[at : at + most]) for at in range(0, len(buttons), most))


def _paging(reply: TopicPage) -> Keyboard:
    say, row = catalogue(reply.language), []
    if reply.page > 1:
        row.append(_tap(say("button.previous"), OpenTopic(reply.language, reply.topic.id, reply.page - 1)))
    if reply.page < reply.pages:
        row.append(_tap(say("button.next"), OpenTopic(reply.language, reply.topic.id, reply.page + 1)))
    back = (_tap(say("button.topics"), OpenTopics(reply.language)),)
    return (tuple(row), back) if row else (back,)
