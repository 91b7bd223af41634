"""How it looks: replies as plain text, as Telegram's HTML and as buttons, in the languages of the catalogues."""
