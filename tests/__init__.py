"""Tests, by layer; builders of real objects stand in the layer that they build."""
