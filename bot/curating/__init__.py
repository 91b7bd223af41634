"""Mending a base: what to write where, what that would change, and the questions by which it is measured."""
