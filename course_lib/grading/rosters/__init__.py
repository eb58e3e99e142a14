"""The lists of learners that schools' systems give, to be filled in and given back: each other cell stays as it is."""
