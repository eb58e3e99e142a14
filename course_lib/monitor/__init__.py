"""Watching gradients while a network learns, and handing what was seen to TensorBoard."""
