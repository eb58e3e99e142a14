"""Running student code where it can do no harm, and reading what it answers."""
