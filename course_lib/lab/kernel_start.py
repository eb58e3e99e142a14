"""Run by each kernel of the course's JupyterLab: stumbles are told even where no cell has imported the course yet.

Whoever runs a cell from the middle of a notebook right after a restart hears that cells above it come first.
"""

try:  # noqa: SIM105 - what is imported for it would stand among the learner's own names
    import course_lib as _course_lib  # noqa: F401
except ImportError:  # a Python that has no course, as JupyterLab's terminal may start
    pass
