"""A learner and a browser played by a program, for tests, benchmarks and the example class."""
