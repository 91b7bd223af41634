"""The pattern language: what a line stands for, and what is refused at which column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.patterns import MAX_PER_BLOCK, MAX_PER_LINE, PatternError, check, count, expand, expand_line, phrases

EXAMPLES = {
    "who resigned": ["who resigned"],
    "  who\t resigned  ": ["who resigned"],
    "": [],
    "\n\n": [],
    "one\n\ntwo\none": ["one", "two"],
    "who (will | was to) go": ["who will go", "who was to go"],
    "(what | which) (day | date)": ["what day", "what date", "which day", "which date"],
    "who went (to Rome |)": ["who went to Rome", "who went"],
    "(| so) who went?": ["who went?", "so who went?"],
    "what happened (yesterday |)?": ["what happened yesterday?", "what happened?"],
    "plan(s |) now": ["plans now", "plan now"],
    "в Україн(і | у)": ["в Україні", "в Україну"],
    "a (b (c | d) | e)": ["a b c", "a b d", "a e"],
    "((a | b) | c)": ["a", "b", "c"],
    "(a | a)": ["a"],
    "(a |)": ["a"],
}

BROKEN = {
    "who (will go": ("never closed", 1, 5),
    "who will) go": ("without an opening one", 1, 9),
    "who | what": ("outside parentheses", 1, 5),
    "fine\n  who ()": ("nothing in it", 2, 7),
    "who ( | )": ("nothing in it", 1, 5),
    "who (will) go": ("without a bar", 1, 5),
    "((((((( a | b) | c) | d) | e) | f) | g) | h)": ("more than 6 groups", 1, 7),
    "(a | b)" * 9: ("more than 256 questions", 1, 1),
    "(a | b) (c": ("never closed", 1, 9),
}


@pytest.mark.parametrize("block", EXAMPLES)
def test_a_block_stands_for_its_phrasings(block: str) -> None:
    """Alternatives, optional parts, nesting and glued endings give the phrasings a reader expects, in order."""
    assert expand(block) == EXAMPLES[block]


@pytest.mark.parametrize("block", BROKEN)
def test_a_malformed_line_is_refused_with_its_place(block: str) -> None:
    """The error names the line and column at which somebody would look."""
    words, line, column = BROKEN[block]
    with pytest.raises(PatternError, match=words) as caught:
        expand(block)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert [(error.line, error.column) for error in check(block)] == [(line, column)]


def test_a_block_is_bounded() -> None:
    """A block that stands for too many questions is refused, though each of its lines would do."""
    line = " ".join(f"(a{i} | b{i})" for i in range(8))
    block = "\n".join(f"{line} {number}" for number in range(MAX_PER_BLOCK // MAX_PER_LINE + 1))
    with pytest.raises(PatternError, match="this block stands for more"):
        expand(block)
    assert ["this block" in error.message for error in check(block)] == [True]


def test_every_malformed_line_of_a_block_is_reported() -> None:
    """A check does not stop at the first malformed line."""
    assert [error.line for error in check("(a\nfine\n\nb)\n()")] == [1, 4, 5]


def test_commas_part_the_phrases_of_the_thesaurus() -> None:
    """Commas and line breaks part phrases; a malformed one is found at its place in the line."""
    assert phrases("ferry, small boat(s |),\nship") == ["ferry", "small boats", "small boat", "ship"]
    assert [(error.line, error.column) for error in check("ferry, bo(at\nship, (a", commas=True)] == [(1, 10), (2, 7)]


@pytest.mark.parametrize("terms", [False, True], ids=["questions", "terms"])
@given(block=st.text(alphabet="ab ()|?,\n", max_size=60))
@settings(deadline=None)
def test_law_any_text_expands_or_is_refused(block: str, *, terms: bool) -> None:
    """Nothing but PatternError is raised, phrasings are tidy, and `check` finds fault just where the reader does."""
    read = phrases if terms else expand
    if faults := list(check(block, commas=terms)):
        with pytest.raises(PatternError) as refused:
            read(block)
        error, first = refused.value, faults[0]
        assert (error.line, error.column, error.message) == (first.line, first.column, first.message)
        return
    phrasings = read(block)
    assert len(set(phrasings)) == len(phrasings)
    for phrasing in phrasings:
        assert phrasing == " ".join(phrasing.split())
        assert not set(phrasing) & set("()|")


@given(st.lists(st.lists(st.sampled_from(["a", "b c", "", "d"]), min_size=2, max_size=3), min_size=1, max_size=4))
@settings(deadline=None)
def test_law_a_line_stands_for_the_product_of_its_groups(groups: list[list[str]]) -> None:
    """`count` is the product of the groups' sizes, and there are never more phrasings than that."""
    groups = [group for group in groups if any(group)] or [["a", "b"]]
    line = " x ".join("(" + " | ".join(group) + ")" for group in groups)
    product = 1
    for group in groups:
        product *= len(group)
    assert count(line) == product
    assert 1 <= len(expand_line(line)) <= product
