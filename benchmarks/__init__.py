"""Speeds, measured side by side in one run and written as ratios to ``benchmarks/results/``."""
