"""The Application: every handler in its place, without an Updater (see `bot.serving`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    ContextTypes,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers.callback import Callback
from bot.handlers.errors import ErrorHandler
from bot.handlers.group import Group
from bot.handlers.guest import Guest
from bot.handlers.inline import Inline
from bot.handlers.membership import Membership
from bot.handlers.private import Private

if TYPE_CHECKING:
    from bot.handlers.conversation import Conversations

BotApplication = Application[Any, ContextTypes.DEFAULT_TYPE, Any, Any, Any, None]
_SPOKEN = ~filters.StatusUpdate.ALL
"""What people write, send or forward; "joined", "pinned" and the like are not said to anyone."""
_NEW = filters.UpdateType.MESSAGE & _SPOKEN
_PRIVATE = filters.ChatType.PRIVATE | filters.DIRECT_MESSAGES
_EDITED = filters.UpdateType.EDITED_MESSAGE & _SPOKEN


class _Forgetful(BotApplication):
    """Keeps no list of everybody who ever wrote, as PTB's does for a persistence that this bot has not."""

    def _mark_for_persistence_update(self, *, update: object | None = None, job: object | None = None) -> None:
        """Mark nothing."""


def build_application(bot: ExtBot[Any], conversations: Conversations) -> BotApplication:
    """Connect the handlers to a bot. Feed it with `process_update` between `initialize` and `shutdown`.

    Commands go the way of all messages: PTB's CommandHandler knows neither captions nor arguments with line breaks.
    """
    builder = Application.builder().application_class(_Forgetful)
    application = builder.bot(bot).updater(None).job_queue(None).build()
    private, group, membership = Private(conversations), Group(conversations), Membership(conversations)
    for kind, private_handler, group_handler in (
        (_NEW, private.message, group.message),
        (_EDITED, private.edited, group.edited),
    ):
        application.add_handler(MessageHandler(kind & _PRIVATE, private_handler))
        application.add_handler(MessageHandler(kind & filters.ChatType.GROUPS & ~_PRIVATE, group_handler))
    application.add_handler(CallbackQueryHandler(Callback(conversations).tapped))
    application.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, membership.migrated)
    )
    inline, guest = Inline(conversations), Guest(conversations)
    application.add_handler(InlineQueryHandler(inline.typed))
    application.add_handler(ChosenInlineResultHandler(inline.chosen))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.called))
    application.add_error_handler(ErrorHandler(conversations))
    return application
