"""Engines that compute gradients by themselves, one for numbers and one for arrays, with the operations they know."""
