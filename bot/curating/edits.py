"""A question to an entry, a term to a group of the thesaurus: the exact change of the text of a base.

Each function takes the bytes of a file and returns an `Edit`; nothing is written. What the file would hold afterwards
is read again, and an edit is given only if it holds what it did before and that one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.curating.written import WIDTH, Edit, Written, as_read, scalar, value_at, without
from bot.errors import EditError
from bot.knowledge.characters import bad_characters, quoted
from bot.knowledge.patterns import PatternError, count, expand

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.positions import Path

SECTIONS = ("facts", "gaps", "conflicts")
"""What a query can lead to."""

_STEP = 2
_OWN_INDENTATION = re.compile(r"[|>][+-]?\d")


def as_line(question: str) -> str:
    """Return a question as a line of the base, without its question mark.

    One that is a pattern stays as it is; others lose parentheses and bars, which mean nothing else.

    Raises:
        EditError: nothing is left that could be asked.
    """
    bad = {question[at] for at, _ in bad_characters(question)}
    line = " ".join("".join(" " if character in bad else character for character in question).split())
    try:
        count(line)
    except PatternError:
        line = " ".join(re.sub(r"[()|]", " ", line).split())
    line = line.rstrip("?!.… ")
    if not any(character.isalnum() for character in line):
        raise EditError(f"{quoted(question)} holds no word: give the question as somebody would ask it")
    return line


def add_question(base: bytes, entry_id: str, question: str, language: str) -> Edit:
    """Return the edit that adds a question to an entry's questions in a language, in the layout that they have.

    Raises:
        EditError: there is no such entry, the question is there already, or the layout leaves no place to the byte.
    """
    written = Written(base)
    path = (*path_of(written, entry_id), "questions", language)
    line = as_line(question)
    if line.casefold() in {each.casefold() for each in _asked(value_at(written.data, path))}:
        raise EditError(f"{quoted(line)} is a question of {entry_id} already: choose another entry or question")
    edit = _added(written, path, line, _as_new_line)
    return _exact(written, edit, path, line, _lines)


def add_term(base: bytes, group: str, language: str, *terms: str) -> Edit:
    """Return the edit that adds terms to a group of the thesaurus; what is not there is made: group, thesaurus.

    Raises:
        EditError: as `add_question`; and a term that holds a comma, which would be two.
    """
    written = Written(base)
    path: Path = ("thesaurus", group, language)
    there = {each.casefold() for each in _terms(value_at(written.data, path))}
    for term in terms:
        if "," in term or "\n" in term or not term.strip():
            raise EditError(f"{quoted(term)} is no term: give words without a comma")
        if term.casefold() in there:
            raise EditError(f"{quoted(term)} is in the group {group} already")
    text = ", ".join(terms)
    edit = _added(written, path, text, _as_term)
    return _exact(written, edit, path, text, _terms)


def path_of(written: Written, entry_id: str) -> Path:
    """Return the path of a fact, gap or conflict.

    Raises:
        EditError: there is none with this id.
    """
    for section in SECTIONS:
        entries = value_at(written.data, (section,))
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if value_at(entry, ("id",)) == entry_id:
                return section, index
    raise EditError(f"there is no fact, gap or conflict {quoted(entry_id)}: `talks-bot ask --explain` names some")


def _added(
    written: Written, path: Path, text: str, to_scalar: Callable[[Written, Path, str], tuple[tuple[int, str], ...]]
) -> Edit:
    """Return the edit that puts a text at the end of the value at `path`, or makes the value with that text alone."""
    if path not in written.positions.values:
        return written.insert(_new_key(written, path, text))
    style = written.style(path)
    if style == "|":
        return written.insert(_to_block(written, path, text, join=to_scalar is _as_term))
    if style == "-":
        items = written.inside(path)
        column = written.start(path)[1]
        return written.insert((written.end_of(written.last_line(items[-1])), f"\n{' ' * column}- {scalar(text)}"))
    if style == "[":
        return written.insert(_to_brackets(written, path, text))
    if style == ">":
        raise no_place(written, path, "begins with `>`, which joins its lines: begin it with `|`")
    return written.insert(*to_scalar(written, path, text))


def _to_block(written: Written, path: Path, text: str, *, join: bool) -> tuple[int, str]:
    line, column = written.start(path)
    if _OWN_INDENTATION.match(written.lines[line][column:]):
        raise no_place(written, path, "says its own indentation behind the `|`: leave the number out")
    last = written.last_line(path)
    at = written.end_of(last)
    if not join:
        return at, f"\n{' ' * written.block_indent(path)}{text}"
    content = written.lines[last].rstrip()
    at -= len(written.lines[last]) - len(content)
    comma = "" if content.endswith(",") else ","
    fits = len(content) + 2 + len(text) <= WIDTH
    return at, f"{comma} {text}" if fits else f"{comma}\n{' ' * written.block_indent(path)}{text}"


def _to_brackets(written: Written, path: Path, text: str) -> tuple[int, str]:
    items = written.inside(path)
    line, column = written.positions.ends[items[-1]]
    shown = scalar(text, flow=True)
    fits = len(written.lines[line]) + 2 + len(shown) <= WIDTH
    gap = " " if fits else f"\n{' ' * (written.start(path)[1] + 1)}"
    return written.at(line, column), f",{gap}{shown}"


def _as_new_line(written: Written, path: Path, text: str) -> tuple[tuple[int, str], ...]:
    """Make a list or a block of a text that stood behind its key, and put a line under it."""
    (line, column), (end_line, end_column) = written.start(path), written.positions.ends[path]
    begin, end = written.at(line, column), written.at(end_line, end_column)
    if _in_braces(written, path):
        return (begin, "["), (end, f", {scalar(text, flow=True)}]")
    if line != end_line:
        raise no_place(written, path, "runs over several lines as one text: begin it with `|`, a question per line")
    gap = written.lines[line][:column]
    indent = " " * (written.positions.keys[path][1] + _STEP)
    rest = written.lines[line][end_column:]
    at = begin - (len(gap) - len(gap.rstrip()))  # before the space behind the colon, so that none trails
    if written.style(path) or rest.strip():
        return (at, f"\n{indent}-"), (written.end_of(line), f"\n{indent}- {scalar(text)}")
    if text[:1] == " " or len(gap) - len(gap.rstrip()) != 1:
        return (at, f"\n{indent}-"), (end, f"\n{indent}- {scalar(text)}")
    return (begin, f"|\n{indent}"), (end, f"\n{indent}{text}")


def _as_term(written: Written, path: Path, text: str) -> tuple[tuple[int, str], ...]:
    """Put a term behind the last one of a text that stands behind its key."""
    line, column = written.positions.ends[path]
    style = written.style(path)
    if style:
        text = text.replace("'", "''") if style == "'" else text.replace("\\", "\\\\").replace('"', '\\"')
        column -= 1
    elif _in_braces(written, path):  # a comma would end the text
        begin = written.at(*written.start(path))
        return (begin, "["), (written.at(line, column), f", {scalar(text, flow=True)}]")
    fits = len(written.lines[line]) + 2 + len(text) <= WIDTH
    gap = " " if fits else f"\n{' ' * (written.positions.keys[path][1] + _STEP)}"
    return ((written.at(line, column), f",{gap}{text}"),)


def _new_key(written: Written, path: Path, text: str) -> tuple[int, str]:
    """Return a language that a mapping has not had, behind its others; or the mapping with it, where there is none."""
    parent, key = path[:-1], path[-1]
    if parent not in written.positions.values:
        return _new_mapping(written, parent, f"{key}: {scalar(text)}")
    others = written.inside(parent)
    if written.style(parent) == "{":
        last = others[-1]
        if last not in written.positions.ends:
            raise no_place(written, parent, "holds brackets within braces: write each language on a line of its own")
        return written.at(*written.positions.ends[last]), f", {key}: {scalar(text, flow=True)}"
    column = written.positions.keys[others[-1]][1]
    block = written.style(others[0]) == "|" and parent[0] != "thesaurus"
    line = f"{key}: |\n{' ' * (column + _STEP)}{text}" if block else f"{key}: {scalar(text)}"
    return written.end_of(written.last_line(others[-1])), f"\n{' ' * column}{line}"


def _new_mapping(written: Written, path: Path, line: str) -> tuple[int, str]:
    """Return a new group of the thesaurus with its only line; the thesaurus too, where there is none."""
    section: Path = path[:1]
    if section not in written.positions.values:
        head = f"\n\n{section[0]}:\n{' ' * _STEP}{path[1]}:\n{' ' * 2 * _STEP}{line}"
        return written.end_of(last_of_file(written)), head
    others = written.inside(section)
    if written.style(section) != ":" or not others:
        raise no_place(written, section, "is written in braces: write each group on a line of its own")
    column = written.positions.keys[others[-1]][1]
    at = written.end_of(written.last_line(others[-1]))
    return at, f"\n{' ' * column}{path[1]}:\n{' ' * (column + _STEP)}{line}"


def last_of_file(written: Written) -> int:
    """Return the last line that holds anything of the base."""
    return max(map(written.last_line, written.inside(())))


def _in_braces(written: Written, path: Path) -> bool:
    return any(written.style(path[:length]) in "[{" for length in range(1, len(path)))


def _exact(written: Written, edit: Edit, path: Path, text: str, listed: Callable[[object], list[str]]) -> Edit:
    """Return the edit if the file then holds what it held and the text; the parser is asked, not this module.

    Raises:
        EditError: it would hold anything else.
    """
    try:
        data = Written(edit.after).data
    except EditError:
        raise no_place(written, path, "leaves no place where the line could stand: write it as a `|` block") from None
    same = as_read(_emptied(written.data, path)) == as_read(_emptied(data, path))
    expected = [*listed(value_at(written.data, path)), *listed(text)]
    if not same or listed(value_at(data, path)) != expected:
        raise no_place(written, path, "leaves no place where the line could stand: write it as a `|` block")
    return edit


def _emptied(data: object, path: Path) -> object:
    """Return the data without the value at a path, and without the group that held nothing else."""
    rest = without(data, path)
    for length in range(len(path) - 1, 0, -1):
        if value_at(rest, path[:length]) == {}:
            rest = without(rest, path[:length])
    return rest


def _lines(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return [line for each in listed for text in str(each).split("\n") if (line := " ".join(text.split()))]


def _asked(value: object) -> list[str]:
    """Return the lines of a block and, where they can be read, the questions that they stand for."""
    lines = _lines(value)
    try:
        return [*lines, *expand("\n".join(lines))]
    except PatternError:
        return lines


def _terms(value: object) -> list[str]:
    return [term for line in _lines(value) for part in line.split(",") if (term := part.strip())]


def no_place(written: Written, path: Path, why: str) -> EditError:
    """Return the error for a value that cannot be added to where it stands."""
    place = written.positions.of_key(path) if path in written.positions.keys else written.positions.of(path)
    return EditError(f"line {place.line}: what stands there {why}; then try again")
