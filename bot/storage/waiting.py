"""What storage and its users tell each other: a reply that could not be sent yet, and what a claim came to."""

from __future__ import annotations

from dataclasses import dataclass

MINE, DONE, ELSEWHERE = "mine", "done", "elsewhere"
"""What becomes of claiming an update: it is to be dealt with here, is done, or is under way in another process."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a reply goes, and what is to be said, as JSON in ids of the base (see `answering.saying`).

    `question` is the message that it answers, or an album by its negative number, `asker` who asked in a group,
    `direct_topic_id` the topic of a channel's direct messages. `parts` have arrived already; `doubtful` says that the
    next one may have. `due` says from when it may be sent, in seconds since 1970; in whole ones where it
    comes from the database.
    """

    chat_id: int
    saying: str
    thread_id: int | None = None
    reply_to: int | None = None
    question: int | None = None
    asker: int | None = None
    direct_topic_id: int | None = None
    parts: int = 0
    doubtful: bool = False
    due: float = 0
    id: int = 0
