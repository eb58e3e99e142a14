"""What a network is made of and how it is trained: layers, starting weights, losses, and how signals pass through."""
