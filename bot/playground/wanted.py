"""How actions of the page are written and refused, and what it may ask of the desk, each with what it takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=4096)]
Line = Annotated[str, Field(max_length=1000)]
Id = Annotated[str, Field(max_length=40)]
Ids = Annotated[str, Field(max_length=400)]
"""Several with commas between them."""


class RefusedError(Exception):
    """An action that cannot be done; the message is shown on the page."""


class Wanted(BaseModel):
    """What an action takes: nothing but what it names, of the types that it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Nothing(Wanted):
    """An action that needs to know nothing."""


class Teach(Wanted):
    """A question, and the entry that is right for it; without one the bot is to abstain. `language` may be told."""

    question: Text
    entry: Id = ""
    abstain: Literal["not_in_source", "off_topic", "unclear"] = "not_in_source"
    language: Annotated[str, Field(max_length=3)] = ""


class Begin(Wanted):
    """What a new entry is to answer."""

    question: Text
    section: Literal["facts", "gaps"]
    language: Annotated[str, Field(max_length=3)] = ""


class NewEntry(Wanted):
    """A new entry as it was filled in; keys that are empty are left out. Questions are lines, by language.

    `question` is the one that it is added for, in its `language`: it is labelled with it.
    """

    section: Literal["facts", "gaps"]
    question: Annotated[str, Field(max_length=4096)] = ""
    language: Annotated[str, Field(max_length=3)] = ""
    id: Id
    text: dict[str, Line]
    questions: dict[str, Line]
    source: Id = ""
    document: Id = ""
    paragraph: Annotated[str, Field(max_length=100, pattern=r"^[\d, ]*$")] = ""
    status: Literal["", "statement", "report", "announcement", "background"] = ""
    topic: Id = ""
    brief: dict[str, Line] = Field(default_factory=dict)
    date: Annotated[str, Field(max_length=24)] = ""
    about: Ids = ""
    nearest: Ids = ""
    detail_of: Id = ""
    expected: Literal["", "true"] = ""
    off_topic: Literal["", "true"] = ""


class Numbered(Wanted):
    """A proposal, or a synonym of the last search, by its number."""

    number: int
