"""What only notebooks understand, such as ``%matplotlib inline`` or ``np.mean?``, turned into Python.

IPython's own transformer does it, text to text; nothing is read as a program or run here.
"""

from __future__ import annotations

import re

LONGEST = 20_000  # characters of a cell
MOST = 30  # lines for the notebook in it: each costs the transformer a look at the whole cell
LONG_NAME = re.compile(r"[\w*.%\[\]]{500}")  # the transformer takes as long as its length squared

# Cells of which the rest runs in the notebook as if this line were not there.
RUNNING = re.compile(r"\s*%%(?:time|capture|prun)\b.*\n")
MARKED = re.compile(
    r"^[ \t]*[%!?,;/]|\?[ \t]*$|=[ \t]*[%!]"  # commands, and questions about a thing
    r"|^[ \t]*(?:>>>|In \[)|\A\s*^[ \t]+\S",  # prompts copied with the code; a whole cell that is indented
    flags=re.MULTILINE,
)


def may_be_for_notebooks(source: str) -> bool:
    """Tell whether a cell that is no Python may be something to a notebook."""
    short = len(source) <= LONGEST and not LONG_NAME.search(source)
    return short and 0 < len(MARKED.findall(source)) <= MOST


def as_python(source: str) -> str:
    """Return a cell that is no Python as what a notebook makes of it; unchanged where that can't be had.

    Args:
        source: of the cell, which anybody may have written.
    """
    # It takes a while to import, and most notebooks never need it.
    from IPython.core.inputtransformer2 import TransformerManager

    if not may_be_for_notebooks(source):
        return source
    if RUNNING.match(source):
        source = RUNNING.sub("\n", source, count=1)
    try:
        return str(TransformerManager().transform_cell(source))
    except Exception:  # whatever a broken cell does to it
        return source
