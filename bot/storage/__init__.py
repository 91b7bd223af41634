"""What is kept over a restart: ids of updates and messages, replies that wait, counts and votes. No name of anybody."""
