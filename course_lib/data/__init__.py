"""Data sets: small, bundled, each with its source and its units."""
