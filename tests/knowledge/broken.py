"""Broken knowledge files: what was changed in a good one, the line that must be named, and words of the sentence."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from bot.errors import KnowledgeError, Problem
from bot.knowledge.load import load_text
from tests.knowledge.builders import BRIDGE, HARBOUR, replaced


class Broken(NamedTuple):
    """A change of a good file. `at` begins the line that the problem must name, as it stands after the change."""

    old: str
    new: str
    at: str
    words: str
    base: str = BRIDGE

    def text(self) -> str:
        """Return the broken file."""
        return replaced(self.base, self.old, self.new)

    def line(self) -> int:
        """Return the number of the line that must be named."""
        lines = [line.strip() for line in self.text().split("\n")]
        [number] = [number for number, line in enumerate(lines, start=1) if line.startswith(self.at)]
        return number


_AS_OF = "as_of: 2024-05-20"
_JUNE = "end: 2024-06-30"
_FINCH = "  - id: finch\n"
_MAY = "date: 2024-05-02"

BROKEN = {
    # what YAML allows and this file does not
    "doubled key": Broken(_AS_OF, "as_of: 2024-05-20\n  as_of: 2024-05-21", "as_of: 2024-05-21", "first is on line 5"),
    "doubled section": Broken("gaps:\n", "topics: []\ngaps:\n", "topics: []", "'topics' is here a second time"),
    "anchor": Broken(_AS_OF, "as_of: &day 2024-05-20", "as_of:", "&day names this place"),
    "alias": Broken(_AS_OF, "as_of: *day", "as_of:", "*day refers to another place"),
    "cycle": Broken("languages: [en]", "languages: &l [*l]", "languages:", "*l refers"),
    "alias as a key": Broken(_AS_OF, "*day : 2024-05-20", "*day", "*day refers"),
    "tag": Broken(_AS_OF, "as_of: !!timestamp 2024-05-20", "as_of:", "the tag tag:yaml.org,2002:timestamp"),
    "python tag": Broken(_AS_OF, "as_of: !!python/object/apply:os.abort []", "as_of:", "is not understood"),
    "tag on a list": Broken("languages: [en]", "languages: !!set {en}", "languages:", "is not understood"),
    "merge key": Broken(_AS_OF, "<<: {a: b}\n  as_of: 2024-05-20", "<<:", "merge key"),
    "list as a key": Broken(_AS_OF, "? [a, b]\n  : c\n  as_of: 2024-05-20", "? [a", "where a key should"),
    "second document": Broken("gaps:\n", "---\ngaps:\n", "---", "a second document"),
    "too deep": Broken(_AS_OF, f"as_of: {'[' * 20}{']' * 20}", "as_of:", "levels within each other"),
    # what is no YAML
    "tab": Broken("  " + _AS_OF, "\t" + _AS_OF, "as_of", "indented with a tab"),
    "control character": Broken(_AS_OF, "as_of: 2024-05-20\a", "as_of", "a control character (U+0007)"),
    "invisible character": Broken("Ada Finch, mayor", "Ada\u200b Finch, mayor", "en: Ada\u200b", "invisible character"),
    "escaped control character": Broken('"@millbrook', '"\\e[31m@millbrook', "contact", "a control character (U+001B)"),
    "colon in a text": Broken("en: Ada Finch, ", "en: Ada Finch: ", "en: Ada Finch: ", "a colon stands where none can"),
    "quotation mark never closed": Broken('parish"', "parish", "contact:", "a quotation mark is never closed"),
    "bracket never closed": Broken("[mayor]", "[mayor", "about: [mayor", "in brackets is never closed"),
    "wrong indentation": Broken(
        "    status: announcement", "   status: announcement", "status: ann", "does not fit the lines"
    ),
    "key without a colon": Broken("    paragraph: 3", "    paragraph 3", "status: announcement", "colon"),
    "text that begins with a percent sign": Broken(
        "en: Ada Finch, ", "en: %Ada ", "en: %Ada", "cannot begin with this"
    ),
    "unknown escape": Broken('"@millbrook', '"\\q@millbrook', "contact", "a backslash"),
    # wrong types and values
    "day that does not exist": Broken(_AS_OF, "as_of: 2025-02-30", "as_of", "'2025-02-30' is not a date"),
    "seconds instead of a day": Broken(_AS_OF, "as_of: 1764460800", "as_of", "'1764460800' is not a date"),
    "day in another order": Broken(_MAY, "date: 02.05.2024", "date: 02", "'02.05.2024' is not a date"),
    "month that does not exist": Broken(_MAY, "date: 2024-13", "date: 2024-13", "a month as 2025-11"),
    "year that does not exist": Broken(_MAY, "date: 0000", "date: 0000", "'0000' is not a date"),
    "month of a story": Broken(_AS_OF, "as_of: 2024-05", "as_of", "write the day as 2025-11-30"),
    "month in a range": Broken(_JUNE, "end: 2024-06", "end: 2024-06", "'2024-06' is not a date"),
    "end before start": Broken(_JUNE, "end: 2024-05-30", "start: 2024-06-01", "end of a date range lies before"),
    "range without an end": Broken(f"      {_JUNE}\n", "", "start: 2024-06-01", "'end' is missing"),
    "wrong day in a range": Broken(_JUNE, "end: 2024-06-31", "end: 2024-06-31", "'2024-06-31' is not a date"),
    "paragraph in words": Broken("paragraph: 3", "paragraph: third", "paragraph: third", "a whole number, not 'third'"),
    "paragraph nought": Broken("paragraph: 3", "paragraph: 0", "paragraph: 0", "'0'"),
    "one of several paragraphs in words": Broken(
        "paragraph: 3", "paragraph: [3, third]", "paragraph: [3", "'paragraph' should be a whole number, not 'third'"
    ),
    "no paragraph": Broken("paragraph: 3", "paragraph: []", "paragraph: []", "give at least 1"),
    "expected maybe": Broken("expected: true", "expected: maybe", "expected: maybe", "true or false"),
    "unknown status": Broken(
        "status: announcement", "status: anouncement", "status: an", "'anouncement' is not possible"
    ),
    "unknown kind": Broken("kind: person", "kind: ship", "kind:", "'person', 'body' or 'place'"),
    "text instead of languages": Broken("en: Repairs", "Repairs", "Repairs", "a text per language"),
    "text instead of a list": Broken(
        "sides: [ferry-on-the-12th, ferry-on-the-15th]", "sides: ferry-on-the-12th", "sides:", "a list", HARBOUR
    ),
    "several ids without brackets": Broken(
        "about: [mayor]", "about: mayor, council", "about:", "several stand in brackets"
    ),
    "list within a list of questions": Broken(
        "      en: |\n        how much does the repair cost\n        who pays for the repair",
        "      en:\n        - how much does the repair cost\n        - [who pays, what]",
        "- how much",
        "'en' should be a text, or a list of lines, not a list",
    ),
    "empty entry in a list of questions": Broken(
        "      en: |\n        how much does the repair cost\n        who pays for the repair",
        "      en:\n        - how much does the repair cost\n        - # nothing",
        "- # nothing",
        "nothing stands after the '-'",
    ),
    "list instead of a text": Broken(_AS_OF, "as_of: [2024]", "as_of", "not a date"),
    "mapping instead of a section": Broken(
        "topics:\n  - id", "topics:\n    id", "id: repairs", "'topics' should be a list"
    ),
    "empty value": Broken(_AS_OF, "as_of:", "as_of:", "nothing stands after 'as_of:'"),
    "empty text": Broken("en: Repairs", 'en: ""', 'en: ""', "'en' is empty"),
    "text too long": Broken("The letter does not say", "Long " * 130, "en: Long", "characters; at most 600"),
    "two lines for one": Broken("en: Repairs", "en: |-\n        Re\n        pairs", "en: |-", "must stand on one line"),
    "no address": Broken("url: https://example.org/gazette", "url: example.org", "url:", "no address", HARBOUR),
    "one side only": Broken(
        "sides: [ferry-on-the-12th, ferry-on-the-15th]", "sides: [berg-resigned]", "sides", "1 entries", HARBOUR
    ),
    # keys
    "unknown key": Broken("status: announcement", "statsu: announcement", "statsu", "did you mean 'status'?"),
    "unknown key like no other": Broken(
        _AS_OF, f"{_AS_OF}\n  colour: red", "colour", "the keys here are: id, title, as_of"
    ),
    "unknown section": Broken("gaps:\n", "gapps:\n", "gapps", "did you mean 'gaps'?"),
    "missing key": Broken("    paragraph: 3\n", "", "- id: repair-planned", "'paragraph' is missing"),
    "source left out where there are two": Broken(
        "    source: finch\n", "", "- id: repair-planned", "several sources: add `source:` with the id of one"
    ),
    "document left out where there are two": Broken(
        "    document: minutes\n", "", "- id: ferry-on-the-15th", "several documents: add `document:`", HARBOUR
    ),
    "document left out where the only one has no id": Broken(
        "- id: parish-letter\n    title:\n      en: Parish letter of 20 May 2024\n",
        "- title: {en: Letter}\n",
        "- title: {en: Letter}",
        "'id' is missing",
        BRIDGE.replace("    document: parish-letter\n", ""),
    ),
    "missing section": Broken("sources:\n", "gaps2:\n", "story:", "'sources' is missing"),
    # ids and references
    "id in capitals": Broken("id: finch", "id: Finch", "- id: Finch", "'Finch' is no id"),
    "doubled id": Broken(
        "id: repair-cost", "id: bridge-shut  # again", "- id: bridge-shut  # again", "already, on line 43"
    ),
    "doubled source id": Broken(
        "  - id: letter\n", "  - id: finch  # again\n", "- id: finch  # again", "in use already"
    ),
    "former id in use": Broken(
        "former_ids: [berg-left]", "former_ids: [ferry-dates]", "- id: ferry-dates", "in use already", HARBOUR
    ),
    "withdrawn id in use": Broken("id: ferry-sunk", "id: berg-left", "- id: berg-left", "in use already", HARBOUR),
    "missing reference": Broken("source: finch", "source: finhc", "source: finhc", "did you mean 'finch'?"),
    "missing bare id": Broken("about: [mayor]", "about: mayer", "about: mayer", "did you mean 'mayor'?"),
    "bare former id in use": Broken(
        "former_ids: [berg-left]", "former_ids: ferry-dates", "- id: ferry-dates", "in use already", HARBOUR
    ),
    "missing entity": Broken("about: [mayor]", "about: [queen]", "about", "no 'queen' among the entities"),
    "missing topic": Broken(
        "announcement\n    topic: repairs",
        "announcement\n    topic: x-ray",
        "topic: x-ray",
        "no 'x-ray' among the topics",
    ),
    "missing document": Broken(
        "document: minutes", "document: minute", "document: minute", "did you mean 'minutes'?", HARBOUR
    ),
    "reference to another section": Broken(
        "nearest: [repair-planned]", "nearest: [mayor]", "nearest", "stands under entities"
    ),
    "conflict with a gap": Broken(
        "[ferry-on-the-12th, ferry", "[why-berg-resigned, ferry", "sides", "stands under gaps", HARBOUR
    ),
    "the same side twice": Broken(
        "[ferry-on-the-12th, ferry-on-the-15th]", "[berg-resigned, berg-resigned]", "sides", "named twice", HARBOUR
    ),
    "on its own side": Broken("side: council", "side: berg", "side: berg", "is on its own side", HARBOUR),
    "paragraph beyond the document": Broken("paragraph: 3", "paragraph: 5", "paragraph: 5", "of a document that has 4"),
    "one of several beyond the document": Broken(
        "paragraph: 3", "paragraph: [3, 5]", "paragraph: [3", "paragraph 5 of a document that has 4"
    ),
    "the same paragraph twice": Broken("paragraph: 3", "paragraph: [3, 3]", "paragraph: [3", "'3' is named twice"),
    # languages
    "missing language": Broken(
        "attribution:\n      en: the council, in its minutes\n      de: der Rat, in seinem Protokoll\n",
        "attribution:  # here\n      en: the council, in its minutes\n",
        "attribution:  # here",
        "'attribution' is missing in 'de'",
        HARBOUR,
    ),
    "language of no story": Broken(
        "      en: Repairs", "      en: Repairs\n      fr: Travaux", "fr:", "not among the languages"
    ),
    "language in capitals": Broken("en: Repairs", "EN: Repairs", "EN:", "'EN' is no language code"),
    "language named twice": Broken("languages: [en]", "languages: [en, en]", "languages", "named twice"),
    "no question in the first language": Broken(
        "questions:\n      en: |\n        which date is right for the ferry\n        "
        "do the documents differ about the ferry\n",
        "questions:  # here\n",
        "questions:  # here",
        "'questions' is missing in 'en'",
        HARBOUR,
    ),
    "thesaurus in another language": Broken(
        "de: Fähre, Schiff", "fr: bateau", "fr:", "not among the languages", HARBOUR
    ),
    # patterns
    "pattern never closed": Broken("(begin | start)", "(begin | start", "when does the repair (", "never closed"),
    "pattern with a stray bar": Broken("who pays", "who | what pays", "who | what", "a bar outside"),
    "pattern without a choice": Broken("(say | announce)", "(say)", "what did the mayor (say)", "offers no choice"),
    "pattern in a list": Broken(
        "      en: |\n        how much does the repair cost\n        who pays for the repair",
        "      en:\n        - how much does the repair cost\n        - who (pays for the repair",
        "- who (pays",
        "never closed",
    ),
    "pattern in the thesaurus": Broken(
        "ferry, boat, ship", "ferry, (boat, ship", "en: ferry, (boat", "never closed", HARBOUR
    ),
    "pattern in an alias": Broken(
        "en: town council", "en: town) council", "en: town) council", "without an opening", HARBOUR
    ),
}


def refused(text: str | bytes) -> tuple[Problem, ...]:
    """Return the problems of a text that must be refused."""
    with pytest.raises(KnowledgeError) as caught:
        load_text(text, "x.yaml")
    return caught.value.problems
