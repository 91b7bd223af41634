"""What is kept over a restart: ids of updates and messages, and replies that wait. No text and no name of anybody."""
