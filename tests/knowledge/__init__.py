"""Tests of reading, checking and finding a knowledge base."""
