"""Tests of the stand-in Bot API, over real HTTP on loopback."""
