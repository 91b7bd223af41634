"""The curator's tools: edits to the byte, what they change, labelled questions, the walk through the misses."""
