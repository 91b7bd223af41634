"""A new entry stands at the end of its section, and the rest as it was."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curating.drafts import Draft, add_entry, draft_of, new_id
from bot.errors import EditError
from bot.knowledge.load import load_text
from tests.curating.test_edits import only_inserted
from tests.knowledge.builders import BRIDGE, HARBOUR

FACT = Draft(
    "facts",
    "bridge-open",
    {"en": "The bridge was opened again: for carts # and " + "for whoever walks over it in the evening " * 4},
    {"en": ("when was the bridge (opened | free) again", "is it open")},
    source="letter",
    document="parish-letter",
    paragraph=(2, 3),
    status="background",
    topic="repairs",
    date="2024-06",
    expected=True,
    about=("mayor",),
    detail_of="bridge-shut",
)


def test_a_fact_is_written_with_all_its_keys_behind_the_last_one() -> None:
    """In lines that fit, in the order of the guide, parted as its neighbours are."""
    edit = add_entry(BRIDGE.encode(), FACT)
    only_inserted(edit)
    before, after = load_text(BRIDGE), load_text(edit.after)
    fact = after.facts[-1]
    assert after.facts[:-1] == before.facts
    assert after.gaps == before.gaps
    assert fact.model_dump(mode="json", include={"source", "paragraph", "about", "expected", "detail_of"}) == {
        "source": "letter",
        "paragraph": [2, 3],
        "about": ["mayor"],
        "expected": True,
        "detail_of": "bridge-shut",
    }
    assert fact.text["en"] == " ".join(FACT.text["en"].split())
    assert fact.questions["en"].splitlines() == list(FACT.questions["en"])
    added = edit.added
    assert added[0] in {"", "  - id: bridge-open"}
    assert all(len(line) <= 120 for line in added)


def test_a_gap_is_written_too_and_the_section_if_there_is_none() -> None:
    """A story without gaps gets its first."""
    gap = Draft(
        "gaps", "who-cracked", {"en": "Nobody says who did it."}, {"en": ("who cracked it",)}, nearest=("bridge-shut",)
    )
    for base in (BRIDGE, BRIDGE[: BRIDGE.index("\ngaps:")], BRIDGE[: BRIDGE.index("\ngaps:")].rstrip("\n")):
        edit = add_entry(base.encode(), gap)
        only_inserted(edit)
        assert load_text(edit.after).gaps[-1].nearest == ("bridge-shut",)


@pytest.mark.parametrize("section", ["gaps: []", "gaps: [{id: x}]"])
def test_a_section_in_brackets_is_refused(section: str) -> None:
    """An entry has no lines of its own there."""
    base = BRIDGE[: BRIDGE.index("\ngaps:")] + f"\n{section}\n"
    with pytest.raises(EditError, match="brackets"):
        add_entry(base.encode(), Draft("gaps", "x-y", {"en": "No."}, {"en": ("who",)}))


def test_a_draft_has_what_only_one_thing_is_possible_for() -> None:
    """And its question in its language alone; the text is for the curator to say."""
    harbour = load_text(HARBOUR)
    draft = draft_of(harbour, "facts", "Who painted the (old) quay?", harbour.story.languages[0])
    assert draft.questions[harbour.story.languages[0]] == ("Who painted the old quay",)
    assert not any(draft.text.values())
    assert not draft.source  # the harbour has several
    assert draft_of(load_text(BRIDGE), "facts", "Who?", "en").document == "parish-letter"


@pytest.mark.parametrize("question", ["who", "Хто підпалив міст уночі?", "?!", "12 34", "x" * 80, "repair cost"])
def test_an_id_is_new_and_well_formed(question: str) -> None:
    """Whatever script the question is in."""
    base = load_text(BRIDGE)
    id_ = new_id(base, question)
    edit = add_entry(BRIDGE.encode(), Draft("gaps", id_, {"en": "No."}, {"en": ("zq",)}))
    assert load_text(edit.after).gaps[-1].id == id_


@given(text=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=300))
@settings(max_examples=100)
def test_whatever_a_text_holds_it_is_read_as_it_was_written(text: str) -> None:
    """Or refused; long ones are wrapped."""
    try:
        edit = add_entry(BRIDGE.encode(), dataclasses.replace(FACT, text={"en": text}))
    except EditError:
        return
    only_inserted(edit)
    if text.split():
        assert load_text(edit.after).facts[-1].text["en"] == " ".join(text.split())
