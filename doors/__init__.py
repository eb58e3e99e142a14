"""Doors to the course for people who install nothing: today the browser edition."""
