"""The commands, and the only place that connects objects. Imports stand inside commands: each pays for its own."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from bot.cli_adding import add, new
from bot.cli_curating import teach
from bot.cli_shared import KnowledgeOption, ReaderGoneError, find, here, in_utf8, write
from bot.errors import ConfigError, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.retrieval.matcher import Matcher
    from bot.terminal import Terminal

__all__ = ["ReaderGoneError", "app"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function; the list of commands shows its docstring whole, where Typer would cut it."""
    return app.command(short_help=function.__doc__)(function)


LONG = 200
"""Questions from which on a progress bar is worth its line."""


@app.callback(invoke_without_command=True)
def talks_bot(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Answers from one curated, sourced document, in the terminal and in Telegram."""
    for stream in (sys.stdin, sys.stdout):
        in_utf8(stream)
    in_utf8(sys.stderr, "backslashreplace")
    if version:
        typer.echo(f"talks-bot {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@command
def ask(
    question: Annotated[
        str | None, typer.Argument(help="One question. Without it: a prompt, or a question per line.")
    ] = None,
    *,
    lang: Annotated[
        str | None, typer.Option(metavar="xx", help="Language of the replies; else that of the question.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object per question.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, too.")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Answer one question, a pipe of them, or whoever sits at the prompt."""
    terminal = _terminal(knowledge, lang, explain=explain)
    from bot.terminal import answer_lines, columns_now, converse, edit_lines, look_of

    terminal.look, terminal.columns = look_of(sys.stdout, os.environ), columns_now
    if question is not None:
        question = question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        write(terminal.json_line(question) if as_json else terminal.reply(question))
    elif sys.stdin.isatty() and not as_json:
        terminal.look = replace(terminal.look, numbered=True)
        edit_lines(terminal)
        converse(terminal, input, write)
    else:
        answer_lines(terminal, sys.stdin, write, as_objects=as_json)


@command
def check(
    file: Annotated[Path | None, typer.Argument(help="Knowledge file; else the one that `ask` would use.")] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")] = False,
    diff: Annotated[
        Path | None, typer.Option("--diff", metavar="OLD", help="List the questions that OLD answers differently.")
    ] = None,
    questions: Annotated[
        list[Path] | None,
        typer.Option("--questions", metavar="FILE", help="Labelled questions for --diff; repeatable."),
    ] = None,
) -> None:
    """Check a knowledge file, or a language pack: every problem with its line, warnings apart."""
    from bot.curating.warnings import warnings_of
    from bot.knowledge.load import read
    from bot.language.pack import is_pack, load_pack
    from bot.rendering.catalogue import interface_languages

    if diff is not None and not questions:
        raise ConfigError("--diff needs questions to ask both files: add --questions FILE")
    path = _named_file(file) if file else find(None)
    if diff is not None and is_pack(path):
        raise ConfigError(f"--diff compares bases, and {path} is a language pack: leave --diff out")
    try:
        if is_pack(path):
            pack = load_pack(path)
            write(f"{path}: no problems; language: {pack.language}, stop words: {len(pack.stop_words)}")
            return
        loaded = read(path)
    except KnowledgeError as error:
        write(str(error))
        write(f"{len(error.problems)} to mend in {path}")
        raise typer.Exit(1) from None
    warnings = warnings_of(loaded.knowledge, loaded.positions)
    for warning in warnings:
        write(f"{path}: warning: {warning}")
    known = loaded.knowledge
    for language in sorted(set(known.story.languages) - set(interface_languages())):
        write(f"{path}: note: no interface texts in {language!r}: what stands around the facts will be English")
    write(
        f"{path}: no problems, warnings: {len(warnings)}; facts: {len(known.facts)}, gaps: {len(known.gaps)}, "
        f"conflicts: {len(known.conflicts)}, entities: {len(known.entities)}; version {known.digest}"
    )
    if diff is not None:
        _print_changes(_named_file(diff), path, questions or [])
    if strict and warnings:
        raise typer.Exit(1)


@command
def evaluate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders of labelled questions.")],
    *,
    split: Annotated[str | None, typer.Option(metavar="tune|holdout", help="Only this part of the questions.")] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            metavar="TOML",
            help="A file with shares of 1, such as `accuracy = 0.9`: least ones of accuracy, abstention_recall, "
            "both_sides, attribution and right_reason, and the greatest wrong_share.",
        ),
    ] = None,
    worst: Annotated[int, typer.Option(min=0, help="Mistakes to list.")] = 10,
    knowledge: KnowledgeOption = None,
) -> None:
    """Measure the answers to labelled questions; exit status 1 below a floor."""
    from bot.evaluation.evaluate import evaluate as evaluation_of
    from bot.evaluation.evaluate import read_floors, unknown_labels
    from bot.evaluation.questions import load_questions
    from bot.evaluation.report import render

    if split not in (None, "tune", "holdout"):
        raise ConfigError(f"--split {split} is unknown: use tune or holdout")
    least = read_floors(floors) if floors else None
    asked = load_questions(files, split=split)  # type: ignore[arg-type]  # checked above
    if not asked:
        raise ConfigError("there are no questions in these files: name files of labelled questions")
    matcher = _matcher(find(knowledge))
    if len(asked) >= LONG and sys.stderr.isatty():
        with typer.progressbar(asked, label="asking", file=sys.stderr) as progress:
            result = evaluation_of(matcher, progress)
    else:
        result = evaluation_of(matcher, asked)
    write(render(result, worst=worst))
    if unknown := unknown_labels(matcher.knowledge, asked):
        write(f"in labels, but no entry of this base: {', '.join(unknown)}")
    below = result.below(least) if least else []
    for sentence in below:
        write(f"below the floor: {sentence}")
    if below:
        raise typer.Exit(1)


command(teach)
command(add)
command(new)


@command
def run(
    *,
    check_only: Annotated[bool, typer.Option("--check", help="Only find out whether the bot could run.")] = False,
    take_over: Annotated[bool, typer.Option("--take-over", help="Remove a webhook that gets the updates.")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Run the bot in Telegram; settings come from the environment and from .env here."""
    from bot.config import config_from, with_env_file

    environ = with_env_file(os.environ, here())
    config = config_from(environ)
    path = find(knowledge, environ)
    write(f"knowledge: {path}")
    from bot.serving.app import run as serve

    raise typer.Exit(serve(config, path, check=check_only, take_over=take_over))


@command
def report(
    *,
    days: Annotated[int, typer.Option(min=1, max=3660, help="How many days, today included.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False,
) -> None:
    """Tell what was asked, what went unanswered and what was useful; reads the database that `run` uses."""
    from bot.config import database_url_from, keep_unanswered_from, with_env_file
    from bot.evaluation.figures import render
    from bot.storage.figures import read_figures

    environ = with_env_file(os.environ, here())
    found = read_figures(database_url_from(environ).reveal(), days=days, keeps_texts=keep_unanswered_from(environ))
    write(render(found, as_json=as_json))


@command
def playground(
    *,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; else 8090 or the next that is free.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    report: Annotated[Path | None, typer.Option(help="What `report --json` wrote: unanswered questions.")] = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Try the bot on a page that looks like Telegram, without a token or the internet."""
    from bot.playground.app import run as play

    raise typer.Exit(play(find(knowledge), port=port, open_browser=open_browser, report=report))


def _terminal(knowledge: Path | None, language: str | None, *, explain: bool) -> Terminal:
    with _nothing_thrown_away():
        from bot.answering.responder import Responder
        from bot.terminal import Terminal

        matcher = _matcher(find(knowledge))
    languages = matcher.knowledge.story.languages
    if language is not None and language not in languages:
        raise ConfigError(f"--lang {language}: this base speaks {', '.join(languages)}; choose one of them")
    return Terminal(Responder(matcher.knowledge, matcher), language, explain)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Build what stays without the garbage collector, which would look through it again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _matcher(path: Path) -> Matcher:
    from bot.knowledge.load import load
    from bot.retrieval.cache import cached
    from bot.retrieval.matcher import Matcher

    knowledge = load(path)
    return Matcher(knowledge, compiled=cached(knowledge))


def _named_file(path: Path) -> Path:
    if not path.is_file():
        raise ConfigError(f"{path} is not a file: give the path of a knowledge file")
    return path


def _print_changes(old: Path, new: Path, questions: list[Path]) -> None:
    from bot.evaluation.changes import changes
    from bot.evaluation.questions import load_questions

    asked = [each.ask for each in load_questions(questions)]
    found = list(changes(_matcher(old), _matcher(new), asked))
    for change in found:
        write(f"{change.question}\n    before: {change.before}\n    after:  {change.after}")
    write(f"questions answered differently: {len(found)} of {len(asked)}")
