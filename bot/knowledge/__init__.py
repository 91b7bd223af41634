"""What is known: the model of a knowledge base, and reading it from YAML."""
