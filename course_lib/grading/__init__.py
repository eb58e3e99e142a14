"""Checking an answer in the notebook and grading a class: one description of an exercise serves both."""
