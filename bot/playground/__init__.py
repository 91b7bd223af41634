"""The playground: trying the bot without a token."""
