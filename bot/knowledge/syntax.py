"""What a YAML parser says, in plain words."""

from __future__ import annotations

import yaml

from bot.errors import Problem

_QUOTE = "put the text in quotation marks"

_TOO_DEEP = ("nest", "depth", " level")
"""What a parser that gives up on too many levels says of it: each release in words of its own, older ones nothing."""

_SAYINGS: tuple[tuple[str, str, str], ...] = (
    *((words, "too many levels within each other", "look for stray brackets or indentation") for words in _TOO_DEEP),
    (
        "mapping values are not allowed",
        "a colon stands where none can",
        "if it belongs to a text, put the text in quotation marks; otherwise look at the indentation",
    ),
    (
        "could not find expected ':'",
        "a key without a colon",
        "write `key: text`, or indent the line as part of the text above",
    ),
    (
        "expected key",
        "the line does not fit the lines above it",
        "give the entries of one level the same indentation",
    ),
    (
        "expected <block end>",
        "the line does not fit the lines above it",
        "give the entries of one level the same indentation",
    ),
    ("'-' indicator", "the line does not fit the lines above it", "look at its indentation"),
    ("sequence entries are not allowed", "a '-' stands where no list can begin", "begin the list on a line of its own"),
    ("cannot start any token", "a text cannot begin with this character", _QUOTE),
    ("unexpected end of stream", "a quotation mark is never closed", "add the closing quotation mark"),
    ("unexpected document indicator", "a quotation mark is never closed", "add the closing quotation mark"),
    ("',' or ']'", "a list in brackets is never closed", "write [one, two], with commas and a closing bracket"),
    ("a flow node", "brackets or braces are never closed", "write [one, two] or {key: text} on one line"),
    ("',' or '}'", "braces are never closed", "write {key: text}, or put a text that begins with { in quotation marks"),
    ("escape", "a backslash in a double-quoted text that means nothing", "write \\\\, or use single quotation marks"),
    ("expected <document start>", "the text goes on after the base has ended", "look at the indentation of this line"),
    ("undefined tag handle", "a text cannot begin with !", _QUOTE),
    ("tag", "a text cannot begin with !", _QUOTE),
    ("alias", "a text cannot begin with *", _QUOTE),
    ("anchor", "a text cannot begin with &", _QUOTE),
    ("alphabetic or numeric", "a text cannot begin with & or *", _QUOTE),
    ("directive", "a line cannot begin with %", _QUOTE),
    ("indentation", "the indentation of the block is wrong", "indent the text by two spaces more than its key"),
)

_NEVER_CLOSED = ("a flow ", "a quoted scalar")
"""What the parser was reading when it met the end of something that had begun lines before."""


def in_plain_words(error: Exception) -> Problem:
    """Return a parser's error as a problem; the parser's own words stand in it where nothing better is known."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(0, 0, "", "this is not YAML that can be read", "look for stray quotation marks or backslashes")
    said = " ".join(part for part in (error.problem, error.context) if part)
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark
    aside = ""
    if opened and mark and opened.line != mark.line:
        if any(words in said for words in _NEVER_CLOSED):  # noticed lines later: what must be mended is the beginning
            mark, aside = opened, f" (noticed on line {mark.line + 1})"
        else:
            aside = f" (what it belongs to begins on line {opened.line + 1})"
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    unknown = f"this is not YAML ({said[:120]})", "look at the quotation marks and the indentation"
    message, advice = next((saying[1:] for saying in _SAYINGS if saying[0] in said), unknown)
    return Problem(line, column, "", message + aside, advice)
