"""The commands of whoever mends a base: `teach`, `add`, `new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_shared import KnowledgeOption, find, here, key_pressed, question_put, somebody_is_there, write
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.curating.desk import Desk
    from bot.curating.lesson import Lesson
    from bot.curating.preview import Preview

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
    lang: LanguageOption = None,
    yes: YesOption = None,
    near: NearOption = False,
    questions: QuestionsOption = None,
    also: AlsoOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Teach the base a question: see what a line for it changes, write it, and keep its label."""
    if misses is not None:
        if question is not None or abstain or off_topic or yes is not None:
            raise ConfigError(
                "--misses walks by itself: leave out the question, --abstain, --off-topic, --yes and --no"
            )
        if not misses.exists():
            raise ConfigError(f"{misses} does not exist: name a file or folder of labelled questions")
        desk = _desk(knowledge, questions, [misses, *(also or [])])
        if desk.misses() and not somebody_is_there():
            raise ConfigError(
                "--misses needs a terminal to press keys at; in a script use `teach QUESTION ENTRY_ID --yes`"
            )
        from bot.curating.walk import Walk

        Walk(desk, key_pressed, write).go()
        return
    silent = abstain or off_topic
    if question is None or not question.strip():
        raise ConfigError("there is no question: write `talks-bot teach QUESTION ENTRY_ID`, or --misses FILE")
    if (entry_id is None) != silent:
        raise ConfigError("say what is right: the id of an entry, or --abstain or --off-topic, and only one of them")
    _must_say(yes)
    desk = _desk(knowledge, questions, also or [])
    _settle(desk, desk.teach(
        question, entry_id or "", abstain="off_topic" if off_topic else "not_in_source", language=lang or ""
    ), near=near, yes=yes)  # fmt: skip


def add(
    question: Annotated[str | None, typer.Argument(help="A question that nothing answers.")] = None,
    *,
    gap: Annotated[bool, typer.Option("--gap", help="A gap: the document does not say it. Else a fact.")] = False,
    id_: Annotated[str | None, typer.Option("--id", help="Its id; else one made of the question.")] = None,
    text: Annotated[
        list[str] | None, typer.Option("--text", metavar="xx=TEXT", help="What it says, in each language; repeatable.")
    ] = None,
    ask: Annotated[
        list[str] | None, typer.Option("--ask", metavar="xx=LINE", help="A line of its questions; repeatable.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who says it, by id.")] = None,
    document: Annotated[str | None, typer.Option(help="Where it stands, by id.")] = None,
    paragraph: Annotated[str | None, typer.Option(metavar="N,...", help="In which paragraphs.")] = None,
    topic: Annotated[str | None, typer.Option(help="Under which heading, by id.")] = None,
    date: Annotated[str | None, typer.Option(help="The day, month or year: 2025-11-30.")] = None,
    about: Annotated[str | None, typer.Option(metavar="ID,...", help="Entities that it is about.")] = None,
    nearest: Annotated[str | None, typer.Option(metavar="ID,...", help="Of a gap: facts that come closest.")] = None,
    off_topic: Annotated[bool, typer.Option("--off-topic", help="Of a gap: nothing of the story.")] = False,
    lang: LanguageOption = None,
    yes: YesOption = None,
    near: NearOption = False,
    questions: QuestionsOption = None,
    also: AlsoOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Add a fact or a gap: asks for what it must have and no option gives, shows what changes, writes it."""
    from dataclasses import replace

    from bot.curating.drafts import draft_of

    _must_say(yes)
    desk = _desk(knowledge, questions, also or [])
    known = desk.version.knowledge
    if question is None and not ask:
        question = _asked("question", "the question that people ask", needed=True)
    language = lang or (desk.language_of(question) if question else known.story.languages[0])
    draft = draft_of(known, "gaps" if gap else "facts", question or "", language)
    texts, lines = dict(draft.text), {each: list(found) for each, found in draft.questions.items()}
    texts.update(_per_language(text or [], "--text", known.story.languages))
    for code, said in _per_language(ask or [], "--ask", known.story.languages):
        lines.setdefault(code, []).append(said)
    for code in known.story.languages:
        texts[code] = texts[code] or _asked(f"--text {code}=", f"what it says, in {code}", needed=True)
    draft = replace(
        draft,
        id=id_ or _asked("", f"id [{draft.id}]") or draft.id,
        text=texts,
        questions={code: tuple(found) for code, found in lines.items()},
        date=date or "",
        about=_listed(about),
        nearest=_listed(nearest),
        off_topic=off_topic,
    )
    if not gap:
        ids = {
            "source": [each.id for each in known.sources],
            "document": [each.id for each in known.documents],
            "topic": [each.id for each in known.topics],
        }
        chosen = {"source": source, "document": document, "topic": topic}
        found_ids = {key: chosen[key] or getattr(draft, key) or _one_of(key, ids[key]) for key in ids}
        pages = paragraph or _asked("--paragraph", "paragraph, or several with commas", needed=True)
        draft = replace(draft, paragraph=_numbers(pages), **found_ids)  # type: ignore[arg-type]  # texts by their keys
        if date is None:
            draft = replace(draft, date=_asked("", "date, or nothing"))
    _settle(desk, desk.add(draft, question or "", language=language), near=near, yes=yes)


def new(
    file: Annotated[Path, typer.Argument(metavar="STORY.yaml", help="The file that is to be written.")],
    *,
    title: Annotated[str | None, typer.Option(help="What the story is called.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="The day of its newest document: 2026-11-26.")] = None,
    languages: Annotated[
        str | None, typer.Option(metavar="xx,...", help="Its languages, the first one to fall back to.")
    ] = None,
) -> None:
    """Begin a story: a base that passes `check`, with an example of everything to write over."""
    from bot.curating.files import Change, keep
    from bot.curating.starting import day_of, languages_of, new_base

    path = here() / file
    if path.exists():
        raise ConfigError(f"{file} exists: give the name of a file that does not")
    if not path.parent.is_dir():
        raise ConfigError(f"{file.parent} is no folder: make it, or give another")
    title = title or _asked("--title", "title", needed=True)
    day = day_of(date or _asked("--date", "day of the newest document, such as 2026-11-26", needed=True))
    codes = languages_of(languages or _asked("--languages", "languages, such as en, uk", needed=True))
    keep([Change(path, None, new_base(title, day, codes).encode("utf-8"))])
    write(f"{file} is written: put your own story over the examples.")
    write(f"talks-bot check {file}\ntalks-bot ask --knowledge {file}")


def _desk(knowledge: Path | None, questions: Path | None, also: Sequence[Path]) -> Desk:
    from bot.curating.desk import Desk
    from bot.curating.labelled import questions_file

    base = find(knowledge)
    if base.resolve().parent == Path(__file__).resolve().parent / "knowledge":
        raise ConfigError(
            "this is the base inside the installed package: copy it, and name the copy with --knowledge FILE"
        )
    return Desk(base, questions or questions_file(base), also)


def _must_say(yes: bool | None) -> None:  # noqa: FBT001  an option
    if yes is None and not somebody_is_there():
        raise ConfigError("nobody can be asked here whether to write it: add --yes, or --no to see what would change")


def _settle(desk: Desk, planned: Lesson, *, near: bool, yes: bool | None) -> None:
    """Show a change and what it changes; write it if that is wanted."""
    from bot.curating.telling import tell_lesson, tell_preview, tell_synonym

    write(tell_lesson(planned))
    if not planned.changes:
        return
    if planned.edit is not None:
        write(tell_preview(_previewed(desk, planned, near=near)))
        after = desk.after(planned).match(planned.question) if planned.question else None
        if after is not None:
            from bot.evaluation.changes import outcome

            write(f"The question then gets: {outcome(after)}")
    wanted = yes if yes is not None else question_put("Write it? [y/N] ").casefold() in {"y", "yes"}
    if not wanted:
        write("Nothing is written.")
        return
    desk.keep(planned)
    write("Written.")
    if not near:
        for synonym in desk.synonyms():
            write(tell_synonym(synonym))


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


def _asked(option: str, what: str, *, needed: bool = False) -> str:
    """Ask for what no option gave; "" where nobody is there and it is not needed."""
    if not somebody_is_there():
        if needed:
            raise ConfigError(f"{option} is missing, and nobody can be asked here: give {what}")
        return ""
    while True:
        said = question_put(f"{what}: ")
        if said or not needed:
            return said


def _one_of(key: str, ids: Sequence[str]) -> str:
    if not ids:
        return ""
    said = _asked(f"--{key}", f"{key}, one of {', '.join(ids)}", needed=True)
    if said not in ids:
        raise ConfigError(f"there is no {key} {said!r}: choose one of {', '.join(ids)}")
    return said


def _per_language(given: Sequence[str], option: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in given:
        code, equals, said = each.partition("=")
        if not equals and len(languages) == 1:
            code, said = languages[0], each
        if code not in languages or not said.strip():
            raise ConfigError(f"{option} {each}: write it as {languages[0]}=..., in one of {', '.join(languages)}")
        yield code, said.strip()


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part for each in (text or "").split(",") if (part := each.strip()))


def _numbers(text: str) -> tuple[int, ...]:
    if not all(part.isascii() and part.isdigit() for part in _listed(text)) or not _listed(text):
        raise ConfigError(f"--paragraph {text}: give numbers, such as 3 or 3,4")
    return tuple(map(int, _listed(text)))
