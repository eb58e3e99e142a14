"""The words that people read, in each language, and which language is read."""
