"""/forget: what was deleted of what was kept. Whoever keeps it deletes it first; this says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.answering.context import Deletion
from bot.answering.reply import CommandReply

if TYPE_CHECKING:
    from bot.answering.context import CommandContext


@dataclass(frozen=True, slots=True)
class Forgotten(CommandReply):
    """/forget: what was deleted."""

    is_repeated: ClassVar[bool] = True
    deletion: Deletion


def forget(context: CommandContext, _argument: str) -> Forgotten:
    """Say what was deleted before; nothing where the front end keeps nothing."""
    return Forgotten(context.language, context.as_of, context.deletion or Deletion())
