"""Real knowledge bases for tests, small and about something else than the shipped one.

    from tests.knowledge.builders import bridge, harbour, knowledge, fact

`bridge()`: one language, one document, two facts, one gap: a village bridge that was shut.
`harbour()`: two languages, two documents, three facts of which two differ (a conflict), a gap, all optional parts.
`bridge_yaml()` and `harbour_yaml()`: the same as text, to be broken with `replaced`.
`knowledge(facts=[...])`: a base around facts of your own; `fact("id", ...)`, `gap("id", ...)`: one entry with defaults.
All give what the loader gives: checked, frozen objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.knowledge.load import load_text
from bot.knowledge.model import Fact, Gap, Knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence

BRIDGE = """\
story:
  id: old-bridge
  title:
    en: The old bridge of Millbrook
  as_of: 2024-05-20
  languages: [en]
  contact: "@millbrook_parish"

documents:
  - id: parish-letter
    title:
      en: Parish letter of 20 May 2024
    date: 2024-05-20
    paragraphs: 4

topics:
  - id: repairs
    name:
      en: Repairs

entities:
  - id: mayor
    kind: person
    name:
      en: Ada Finch
    role:
      en: mayor at the time
    roles:
      en: |
        the mayor
        head of the village

sources:
  - id: finch
    speaker: mayor
    attribution:
      en: Ada Finch, mayor at the time, in the parish letter
  - id: letter
    attribution:
      en: the parish letter itself

facts:
  - id: bridge-shut
    text:
      en: The old bridge was shut to lorries on 2 May 2024 after a crack had been found.
    source: letter
    document: parish-letter
    paragraph: 2
    status: background
    topic: repairs
    date: 2024-05-02
    questions:
      en: |
        when was the (old |) bridge (shut | closed)
        why was the bridge shut to lorries

  - id: repair-planned
    text:
      en: The mayor said that the repair was expected to begin in June 2024.
    source: finch
    document: parish-letter
    paragraph: 3
    status: announcement
    topic: repairs
    date:
      start: 2024-06-01
      end: 2024-06-30
    expected: true
    about: [mayor]
    questions:
      en: |
        when does the repair (begin | start)
        what did the mayor (say | announce)

gaps:
  - id: repair-cost
    text:
      en: The letter does not say what the repair costs.
    nearest: [repair-planned]
    questions:
      en: |
        how much does the repair cost
        who pays for the repair
"""

HARBOUR = """\
story:
  id: harbour
  title:
    en: The harbour of Sandvik
    de: Der Hafen von Sandvik
  as_of: 2023-09-10
  languages: [en, de]
  contact: https://example.org/harbour

documents:
  - id: gazette
    title:
      en: Sandvik Gazette of 8 September 2023
      de: Sandviker Anzeiger vom 8. September 2023
    date: 2023-09-08
    paragraphs: 6
    publisher:
      en: Sandvik Gazette
      de: Sandviker Anzeiger
    url: https://example.org/gazette
  - id: minutes
    title:
      en: Minutes of the council, 10 September 2023
      de: Protokoll des Rates, 10. September 2023
    date: 2023-09-10
    paragraphs: 3

topics:
  - id: ferry
    name:
      en: The ferry
      de: Die Fähre

entities:
  - id: gazette-paper
    kind: body
    name:
      en: the Gazette
      de: der Anzeiger
  - id: council
    kind: body
    name:
      en: the council
      de: der Rat
    aliases:
      en: town council
      de: Stadtrat
  - id: berg
    kind: person
    name:
      en: Nils Berg
      de: Nils Berg
    role:
      en: harbour master at the time
      de: damals Hafenmeister
    side: council
    heard_as:
      en: Captain Berg

sources:
  - id: gazette-report
    outlet: gazette-paper
    attribution:
      en: the Gazette, quoting nobody
      de: der Anzeiger, ohne Quelle
  - id: council-minutes
    speaker: council
    attribution:
      en: the council, in its minutes
      de: der Rat, in seinem Protokoll

facts:
  - id: ferry-on-the-12th
    text:
      en: The Gazette reported that the ferry was to sail again on 12 September 2023.
      de: Der Anzeiger berichtete, die Fähre solle am 12. September 2023 wieder fahren.
    source: gazette-report
    document: gazette
    paragraph: 2
    status: report
    topic: ferry
    date: 2023-09-12
    expected: true
    about: [gazette-paper]
    questions:
      en: |
        when (was | is) the ferry to sail again
        when does the Gazette expect the ferry
      de: |
        wann (fährt | fuhr) die Fähre wieder
        wann fährt die Fähre laut Anzeiger

  - id: ferry-on-the-15th
    text:
      en: The council wrote that the ferry was expected between 15 and 17 September 2023.
      de: Der Rat schrieb, die Fähre werde zwischen dem 15. und 17. September 2023 erwartet.
    source: council-minutes
    document: minutes
    paragraph: 1
    status: announcement
    topic: ferry
    date: {start: 2023-09-15, end: 2023-09-17}
    expected: true
    about: [council]
    questions:
      en: |
        when does the council expect the ferry
        what did the council write about the ferry
      de: |
        wann erwartet der Rat die Fähre
        was schrieb der Rat über die Fähre

  - id: berg-resigned
    text:
      en: Nils Berg, the harbour master, resigned on 1 September 2023.
      de: Nils Berg, der Hafenmeister, trat am 1. September 2023 zurück.
    source: gazette-report
    document: gazette
    paragraph: 6
    status: report
    topic: ferry
    date: 2023-09-01
    about: [berg]
    former_ids: [berg-left]
    questions:
      en: |
        who resigned
        when did (Nils |) Berg (resign | step down)
      de: |
        wer trat zurück
        wann (trat Berg zurück | ging Berg)

gaps:
  - id: why-berg-resigned
    text:
      en: Neither document says why Nils Berg resigned.
      de: Keines der Dokumente sagt, warum Nils Berg zurücktrat.
    nearest: [berg-resigned]
    about: [berg]
    questions:
      en: |
        why did Berg resign
        what was the reason for the resignation
      de: |
        warum trat Berg zurück
        was war der Grund für den Rücktritt

conflicts:
  - id: ferry-dates
    text:
      en: The documents give different dates for the ferry.
      de: Die Dokumente nennen verschiedene Tage für die Fähre.
    sides: [ferry-on-the-12th, ferry-on-the-15th]
    questions:
      en: |
        which date is right for the ferry
        do the documents differ about the ferry
      de: |
        welcher Tag stimmt für die Fähre
        unterscheiden sich die Dokumente

withdrawn:
  - id: ferry-sunk
    text:
      en: This entry was withdrawn, since the document does not say it.
      de: Dieser Eintrag wurde zurückgezogen, weil das Dokument es nicht sagt.

thesaurus:
  ferry:
    en: ferry, boat, ship
    de: Fähre, Schiff
"""


def bridge_yaml() -> str:
    """Return the text of the smallest story: one language, two facts, one gap."""
    return BRIDGE


def harbour_yaml() -> str:
    """Return the text of a story in English and German with two documents and a conflict."""
    return HARBOUR


def bridge() -> Knowledge:
    """Return the village bridge: facts `bridge-shut`, `repair-planned`; gap `repair-cost`."""
    return load_text(BRIDGE, "bridge.yaml")


def harbour() -> Knowledge:
    """Return the harbour: facts `ferry-on-the-12th`, `ferry-on-the-15th`, `berg-resigned`; conflict `ferry-dates`."""
    return load_text(HARBOUR, "harbour.yaml")


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with one passage replaced.

    Raises:
        ValueError: the passage is not there exactly once, so that the test would not test what it says.
    """
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is there {text.count(old)} times")
    return text.replace(old, new)


def fact(fact_id: str, text: str = "The bridge was shut.", questions: str = "is it shut", **others: Any) -> Fact:
    """Return a fact of the bridge in English; `others` are any further fields, as they stand in the file."""
    fields: dict[str, Any] = {
        "id": fact_id,
        "text": {"en": text},
        "source": "letter",
        "document": "parish-letter",
        "paragraph": 1,
        "status": "background",
        "topic": "repairs",
        "questions": {"en": questions},
    }
    return Fact.model_validate(fields | others)


def gap(gap_id: str, text: str = "The letter does not say.", questions: str = "what else", **others: Any) -> Gap:
    """Return a gap of the bridge in English."""
    return Gap.model_validate({"id": gap_id, "text": {"en": text}, "questions": {"en": questions}} | others)


def knowledge(*, facts: Sequence[Fact] | None = None, gaps: Sequence[Gap] = (), **others: Any) -> Knowledge:
    """Return the bridge with other facts and gaps; `others` replace whole sections ("entities", "conflicts", ...).

    References between entries are not checked: that is the loader's work.
    """
    base = bridge()
    chosen: dict[str, Any] = {"gaps": tuple(gaps)} | others
    if facts is not None:
        chosen["facts"] = tuple(facts)
    return base.model_copy(update=chosen)
