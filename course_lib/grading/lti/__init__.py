"""LTI 1.3: what a link in the school's system opens on a JupyterHub, and points that go back to that system."""
