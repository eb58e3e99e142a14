"""Building the notebooks of both languages from their one source, and running their claims on other seeds.

Only those who write the course need this package; learners and instructors use `course_lib`.
"""
