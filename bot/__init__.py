"""talks-bot: answers from one curated, sourced document, in Telegram and in the terminal."""

__version__ = "0.1.0"
