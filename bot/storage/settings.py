"""What is chosen for a chat in /settings, and whether the bot has introduced itself there.

A choice is a call, so that it stands in the database before it is shown; where that is away it is a mark, written
once the database is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot.answering.chat_settings import AnswersTo, Buttons, Choice, Setting, Settings
from bot.storage.tables import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, RowMapping
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from bot.storage.apart import Marks
    from bot.storage.writer import Writer

_COLUMNS = {
    Setting.LANGUAGE: "language",
    Setting.BUTTONS: "buttons",
    Setting.ANSWERS_TO: "answers_to",
    Setting.QUIET: "quiet",
}
_FRESH = {"language": "", "buttons": Buttons.FULL.value, "answers_to": AnswersTo.ALL.value, "quiet": False}

_OF_CHAT = select(settings).where(settings.c.chat_id == bindparam("chat"))
"""Made once, and not for every chat that is looked up."""
AS_AT_FIRST = Settings()
"""One for all chats in which nothing was chosen."""


class StoredSettings:
    """A part of the store."""

    def __init__(self, writer: Writer, upsert: Callable[..., PostgresqlInsert] | Callable[..., SqliteInsert]) -> None:
        """Take what writes, and the dialect's INSERT."""
        self._writer = writer
        self._upsert = upsert

    async def of(self, chat_id: int) -> Settings | None:
        """Return the settings of a chat (as at first, where none were chosen); None where the database is away."""

        def read(connection: Connection) -> Settings:
            return _settings(_row(connection, chat_id))

        found = await self._writer.call(read)
        for setting in Setting:  # chosen while the database was away
            choice = self._writer.marked("chosen", (chat_id, setting))
            found = choice.applied(found) if found is not None and choice is not None else found
        return found

    async def choose(self, chat_id: int, choice: Choice) -> Settings | None:
        """Keep a choice and return what the settings are now; None where the database is away: it is kept later."""

        def write(connection: Connection) -> Settings:
            self._put(connection, chat_id, choice)
            return _settings(_row(connection, chat_id))

        found = await self._writer.call(write)
        if found is None:
            self._writer.mark("chosen", (chat_id, choice.setting), choice)
        return found

    async def has_greeted(self, chat_id: int) -> bool:
        """Tell whether the bot has introduced itself in a chat; no where the database is away."""

        def read(connection: Connection) -> bool:
            row = _row(connection, chat_id)
            return row is not None and bool(row["greeted"])

        return bool(self._writer.marked("greeted", chat_id) or await self._writer.call(read))

    def note_greeted(self, chat_id: int) -> None:
        """Note that the bot has introduced itself in a chat; written soon."""
        self._writer.mark("greeted", chat_id, value=True)

    def move(self, old_chat: int, new_chat: int) -> None:
        """Let the supergroup that a group has become have its settings; written soon."""
        self._writer.mark("settings_moved", old_chat, new_chat)

    def write(self, connection: Connection, marks: Marks) -> None:
        """Write the marks that are of this part."""
        for (chat_id, _), choice in marks.get("chosen", {}).items():
            self._put(connection, chat_id, choice)
        for chat_id in marks.get("greeted", {}):
            self._upsert_row(connection, chat_id, {"greeted": True})
        for old, new in marks.get("settings_moved", {}).items():
            if (row := _row(connection, old)) is not None:
                connection.execute(delete(settings).where(settings.c.chat_id == old))
                self._upsert_row(connection, new, {name: row[name] for name in (*_FRESH, "greeted")})

    def _put(self, connection: Connection, chat_id: int, choice: Choice) -> None:
        column = _COLUMNS[choice.setting]
        value = getattr(choice.applied(Settings()), column)
        self._upsert_row(connection, chat_id, {column: value if isinstance(value, bool) else str(value)})

    def _upsert_row(self, connection: Connection, chat_id: int, changed: dict[str, object]) -> None:
        put = self._upsert(settings).values({"chat_id": chat_id, "greeted": False, **_FRESH, **changed})
        connection.execute(put.on_conflict_do_update(index_elements=[settings.c.chat_id], set_=changed))


def _row(connection: Connection, chat_id: int) -> RowMapping | None:
    return connection.execute(_OF_CHAT, {"chat": chat_id}).mappings().one_or_none()


def _settings(row: RowMapping | None) -> Settings:
    if row is None:
        return AS_AT_FIRST
    return Settings(row["language"], Buttons(row["buttons"]), AnswersTo(row["answers_to"]), bool(row["quiet"]))
