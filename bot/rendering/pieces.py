"""Blocks that several messages share: a fact with its owner and place, a conflict's card, questions to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.message import Block, Span, block, bold, choices, italic, line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from bot.answering.reply import ShownConflict, ShownFact, SourceRef, Suggestion
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Line

DASH = "\N{EM DASH} "
EN_DASH = "\N{EN DASH}"
BULLET = "\N{BULLET} "
DOT = " \N{MIDDLE DOT} "


def as_of(date: dt.date, say: Catalogue) -> Block:
    """Return the line that says as of when: under whatever tells something of the story, or that it is not told."""
    return block(italic(say("reply.as_of", date=say.date(date))))


def as_of_first(date: dt.date, say: Catalogue) -> Block:
    """Return the line for a question about now: it says that the bot knows nothing newer."""
    return block(bold(say("reply.as_of_first", date=say.date(date))))


def attributed(fact: ShownFact, say: Catalogue, *, note: bool = True) -> Block:
    """Return a fact and, under it, who says it and in which paragraph; with `note`, an expected event says so."""
    unknown = [italic(say("fact.expected"))] if note and fact.expected else []
    return block(fact.text, line(DASH + fact.attribution + DOT, place_of(fact.source, say)), *unknown)


def place_of(source: SourceRef, say: Catalogue) -> Span:
    """Return "paragraph 7 of 14", after the document's title where the base has several; a link where it has one."""
    place = say("source.place", paragraph=paragraph_of(source, say), total=source.paragraphs)
    return Span(place if source.only else f"{source.title}, {place}", url=source.url or "")


def by_owner(facts: Iterable[ShownFact], say: Catalogue) -> list[Line]:
    """Return facts as bullets under whoever says them, each owner once; expected events say so."""
    groups: dict[str, list[ShownFact]] = {}
    for fact in facts:
        groups.setdefault(fact.attribution, []).append(fact)
    lines: list[Line] = []
    for attribution, group in groups.items():
        lines.append((italic(capitalised(attribution) + ":"),))
        for fact in group:
            unknown = (" ", italic(say("fact.expected"))) if fact.expected else ()
            lines.append(line(BULLET + fact.text, *unknown))
    return lines


def capitalised(text: str) -> str:
    """Return text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def conflict_card(conflict: ShownConflict, sides: Sequence[ShownFact], say: Catalogue) -> list[Block]:
    """Return the neutral line, then each side under its owner, all alike; the order is the caller's."""
    cards = [
        block(line(bold(capitalised(side.attribution)), DOT, place_of(side.source, say)), side.text) for side in sides
    ]
    return [block(conflict.text), *cards, *expected_note(sides, say)]


def expected_note(sides: Iterable[ShownFact], say: Catalogue) -> list[Block]:
    """Return that nobody knows what came of several things, where any of them was only expected."""
    return [block(italic(say("conflict.expected")))] if any(side.expected for side in sides) else []


def source_details(facts: Iterable[ShownFact], say: Catalogue) -> Block:
    """Return where the facts stand, folded: each document once, after the facts' paragraphs.

    What is folded shows its first lines alone, and a title may fill them.
    """
    paragraphs: dict[str, list[int]] = {}
    documents: dict[str, SourceRef] = {}
    for fact in facts:
        documents[fact.source.document] = fact.source
        paragraphs.setdefault(fact.source.document, []).extend(fact.source.paragraph)
    lines: list[Line] = []
    for key, document in documents.items():
        lines.append(line(paragraphs_of(paragraphs[key], document, say)))
        lines += document_lines(document, say)
    return block(*lines, folded=True)


def document_lines(document: SourceRef, say: Catalogue) -> list[Line]:
    """Return what a document is called, and its address."""
    lines = [line(say("source.document", title=titled(document, say)))]
    if document.url:
        lines.append((Span(document.url, url=document.url),))
    return lines


def titled(document: SourceRef, say: Catalogue) -> str:
    """Return a document's title, with its publisher and date where the title does not name them."""
    known = (document.publisher or "", say.date(document.date))
    return ", ".join((document.title, *(part for part in known if part not in document.title)))


def paragraphs_of(numbers: Iterable[int], document: SourceRef, say: Catalogue) -> str:
    """Return "Paragraph 7 of 14, headline included", or "Paragraphs 7, 9 of 14 ..." for several."""
    listed = listed_numbers(numbers)
    key = "source.paragraph" if listed.isdecimal() else "source.paragraphs"
    return say(key, number=listed, total=document.paragraphs)


def paragraph_of(source: SourceRef, say: Catalogue) -> str:
    """Return "paragraph 7", or "paragraphs 7, 9" for several, as it stands within a line."""
    key = "paragraph.one" if len(source.paragraph) == 1 else "paragraph.several"
    return say(key, number=listed_numbers(source.paragraph))


def listed_numbers(numbers: Iterable[int]) -> str:
    """Return the numbers in order, each once: "7", "7, 9"."""
    return ", ".join(str(number) for number in sorted(set(numbers)))


def questions(heading: str, suggestions: Iterable[Suggestion], say: Catalogue) -> list[Block]:
    """Return questions to choose from under the catalogue's `heading`, nothing where there are none."""
    listed = [BULLET + suggestion.question for suggestion in suggestions]
    return [choices(say(heading), *listed)] if listed else []


def contact(address: str, say: Catalogue) -> list[Block]:
    """Return where to report a mistake, nothing where the base does not say."""
    return [block(say("reply.contact", contact=address))] if address else []
