"""Stories that the bot was not made for."""
