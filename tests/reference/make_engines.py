"""Write engines.npz: the engines' cases with PyTorch's answers. Run it where torch is installed:

python tests/reference/make_engines.py
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.engine.engine_cases import CASES
from tests.engine.engine_judge import ask, store_answers, torch_answer


def main() -> None:
    answers = {}
    for case in CASES:
        rng = np.random.default_rng(zlib.crc32(case.name.encode()))
        questions = [ask(case, shapes, rng) for shapes in case.shapes.fixed]
        answers[case.name] = [(question, torch_answer(case, question)) for question in questions]
    store_answers(answers)


if __name__ == "__main__":
    main()
