"""Pictures: each takes arrays and results and makes a matplotlib figure. No widgets here."""
