"""Warm-ups: short questions with fresh numbers on what earlier chapters have taught, and when each is due."""
