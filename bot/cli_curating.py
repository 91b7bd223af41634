"""The command of whoever mends a base, `teach`, and what it shares with `add`: the desk, a preview, a question."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli_shared import KnowledgeOption, find, here, in_words, key_pressed, question_put, somebody_is_there, tell
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.curating.desk import Desk
    from bot.curating.lesson import Lesson
    from bot.curating.preview import Preview

Read = TypeVar("Read")

LONG = 400
"""Questions from which on a progress bar is worth its line."""

QuestionsOption = Annotated[
    Path | None,
    typer.Option(
        "--questions",
        metavar="FILE",
        help="Where labels are saved; else STORY.questions.yaml or questions.yaml beside the base.",
    ),
]
AlsoOption = Annotated[
    list[Path] | None,
    typer.Option("--also", metavar="FILE", help="More labelled questions, asked before and after; repeatable."),
]
YesOption = Annotated[bool | None, typer.Option("--yes/--no", help="Write without asking; or only show.")]
NearOption = Annotated[
    bool, typer.Option("--near", help="Ask only the questions that share words with the change, before and after.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--lang", metavar="xx", help="Language of the question, where it does not tell.")
]


def teach(
    question: Annotated[str | None, typer.Argument(help="A question that was not answered rightly.")] = None,
    entry_id: Annotated[
        str | None, typer.Argument(metavar="[ENTRY_ID]", help="The fact, gap or conflict that is right.")
    ] = None,
    *,
    abstain: Annotated[
        bool, typer.Option("--abstain", help="The bot should say that it is not in the source.")
    ] = False,
    off_topic: Annotated[bool, typer.Option("--off-topic", help="The bot should say that it is off topic.")] = False,
    misses: Annotated[
        Path | None,
        typer.Option("--misses", metavar="FILE", help="Walk through the missed ones of labelled questions."),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back what `teach` or `add` wrote last to this base.")
    ] = False,
    lang: LanguageOption = None,
    yes: YesOption = None,
    near: NearOption = False,
    questions: QuestionsOption = None,
    also: AlsoOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Teach the base a question: see what a line for it changes, write it, and keep its label."""
    if undo:
        if question is not None or abstain or off_topic or misses is not None:
            raise ConfigError("--undo takes back what was written last: leave out everything but --knowledge and --yes")
        must_say(yes)
        _take_back(desk_at(knowledge, questions, also or []), yes=yes)
        return
    if misses is not None:
        if question is not None or abstain or off_topic or yes is not None:
            raise ConfigError(
                "--misses walks by itself: leave out the question, --abstain, --off-topic, --yes and --no"
            )
        if not misses.exists():
            raise ConfigError(f"{misses} does not exist: name a file or folder of labelled questions")
        desk = desk_at(knowledge, questions, [misses, *(also or [])])
        if desk.misses() and not somebody_is_there():
            raise ConfigError(
                "--misses needs a terminal to press keys at; in a script use `teach QUESTION ENTRY_ID --yes`"
            )
        from bot.curating.walk import Walk

        if Walk(desk, key_pressed, tell).go():
            _offer_synonyms(desk, yes=None)
        return
    silent = abstain or off_topic
    if question is None or not question.strip():
        raise ConfigError("there is no question: write `talks-bot teach QUESTION ENTRY_ID`, or --misses FILE")
    if (entry_id is None) != silent:
        raise ConfigError("say what is right: the id of an entry, or --abstain or --off-topic, and only one of them")
    must_say(yes)
    desk = desk_at(knowledge, questions, also or [])
    settle(desk, desk.teach(
        in_words(question), entry_id or "", abstain="off_topic" if off_topic else "not_in_source", language=lang or ""
    ), near=near, yes=yes)  # fmt: skip


def desk_at(knowledge: Path | None, questions: Path | None, also: Sequence[Path]) -> Desk:
    """Open the desk of the base that is named or found.

    Raises:
        ConfigError: there is none, or it is the installed one.
        EditError, KnowledgeError: as `Desk`.
    """
    from bot.curating.desk import Desk
    from bot.curating.history import History
    from bot.curating.labelled import questions_file

    base = find(knowledge)
    if base.resolve().parent == Path(__file__).resolve().parent / "knowledge":
        raise ConfigError(
            "this is the base inside the installed package: copy it, and name the copy with --knowledge FILE"
        )
    return Desk(base, questions or questions_file(base), also, history=History(base))


def must_say(yes: bool | None) -> None:  # noqa: FBT001  an option
    """Raise ConfigError where nobody can be asked and no option says whether to write."""
    if yes is None and not somebody_is_there():
        raise ConfigError("nobody can be asked here whether to write it: add --yes, or --no to see what would change")


def settle(desk: Desk, planned: Lesson, *, near: bool, yes: bool | None) -> None:
    """Show a change and what it changes; write it if that is wanted, and show what would mend several questions."""
    if _settled(desk, planned, near=near, yes=yes) and not near:
        _offer_synonyms(desk, yes=yes)


def _settled(desk: Desk, planned: Lesson, *, near: bool, yes: bool | None) -> bool:
    """Show a change and what it changes; write it if that is wanted, and say whether it was."""
    from bot.curating.telling import tell_lesson, tell_preview

    tell(tell_lesson(planned))
    if not planned.changes:
        return False
    if planned.edit is not None:
        tell(tell_preview(_previewed(desk, planned, near=near)))
    if planned.question and not planned.apart:
        from bot.evaluation.changes import outcome

        then = "then" if planned.edit is not None else "still"
        tell(f"The question {then} gets: {outcome(desk.after(planned).match(planned.question))}")
    if not _wanted("Write it?", yes):
        tell("Nothing is written.")
        return False
    desk.keep(planned)
    tell(f"Written. `talks-bot teach --undo{_named(desk.base)}` takes it back.")
    return True


def _named(base: Path) -> str:
    """Return the option that leads another command to this base, "" where it finds it by itself."""
    try:
        if find(None) == base:
            return ""
    except ConfigError:
        pass  # without the option there is none
    shown = base.relative_to(here()) if base.is_relative_to(here()) else base
    return f" --knowledge {shlex.quote(str(shown))}"


def _wanted(what: str, yes: bool | None) -> bool:  # noqa: FBT001  an option
    return yes if yes is not None else (question_put(f"{what} [y/N] ") or "").casefold() in {"y", "yes"}


def _offer_synonyms(desk: Desk, *, yes: bool | None) -> None:
    """Tell which unknown words would mend several questions; whoever is there may keep each, previewed as a line is."""
    from bot.curating.telling import tell_figures, tell_synonym

    seen: set[str] = set()
    found = desk.synonyms()
    while left := [each for each in found if each.word not in seen]:
        seen.add(left[0].word)
        tell(tell_synonym(left[0]))
        if yes is None and _settled(desk, desk.synonym(left[0]), near=False, yes=None):
            tell(tell_figures(*desk.figures()))
            found = desk.synonyms()


def _take_back(desk: Desk, *, yes: bool | None) -> None:
    """Show what was written last and take it back if that is wanted."""
    from bot.curating.telling import tell_undo

    if (last := desk.last) is None:
        raise ConfigError("there is nothing to take back: of what `teach` and `add` wrote to this base nothing is left")
    tell(tell_undo(last))
    if _wanted("Take it back?", yes):
        desk.undo()
        tell("Taken back.")
    else:
        tell("Nothing is written.")


def _previewed(desk: Desk, planned: Lesson, *, near: bool) -> Preview:
    """Ask before and after; a bar shows how far, and Ctrl-C leaves it at the nearest."""
    first = desk.preview(planned, near_only=True)
    if near or first.complete:
        return first
    if first.total < LONG or not sys.stderr.isatty():
        return desk.preview(planned)
    try:
        with typer.progressbar(length=first.total, label="asking the others (Ctrl-C: enough)", file=sys.stderr) as bar:
            return desk.preview(planned, progress=lambda done, _of: bar.update(done - bar.pos))
    except KeyboardInterrupt:
        return first


def asked(option: str, what: str, *, needed: bool = False) -> str:
    """Ask for what no option gave; "" where nobody is there and it is not needed.

    Raises:
        ConfigError: it is needed, and nobody is there.
        KeyboardInterrupt: it is needed, and the input has ended.
    """
    if not somebody_is_there():
        if needed:
            raise ConfigError(f"{option} is missing, and nobody can be asked here: give {what}")
        return ""
    while True:
        said = question_put(f"{what}: ")
        if said or not needed:
            return said or ""
        if said is None:
            raise KeyboardInterrupt


def asked_until(option: str, what: str, read: Callable[[str], Read]) -> Read:
    """Ask for what no option gave until `read` takes it: what was typed before is not lost by a slip.

    Raises:
        ConfigError: nobody can be asked here.
    """
    while True:
        said = asked(option, what, needed=True)
        try:
            return read(said)
        except ConfigError as error:
            tell(str(error))
