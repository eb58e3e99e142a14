"""Interactive controls: a picture of `course_lib.plots` with sliders, one file a control."""
