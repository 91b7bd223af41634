"""A stand-in for Telegram's Bot API on loopback: strict, scriptable, without a token or the internet.

It depends on Starlette and uvicorn alone and knows nothing of the bot that talks to it.
"""

from .elsewhere import InlineAnswer, InlineResult, Modes
from .errors import ApiError
from .events import Event, Events
from .faults import Fault, Faults, Trouble
from .journal import Call, Journal
from .model import CallbackAnswer, Chat, ChatType, Entity, Message, Status, Topic, User
from .rates import Limit, Rates
from .standin import StandIn
from .threaded import ThreadedStandIn
from .world import World

__all__ = [
    "ApiError",
    "Call",
    "CallbackAnswer",
    "Chat",
    "ChatType",
    "Entity",
    "Event",
    "Events",
    "Fault",
    "Faults",
    "InlineAnswer",
    "InlineResult",
    "Journal",
    "Limit",
    "Message",
    "Modes",
    "Rates",
    "StandIn",
    "Status",
    "ThreadedStandIn",
    "Topic",
    "Trouble",
    "User",
    "World",
]
