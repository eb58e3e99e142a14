"""The gradebook: what is stored, when it still stands, and which attempt counts."""
