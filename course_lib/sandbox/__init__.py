"""What runs where student code runs. It holds no answers: it runs functions on inputs and reports what came back.

The folder is all of the course that a sandbox can see; it needs nothing but the standard library and numpy.
"""
