"""Telegram in, Telegram out: one module per surface, and the Application that holds them together."""

import os

# Without it python-telegram-bot gives durations as plain numbers and warns of that at every flood limit.
os.environ.setdefault("PTB_TIMEDELTA", "1")
