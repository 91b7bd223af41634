"""Telegram in, Telegram out: one module per surface, and the Application that holds them together."""
