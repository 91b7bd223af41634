"""A line that is added is all that changes, in whatever layout a base is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curating.edits import add_question, add_term, as_line
from bot.errors import EditError
from bot.knowledge.load import load_text
from bot.knowledge.patterns import expand, phrases
from tests.knowledge.builders import BRIDGE, HARBOUR

if TYPE_CHECKING:
    from bot.curating.written import Edit
    from bot.knowledge.model import Conflict, Fact, Gap, Knowledge

STORIES = sorted((Path(__file__).parents[1] / "stories").glob("*/knowledge.yaml"))

LAYOUTS = {
    "a block": "|\n        when was it shut\n        why was it shut",
    "a block with its end kept": "|+\n        when was it shut\n\n        why was it shut\n\n",
    "a list": "\n        - when was it shut\n        - 'why was it shut'  # a note",
    "a list at its key's margin": "\n      - when was it shut\n      - why was it shut",
    "brackets": "[when was it shut, 'why, then']",
    "brackets over lines": "[when was it shut,\n        why was it shut,\n      ]",
    "one question": "when was it shut",
    "one question with a note": "when was it shut  # a note",
    "one question in quotation marks": '"when was: it shut"',
}


def bridge(questions: str) -> str:
    """Return the bridge whose first fact has its questions written in this way."""
    return re.sub(
        r"(?s)en: \|\n        when was the \(old.*?lorries\n", lambda _: f"en: {questions}\n", BRIDGE, count=1
    ).replace("en: \n", "en:\n")


def only_inserted(edit: Edit) -> None:
    """Assert that what stood in the file stands there still, to the byte, around what was put in."""
    text, rest, moved = edit.after.decode("utf-8"), [], 0
    done = 0
    for at, piece in edit.inserted:
        rest.append(text[done : at + moved])
        assert text[at + moved : at + moved + len(piece)] == piece
        moved += len(piece)
        done = at + moved
    assert "".join([*rest, text[done:]]).encode("utf-8") == edit.before


def entries_of(known: Knowledge) -> list[Fact | Gap | Conflict]:
    """Return everything that a query can lead to."""
    return [*known.facts, *known.gaps, *known.conflicts]


def questions_of(base: bytes, entry: str, language: str = "en") -> list[str]:
    """Return the questions of an entry, written out."""
    known = load_text(base)
    found = next(each for each in entries_of(known) if each.id == entry)
    return expand(found.questions.get(language, ""))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("question", ["who closed it", "is it: 'shut' # or [not], {x} & *y", "- why", "№ 5, ще?"])
def test_a_question_is_added_in_the_layout_of_the_others(layout: str, question: str) -> None:
    """Blocks stay blocks, lists lists; one question alone becomes one of two."""
    base = bridge(LAYOUTS[layout]).encode()
    before = questions_of(base, "bridge-shut")
    edit = add_question(base, "bridge-shut", question, "en")
    only_inserted(edit)
    assert questions_of(edit.after, "bridge-shut") == [*before, as_line(question)]


def test_a_base_of_braces_takes_a_question_too() -> None:
    """One question, several, and a language that was not there."""
    for written in ("{en: why was it shut}", "{en: [why was it shut]}"):
        flow = re.sub(
            r"questions:\n      en: \|\n(?:        .*\n)+", f"questions: {written}\n", BRIDGE, count=1
        ).encode()
        edit = add_question(flow, "bridge-shut", "was it, perhaps, shut", "en")
        only_inserted(edit)
        assert questions_of(edit.after, "bridge-shut") == ["why was it shut", "was it, perhaps, shut"]


@pytest.mark.parametrize("change", ["crlf", "mark", "no end", "comment at the end"])
def test_line_breaks_the_mark_and_a_missing_end_stay(change: str) -> None:
    """Whatever an editor has left in the file."""
    text = BRIDGE.rstrip("\n") + "\n"
    raw = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "no end": text.rstrip("\n").encode(),
        "comment at the end": text.encode() + b"\n  # so much for now\n",
    }[change]
    last = load_text(raw).gaps[-1].id
    edit = add_question(raw, last, "what will it cost", "en")
    only_inserted(edit)
    assert questions_of(edit.after, last)[-1] == "what will it cost"
    assert edit.after.count(b"\n") == raw.count(b"\n") + 1
    assert edit.after.count(b"\r") == (raw.count(b"\r") + 1 if change == "crlf" else 0)


@pytest.mark.parametrize(
    ("questions", "why"),
    [
        (">\n        when was it shut\n        why", "joins its lines"),
        ("|2\n        when was it shut", "its own indentation"),
        ("when was it shut\n        and why", "several lines"),
        ("&q when was it shut", "mended first"),
    ],
)
def test_what_cannot_be_done_exactly_is_refused(questions: str, why: str) -> None:
    """With the line, and what to do."""
    with pytest.raises(EditError, match=why):
        add_question(bridge(questions).encode(), "bridge-shut", "who closed it", "en")


@pytest.mark.parametrize(
    "question", ["why was the bridge shut to lorries?", "when was the old bridge closed", "?!", ""]
)
def test_a_question_that_is_there_or_none_is_refused(question: str) -> None:
    """Also one that a pattern of the entry stands for."""
    with pytest.raises(EditError):
        add_question(BRIDGE.encode(), "bridge-shut", question, "en")


def test_an_entry_that_is_not_there_is_refused() -> None:
    """Nothing is guessed."""
    with pytest.raises(EditError, match="no fact, gap or conflict"):
        add_question(BRIDGE.encode(), "bridge-open", "who opened it", "en")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("  Who  closed\tit?? ", "Who closed it"),
        ("who (closed | shut) it", "who (closed | shut) it"),
        ("who closed it (really)?", "who closed it really"),
        ("who | what :)", "who what :"),
        ("zero\u200bwidth", "zero width"),
    ],
)
def test_a_line_is_what_was_asked(question: str, line: str) -> None:
    """Patterns stay, parentheses of a text go."""
    assert as_line(question) == line


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_every_entry_of_every_story_takes_a_question_in_every_language(path: Path) -> None:
    """The layouts that newcomers chose; each base is accepted afterwards and says one thing more."""
    base = path.read_bytes()
    known = load_text(base)
    for entry in entries_of(known)[::12]:
        for language in known.story.languages:
            edit = add_question(base, entry.id, "zq: what # 'is' {it}", language)
            only_inserted(edit)
            before = expand(entry.questions.get(language, ""))
            assert questions_of(edit.after, entry.id, language) == [*before, "zq: what # 'is' {it}"]


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_every_group_takes_a_term_and_a_new_group_is_made(path: Path) -> None:
    """In every language; where there is no thesaurus, one begins."""
    base = path.read_bytes()
    known = load_text(base)
    for group in [*list(known.thesaurus)[:1], "new-group"]:
        for language in known.story.languages:
            edit = add_term(base, group, language, "zq xv", "it's")
            only_inserted(edit)
            before = phrases(known.thesaurus.get(group, {}).get(language, ""))
            after = load_text(edit.after).thesaurus[group][language]
            assert phrases(after) == [*before, "zq xv", "it's"]


@pytest.mark.parametrize("term", ["a, b", "", "the harbour", "zq\nxv"])
def test_a_term_that_is_two_or_none_or_there_is_refused(term: str) -> None:
    """A comma parts terms."""
    base = BRIDGE.encode() + b"\nthesaurus:\n  port:\n    en: the harbour, docks\n"
    with pytest.raises(EditError):
        add_term(base, "port", "en", term)


@pytest.mark.parametrize(
    "block", ["the harbour", "'the harbour'", '"the harbour"', "|\n      the harbour", "[the harbour]"]
)
def test_a_term_stands_behind_the_last_one(block: str) -> None:
    """Within the quotation marks, if there are any; on a new line where the old one is full."""
    base = BRIDGE.encode() + f"\nthesaurus:\n  port:\n    en: {block}\n".encode()
    for number in range(25):
        edit = add_term(base, "port", "en", f"dock {number}")
        only_inserted(edit)
        base = edit.after
    assert phrases(load_text(base).thesaurus["port"]["en"])[-2:] == ["dock 23", "dock 24"]
    assert max(map(len, base.decode().splitlines())) <= 120


HARBOUR_FERRY = re.compile(r"(?s)(  - id: berg-resigned.*?    questions:\n).*?(?=\n  - id:|\n\S)")


@pytest.mark.parametrize(
    "written",
    [
        "      en: |\n        who resigned\n",
        "      en: who resigned\n",
        "      en: [who resigned]\n",
        "      en:\n        - who resigned\n",
        "      en:   who resigned\n",
        "      {en: who resigned}\n",
        "      {en: 'who resigned'}\n",
    ],
)
def test_a_language_that_was_not_asked_in_is_added(written: str) -> None:
    """As the others are written; and the one that was there takes another line all the same."""
    base = HARBOUR_FERRY.sub(lambda found: found[1] + written, HARBOUR, count=1).encode()
    assert questions_of(base, "berg-resigned") == ["who resigned"]
    edit = add_question(base, "berg-resigned", "wer, bitte, trat zurück", "de")
    only_inserted(edit)
    assert questions_of(edit.after, "berg-resigned", "de") == ["wer, bitte, trat zurück"]
    edit = add_question(edit.after, "berg-resigned", "who left", "en")
    only_inserted(edit)
    assert questions_of(edit.after, "berg-resigned") == ["who resigned", "who left"]


def test_a_language_is_not_put_behind_brackets_within_braces() -> None:
    """Where they end cannot be told for sure."""
    base = HARBOUR_FERRY.sub(lambda found: found[1] + "      {en: [who resigned]}\n", HARBOUR, count=1).encode()
    with pytest.raises(EditError, match="brackets within braces"):
        add_question(base, "berg-resigned", "wer trat zurück", "de")


def test_a_thesaurus_in_braces_takes_terms_and_no_group() -> None:
    """A comma within braces would end the text: it becomes a list."""
    base = BRIDGE.encode() + b"\nthesaurus: {port: {en: harbour}}\n"
    edit = add_term(base, "port", "en", "docks")
    only_inserted(edit)
    assert phrases(load_text(edit.after).thesaurus["port"]["en"]) == ["harbour", "docks"]
    with pytest.raises(EditError, match="in braces"):
        add_term(base, "ship", "en", "boat")


def test_a_change_is_shown_with_its_line() -> None:
    """As a diff, and as the lines that are new."""
    edit = add_question(BRIDGE.encode(), "bridge-shut", "who closed it", "en")
    assert edit.added == ("        who closed it",)
    assert edit.diff("b.yaml").splitlines()[:2] == ["--- b.yaml", "+++ b.yaml"]
    with pytest.raises(EditError, match="cannot be read"):
        add_question(b"\xff", "bridge-shut", "who", "en")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("()|:#'\"[]{},-&*!>%@` \n\t"),
    max_size=40,
)


@given(question=TEXTS, layout=st.sampled_from(sorted(LAYOUTS)), crlf=st.booleans(), mark=st.booleans())
@settings(max_examples=150)
def test_whatever_is_asked_is_one_line_more_or_refused(question: str, layout: str, *, crlf: bool, mark: bool) -> None:
    """The law: outside of what was put in, every byte stays; the base says that one question more, or several."""
    text = bridge(LAYOUTS[layout])
    base = (b"\xef\xbb\xbf" if mark else b"") + (text.replace("\n", "\r\n") if crlf else text).encode()
    try:
        edit = add_question(base, "bridge-shut", question, "en")
    except EditError:
        return
    only_inserted(edit)
    before, after = load_text(base), load_text(edit.after)
    questions = {"en": after.facts[0].questions["en"]}
    assert [*expand(before.facts[0].questions["en"]), *expand(as_line(question))] == [
        *dict.fromkeys(expand(questions["en"]))
    ]
    mended = before.facts[0].model_copy(update={"questions": questions})
    assert after == before.model_copy(update={"facts": (mended, *before.facts[1:])})
