"""The commands that begin something: `add` an entry, a `new` story."""

from __future__ import annotations

import shlex
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_curating import (
    AlsoOption,
    LanguageOption,
    NearOption,
    QuestionsOption,
    YesOption,
    asked,
    asked_until,
    desk_at,
    must_say,
    settle,
)
from bot.cli_shared import KnowledgeOption, here, in_words, write
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
    date: Annotated[
        str | None, typer.Option(help="The day, month or year: 2025-11-30; of several days DAY..DAY.")
    ] = None,
    brief: Annotated[
        list[str] | None,
        typer.Option("--brief", metavar="xx=TEXT", help="Of a fact: its line on the timeline; repeatable."),
    ] = None,
    status: Annotated[str | None, typer.Option(help="Of a fact: the kind of utterance; else its source tells.")] = None,
    expected: Annotated[bool, typer.Option("--expected", help="Of a fact: the document only expected it.")] = False,
    detail_of: Annotated[
        str | None, typer.Option("--detail-of", metavar="ID", help="Of a fact: the fact that this one zooms in on.")
    ] = None,
    former_ids: Annotated[
        str | None, typer.Option("--former-ids", metavar="ID,...", help="Ids that it had before.")
    ] = None,
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

    fact_only = {"--brief": brief, "--status": status, "--expected": expected, "--detail-of": detail_of}
    gap_only = {"--nearest": nearest, "--off-topic": off_topic}
    if stray := [option for option, given in (fact_only if gap else gap_only).items() if given]:
        raise ConfigError(
            f"{stray[0]} is for a {'fact' if gap else 'gap'}: leave it out, or {'drop' if gap else 'add'} --gap"
        )
    must_say(yes)
    desk = desk_at(knowledge, questions, also or [])
    known = desk.version.knowledge
    if question is None and not ask:
        question = asked("question", "the question that people ask", needed=True)
    question = in_words(question) if question else question
    language = lang or (desk.language_of(question) if question else known.story.languages[0])
    draft = draft_of(known, "gaps" if gap else "facts", question or "", language)
    texts, lines = dict(draft.text), {each: list(found) for each, found in draft.questions.items()}
    texts.update(_per_language(text or [], "--text", known.story.languages))
    for code, said in _per_language(ask or [], "--ask", known.story.languages):
        lines.setdefault(code, []).append(said)
    for code in known.story.languages:
        texts[code] = texts[code] or asked(f"--text {code}=", f"what it says, in {code}", needed=True)
    first = known.story.languages[0]
    if not lines.get(first):
        lines[first] = [asked(f"--ask {first}=", f"how people ask for it, in {first}", needed=True)]
    draft = replace(
        draft,
        id=id_ or asked("", f"id [{draft.id}]") or draft.id,
        text=texts,
        questions={code: tuple(found) for code, found in lines.items()},
        date=date or "",
        about=_listed(about),
        brief=dict(_per_language(brief or [], "--brief", known.story.languages)),
        status=status or "",
        expected=expected,
        detail_of=detail_of or "",
        former_ids=_listed(former_ids),
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
        pages = (
            _numbers(paragraph)
            if paragraph
            else asked_until("--paragraph", "paragraph, or several with commas", _numbers)
        )
        draft = replace(draft, paragraph=pages, **found_ids)  # type: ignore[arg-type]  # texts by their keys
        if date is None:
            draft = replace(draft, date=asked("", "date, or nothing"))
    settle(desk, desk.add(draft, question or "", language=language), near=near, yes=yes)


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
    title = title or asked("--title", "title", needed=True)
    asks_day = "day of the newest document, such as 2026-11-26"
    day = day_of(date) if date else asked_until("--date", asks_day, day_of)
    asks_codes = "languages, such as en, uk"
    codes = languages_of(languages) if languages else asked_until("--languages", asks_codes, languages_of)
    keep([Change(path, None, new_base(in_words(title), day, codes).encode("utf-8"))])
    write(f"{file} is written: put your own story over the examples.")
    named = shlex.quote(str(file))
    write(f"talks-bot check {named}\ntalks-bot ask --knowledge {named}")


def _one_of(key: str, ids: Sequence[str]) -> str:
    if not ids:
        return ""

    def known(said: str) -> str:
        if said not in ids:
            raise ConfigError(f"there is no {key} {said!r}: choose one of {', '.join(ids)}")
        return said

    return asked_until(f"--{key}", f"{key}, one of {', '.join(ids)}", known)


def _per_language(given: Sequence[str], option: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in given:
        code, equals, said = each.partition("=")
        if not equals and len(languages) == 1:
            code, said = languages[0], each
        if code not in languages or not said.strip():
            raise ConfigError(f"{option} {each}: write it as {languages[0]}=..., in one of {', '.join(languages)}")
        yield code, in_words(said.strip())


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part for each in (text or "").split(",") if (part := each.strip()))


def _numbers(text: str) -> tuple[int, ...]:
    if not all(part.isascii() and part.isdigit() for part in _listed(text)) or not _listed(text):
        raise ConfigError(f"--paragraph {text}: give numbers, such as 3 or 3,4")
    return tuple(map(int, _listed(text)))
