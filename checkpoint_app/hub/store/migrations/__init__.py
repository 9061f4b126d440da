"""The hub's schema, step by step. Each step stands alone and imports nothing of the program."""
