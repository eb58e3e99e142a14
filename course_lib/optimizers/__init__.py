"""Rules that turn gradients into steps, from SGD to Adam, and which settings suit them."""
