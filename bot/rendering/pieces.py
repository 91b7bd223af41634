"""Blocks that several messages share: a fact with its owner, a conflict's card, source details, questions to ask."""

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


def as_of(date: dt.date, say: Catalogue) -> Block:
    """Return the line that every message carries."""
    return block(italic(say("reply.as_of", date=say.date(date))))


def as_of_first(date: dt.date, say: Catalogue) -> Block:
    """Return the line for a question about now: it says that the bot knows nothing newer."""
    return block(bold(say("reply.as_of_first", date=say.date(date))))


def attributed(fact: ShownFact, say: Catalogue, *, heading: str | Span = "") -> Block:
    """Return a fact, who says it under it, and whether anybody knows that it happened."""
    lines: list[str | Span] = [heading] if heading else []
    lines += [fact.text, DASH + fact.attribution]
    if fact.expected:
        lines.append(italic(say("fact.expected")))
    return block(*lines)


def by_owner(facts: Iterable[ShownFact], say: Catalogue, *, note: bool = True) -> list[Line]:
    """Return facts as bullets under whoever says them, each owner once; with `note`, expected events say so."""
    groups: dict[str, list[ShownFact]] = {}
    for fact in facts:
        groups.setdefault(fact.attribution, []).append(fact)
    lines: list[Line] = []
    for attribution, group in groups.items():
        lines.append((italic(capitalised(attribution) + ":"),))
        for fact in group:
            unknown = (" ", italic(say("fact.expected"))) if note and fact.expected else ()
            lines.append(line(BULLET + fact.text, *unknown))
    return lines


def capitalised(text: str) -> str:
    """Return text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def conflict_card(conflict: ShownConflict, sides: Sequence[ShownFact], say: Catalogue) -> list[Block]:
    """Return the neutral line, then each side under its owner and date, all alike; the order is the caller's."""
    cards = []
    for side in sides:
        date = f" \N{MIDDLE DOT} {say.date(side.date)}" if side.date else ""
        cards.append(block(line(bold(capitalised(side.attribution)), date), side.text))
    note = [block(italic(say("conflict.expected")))] if any(side.expected for side in sides) else []
    return [block(conflict.text), *cards, *note]


def source_details(facts: Iterable[ShownFact], say: Catalogue) -> Block:
    """Return where the facts stand, folded: each document once, with the facts' paragraphs."""
    paragraphs: dict[str, list[int]] = {}
    documents: dict[str, SourceRef] = {}
    for fact in facts:
        documents[fact.source.document] = fact.source
        paragraphs.setdefault(fact.source.document, []).extend(fact.source.paragraph)
    lines: list[Line] = []
    for key, document in documents.items():
        lines += document_lines(document, say)
        lines.append(line(paragraphs_of(paragraphs[key], document, say)))
    return block(*lines, folded=True)


def document_lines(document: SourceRef, say: Catalogue) -> list[Line]:
    """Return a document's title, its publisher and date where the title does not name them, and its address."""
    date = say.date(document.date)
    known = (document.publisher or "", date)
    details = ", ".join((document.title, *(part for part in known if part not in document.title)))
    lines = [line(say("source.document", title=details))]
    if document.url:
        lines.append((Span(document.url, url=document.url),))
    return lines


def paragraphs_of(numbers: Iterable[int], document: SourceRef, say: Catalogue) -> str:
    """Return "Paragraph 7 of 14, headline included", or "Paragraphs 7, 9 of 14 ..." for several."""
    listed = listed_numbers(numbers)
    key = "source.paragraph" if listed.isdecimal() else "source.paragraphs"
    return say(key, number=listed, total=document.paragraphs)


def listed_numbers(numbers: Iterable[int]) -> str:
    """Return the numbers in order, each once: "7", "7, 9"."""
    return ", ".join(str(number) for number in sorted(set(numbers)))


def questions(heading: str, suggestions: Iterable[Suggestion], say: Catalogue) -> list[Block]:
    """Return questions to choose from under the catalogue's `heading`, nothing where there are none."""
    listed = [BULLET + suggestion.question for suggestion in suggestions]
    return [choices(say(heading), *listed)] if listed else []


def contact(address: str, say: Catalogue) -> Block:
    """Return where to report a mistake."""
    return block(say("reply.contact", contact=address))
