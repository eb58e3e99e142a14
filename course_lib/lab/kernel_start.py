"""Run by each kernel of the course's JupyterLab: stumbles are told even where no cell has imported the course yet.

Whoever runs a cell from the middle of a notebook right after a restart hears that cells above it come first.
"""

import course_lib as _course_lib  # noqa: F401
