"""The learner's side of exercises: what a sheet asks, the instant check, and how far a learner has come."""
