"""For all tests, the notebooks among them: nobody's progress, language or seed leaks in."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

# Notebooks that tests hand in: they are graded, not run.
collect_ignore_glob = ["tests/grading/cases/*"]

# For `pytest tests/grading/test_fuzz.py --hypothesis-profile=thorough`; for half of it on each of two cores, with
# EXAMPLES=5000 in front, and behind it `--hypothesis-seed=1` on one of them, 2 on the other.
settings.register_profile("thorough", max_examples=int(os.environ.get("EXAMPLES", "10000")))


def pytest_configure(config):
    # Which pictures a notebook shows is tested elsewhere; some hold times that were measured.
    config.option.nbval_sanitize_with = str(Path(__file__).with_name("tests") / "pictures.cfg")
    for name in ("GRADIENT_COURSE_LANGUAGE", "GRADIENT_COURSE_SEED", "GRADIENT_COURSE_CLAIMS"):
        os.environ.pop(name, None)
    scratch = tempfile.mkdtemp(prefix="gradient-course-")
    os.environ["GRADIENT_COURSE_PROGRESS"] = f"{scratch}/progress.json"
    # In the notebooks' kernels too, a glyph that a font lacks is an error.
    os.environ["PYTHONWARNINGS"] = "error:Glyph"
