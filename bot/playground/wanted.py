"""What all actions of the page have in common: how they are written, and how they are refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=4096)]


class RefusedError(Exception):
    """An action that cannot be done; the message is shown on the page."""


class Wanted(BaseModel):
    """What an action takes: nothing but what it names, of the types that it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Nothing(Wanted):
    """An action that needs to know nothing."""
