"""Running the bot: fetching updates, dealing with each once or more but never less, and stopping in good order."""
