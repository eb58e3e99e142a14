"""What gradients are taken of: landscapes to walk on, and problems with a loss to make small."""
