"""Measuring: labelled questions, what a base makes of them, and what a change changes."""
