"""What a single chapter sets up to decide its claims, and nobody else uses."""
