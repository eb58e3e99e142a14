"""The learners' edition without answers, and the form in which nbgrader takes a sheet."""
