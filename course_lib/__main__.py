"""The course's command line: ``gradient-course`` or ``python -m course_lib``."""


def main() -> int:
    """Run the command that the command line names; return its exit code."""
    return 0
