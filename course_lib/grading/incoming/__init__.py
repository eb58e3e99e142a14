"""What was handed in: finding it, telling whose it is, and reading the answers in it as text."""
