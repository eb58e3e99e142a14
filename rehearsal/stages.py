"""Where a control's stage is found in a page."""

CANVAS = ".gradient-course-stage canvas"
"""Its attribute ``data-drawn`` counts how often it was drawn."""

SENTENCE = ".gradient-course-stage .sentence"
