"""Which files of the course a piece of code depends on."""
