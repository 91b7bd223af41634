"""Tests of bot/evaluation."""
