"""Slopes in every form: difference quotients, the check of a gradient, second derivatives, and steps that use them."""
