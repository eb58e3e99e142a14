"""Going down: gradient descent, how large a step may be, how fast it arrives, and searches that know no gradient."""
