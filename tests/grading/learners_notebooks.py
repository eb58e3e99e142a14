"""Notebooks as learners write them, drawn by hypothesis: the answers in many forms, and lines of all kinds around them."""

from __future__ import annotations

import ast
import re
import textwrap
from functools import cache

from hypothesis import strategies as st

from course_lib.exercises.sheets import load_sheet
from rehearsal.learner import right_answers, wrong_answers

SHEETS = ["01_what_is_a_gradient", "03_computing_a_gradient", "04_gradient_descent", "05_backpropagation", "07_optimizers", "09_questions"]
IMPORTS = "import numpy as np\nfrom course_lib import check, hint"


def parts(source):
    """Return the parameters of a function and its body, without the spaces in front."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    first = node.body[0].lineno
    return ast.unparse(node.args), textwrap.dedent("\n".join(source.splitlines()[first - 1 :]))


def define(name, parameters, body):
    return f"def {name}({parameters}):\n" + textwrap.indent(body, "    ")


def with_first(line):
    """Return a form whose function begins with a line."""
    return lambda name, parameters, body: define(name, parameters, f"{line}\n{body}")


def with_above(lines, first="pass"):
    """Return a form whose cell begins with lines, and whose function with another one."""
    return lambda name, parameters, body: f"{lines}\n{with_first(first)(name, parameters, body)}"


def in_a_block(head, tail=""):
    return lambda name, parameters, body: head + "\n" + textwrap.indent(define(name, parameters, body), "    ") + "\n" + tail


def as_lambda(name, parameters, body):
    found = re.fullmatch(r"return (.+)", body.strip())
    return f"{name} = lambda {parameters}: {found[1]}" if found else define(name, parameters, body)


def nested(name, parameters, body):
    return define(name, parameters, f"{define('inner', parameters, body)}\nreturn inner({parameters})")


def by_helper(helper):
    return lambda name, parameters, body: f"{define(helper, parameters, body)}\n\n{define(name, parameters, f'return {helper}({parameters})')}"


def typed(name, parameters, body):
    hints = ", ".join(f"{one}: 'np.ndarray | float'" for one in parameters.split(", "))
    return define(name, hints, body).replace("):\n", ") -> object:\n", 1)


def counted(name, parameters, body):
    return with_above("calls = 0", "global calls\ncalls += 1")(name, parameters, body)


def made_by_a_maker(name, parameters, body):
    inner = define(name, parameters, f"nonlocal n\nn += 1\n{body}")
    return "def make():\n    n = 0\n" + textwrap.indent(inner, "    ") + f"\n    return {name}\n{name} = make()"


def of_a_class(name, parameters, body):
    return "class Mine:\n    count = 3\n    @staticmethod\n" + textwrap.indent(define("go", parameters, body), "    ") + f"\n{name} = Mine.go"


def an_object_that_is_called(name, parameters, body):
    call = define("__call__", f"self, {parameters}", body)
    return "class Answer:\n    '''答え。'''\n" + textwrap.indent(call, "    ") + f"\n{name} = Answer()"


def tried(name, parameters, body):
    return define(name, parameters, "try:\n" + textwrap.indent(body, "    ") + "\nexcept KeyError:\n    return None")


# Forms in which a right answer stays right, and a wrong one wrong.
FORMS = [
    define, define, define, define, as_lambda, nested, by_helper("f"), by_helper("helper"), typed, counted,
    made_by_a_maker, of_a_class, an_object_that_is_called,
    in_a_block("if True:"), in_a_block("try:", "except NameError:\n    pass"), in_a_block("for i in range(1):"),
    tried,
    lambda name, parameters, body: f"%%time\n{define(name, parameters, body)}",
    lambda name, parameters, body: f"%%capture out\n{define(name, parameters, body)}",
    lambda name, parameters, body: f"{define(name, parameters, 'return ...')}\n{define(name, parameters, body)}",
    lambda name, parameters, body: f"# 練習：（わたしの答え）\n{define(name, parameters, body)}  # 「できた」　",
    lambda name, parameters, body: f"'''\ndef {name}({parameters}):\n    return 0\n'''\n{define(name, parameters, body)}",
    lambda name, parameters, body: f"{define(name, parameters, body)}\n{name} = {name}",
    lambda name, parameters, body: f"{define('my_' + name, parameters, body)}\n{name} = my_{name}",
    lambda name, parameters, body: f"def keep(f):\n    def wrapper(*inputs):\n        return f(*inputs)\n    return wrapper\n@keep\n{define(name, parameters, body)}",
    lambda name, parameters, body: f"import functools\ndef keep(f):\n    @functools.wraps(f)\n    def wrapper(*inputs):\n        return f(*inputs)\n    return wrapper\n@keep\n{define(name, parameters, body)}",
    lambda name, parameters, body: with_above("k = 1", "assert k == 1")(name, parameters + ", k=k", body),
    lambda name, parameters, body: with_above("def one():\n    return 1", "assert one == 1")(name, parameters + ", one=one()", body),
    lambda name, parameters, body: define(name, parameters, f"'''答えを返す。'''\n{body}"),
    lambda name, parameters, body: f"{define(name, parameters, body)}\nclass Other:\n    def {name}(self):\n        return 0",
    lambda name, parameters, body: f"old = None\n{define(name, parameters, body)}\nold = {name}\nprint(old)",
    with_first("print(f'{1 + 1 = } {locals()}')"), with_first("import matplotlib.pyplot as plt\nplt.close('all')"),
    with_first("from course_lib.descent.gradient_descent import gradient_descent"), with_first("import course_lib.controls"),
    with_first("from IPython.display import clear_output"), with_first("display(1)"), with_first("help"),
    with_first("if (count := 3) > 5:\n    return None"), with_first("total = sum([1, 2]) + max(1, 2) + min(1, 2) + abs(-1) + len([1])"),
    with_first("rows = list(map(float, range(3)))"), with_first("import math, time\ntime.sleep(0)"),
    with_first("import warnings\nwarnings.warn('slow')"), with_first("x_ = np.array([1.0, 2.0]).mean()"),
    with_first("with open('notes.txt', 'w') as file:\n    file.write('x')"), with_first("match 3:\n    case 4:\n        return 0"),
    with_first("async def wait():\n    return 1"), with_first("np.random.seed(0)"), with_first("assert isinstance(1, int), '数ではない'"),
    with_above("n = 1", "if n != 1:\n    raise ValueError(n)"), with_above("n = 2", "assert n == 2"), with_above("n += 1", "assert n == 2"),
    with_above("table = {'a': 1}", "table['b'] = 2"), with_above("pi = np.pi", "pi > 3"), with_above("from math import *", "sqrt(2)"),
    with_above("from tqdm.auto import tqdm", "for i in tqdm(range(2), disable=True):\n    pass"),
    with_above("def f(x):\n    return x ** 2", "assert f(3) == 9"), with_above("f = lambda x: x + 1", "assert f(3) == 4"),
    with_above("from dataclasses import dataclass\n@dataclass\nclass Step:\n    size: float = 1.0", "Step().size"),
    with_above("from collections import namedtuple\nPair = namedtuple('Pair', 'a b')", "Pair(1, 2).a"),
    with_above("from functools import lru_cache\n@lru_cache\ndef slow(n):\n    return n", "slow(3)"),
    with_above("rng = np.random.default_rng(0)\nnoise = rng.normal()", "noise * 0"),
    with_above("numbers = [i ** 2 for i in range(5) if i % 2]", "sum(numbers)"),
    with_above("from course_lib.controls.quiz import Quiz", "Quiz"),
    with_above("from packaging.version import Version", "Version('1.2')"), with_above("import PIL.Image", "PIL.Image"),
    with_above("from packaging.version import Version\nmajor = Version('1.2').major", "assert major == 1"),
    with_above("import PIL\nsize = len(PIL.__name__)", "size * 2"), with_above("import PIL\nshape = len(PIL.__name__)\nside = shape + 1", "side"),
    with_above("from numpy import *", "array([1.0])"), with_above("from numpy import *", "min(1, 2)"), with_above("from numpy import *", "sum([1, 2])"),
    with_first("import threading\nown = threading.Thread(target=lambda: None)\nown.start()\nown.join()"), with_above("import subprocess", "subprocess.run(['true'])"),
    with_above("import subprocess\nk = subprocess.run(['true']).returncode", "k"), with_first("import socket\nsocket.socket().close()"),
    with_first("import os\nos.system('true')"), with_above("import multiprocessing as mp", "mp.cpu_count()"),
    with_above("import __main__\nn = 7", "assert __main__.n == 7"), with_above("import pickle\nclass Own:\n    n = 3", "assert pickle.loads(pickle.dumps(Own())).n == 3"),
    lambda name, parameters, body: f"import PIL\n{define(name, parameters + ', *, k=PIL', body)}",
    lambda name, parameters, body: f"def again(k):\n    return k\n{define(name, parameters + ', *, k=again(1)', body)}",
    with_above("here = get_ipython().getoutput('echo 3')", "len(here)"), with_above("here = get_ipython().getoutput('echo 3')\nhere = 3", "here"),
    with_first("import os, getpass\nos.environ['PATH'], os.environ['HOME'], getpass.getuser()"), with_first("import IPython, matplotlib\nprint(IPython.__version__, matplotlib.__version__)"),
    with_above("global_rate: float = 0.1", "global_rate"), with_above("x = y = 3\na, b = 1, 2", "x + a"),
]  # fmt: skip

# Lines that stand in or between the cells of the answers. Some are errors, some change what a name means.
LINES = [
    "1 / 0", "undefined_name", "print(np.eye(2))", "display(np.eye(2))", "np.mean?", "?np.mean", "%matplotlib inline",
    "here = %pwd", "!true", "!true \\\n   and more", "files = !true", "x = 3", "n = 5", "n = 1", "n = 2", "f = 3", "min = 3", "sum = 0", "max = None",
    "abs = 1", "len = 2", "list = [1, 2]", "range = 5", "print = None", "float = 1.5", "isinstance = 0", "map = {}", "int = 3",
    "k = 2", "one = 3", "helper = None", "table = 3", "pi = 3", "major = 0", "numbers = None", "calls = 'x'", "make = 1", "keep = 2", "slow = 3",
    "np.array([1, 2]) @ np.array([1, 2, 3])", "import matplotlib.pyplot as plt", "from matplotlib import pyplot as plt, cm",
    "import ipywidgets", "from tqdm.auto import tqdm", "from IPython.display import HTML, display", "import no_such_library", "import PIL", "from PIL import Image\nImage.new('L', (2, 2))",
    "from course_lib.descent.gradient_descent import gradient_descent as theirs", "import course_lib.controls", "import course_lib",
    "assert 1 == 2", "raise ValueError('a try-out')", "import math, random", "import os, sys, time, json, re", "def f(x):\n    return x ** 2", "def helper(*inputs):\n    return None",
    "for i in range(3):\n    n = i", "get_ipython().run_line_magic('pwd', '')", "%time n = 4", "# nothing", "# （メモ）　なし", "'text'", "'''長い\nメモ'''",
    "import asyncio\nawait asyncio.sleep(0)", "async def later():\n    return 7\nn = await later()", "n: int = 7", "np.set_printoptions(precision=3)", "del n", "help", "help(len)",
    "with open('no_such_file') as file:\n    file.read()", "import sys\nsys.exit()", "check()", "hint", "from __future__ import annotations",
    "class Point:\n    x = 1", "class Point:\n    n = 1 / 0", "x = np.random.default_rng(0).normal(size=3)", "name = input('なまえは？')", "answer = input()",
    "from numpy import *", "from math import *", "from random import *", "import numpy", "import numpy.linalg as la", "np = 3", "import math as np", "np = None", "import numpy as np",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    n = 3", "try:\n    n = no_such\nexcept:\n    pass\nfinally:\n    x = 1", "if (n := 3) > 2:\n    print(f'{n=} {n:>5}')",
    "def outer():\n    n = 1\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner()\nouter()",
    "def change():\n    global n\n    n = 9\nchange()", "x = [1, 2, 3][7]", "{}['key']", "int('three')", "print(f'{3.14159:.2f} {\"内側\"}')", "lambda x: x", "xs = np.linspace(0, 1, 5); ys = xs ** 2",
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.set_title('図')\nplt.close(fig);", "%%time\nn = 3", "%%capture\nn = 3", "%precision 3", "%xmode Plain", "%config InlineBackend.figure_format = 'svg'",
    "np.seterr(all='raise')", "import warnings\nwarnings.filterwarnings('ignore')", "import random\nrandom.seed(1)", "np.random.seed(1)", "if __name__ == '__main__':\n    print('ここ')",
    "_ = 3", "print(_)", "In[1]", "x, y = 1, 2, 3", "while n > 3:\n    n -= 1", "from PIL import ImageFilter as f", "%timeit -n1 -r1 pass", "%who", "pass",
    "def f(x=1 / 0):\n    return x", "class f:\n    pass", "@f\ndef g(x):\n    return x", "from typing import *", "import numpy as np, no_such_library",
    "from ipywidgets import interact\n@interact(a=(0, 3))\ndef g(a=1):\n    return a", "import time\nstart = time.time()\nprint(time.time() - start)", "print(len('あ'))", "x = 1,\ny = x[0]",
    "import __main__\n__main__.n = 4", "import subprocess\nk = subprocess.run(['true']).returncode", "import threading\nown = threading.Thread(target=lambda: None)\nown.start()", "own = 3",
]  # fmt: skip
# Of the answer NAME itself, below its cell.
AFTERWARDS = [
    "NAME", "print(NAME)", "NAME()", "NAME('a')", "NAME(1.0, 2.0, 3.0)", "hint(NAME)", "NAME?", "help(NAME)", "old = NAME", "check", "NAME.calls = 0", "NAME = NAME(1.0)",
    "import inspect\nprint(inspect.getsource(NAME))", "class Other:\n    def NAME(self):\n        return 0", "def tried():\n    NAME = 3\n    return NAME", "'''\ndef NAME(x):\n    return 0\n'''",
    "# def NAME(x):\n#     return 0", "import time\nstart = time.time()\nNAME\nprint(f'{time.time() - start:.1f} 秒')", "assert callable(NAME)", "NAME = 0", "NAME = NAME",
]  # fmt: skip
BROKEN = ["x = (1,", "def f(:", "if True\n    pass", "x = ３", "    y = 1\n  z = 2", "＃メモ", "print「x」", "return 3", "x = 1 +", "for i in range(3) print(i)", "これはメモです。", "n = 5\nx = = 3", "%%html\n<b>x</b>", "%%bash\necho x"]


@cache
def answers_of(sheet):
    """Return the right answers, and three times wrong ones."""
    return [right_answers(sheet), *(wrong_answers(sheet, number) for number in range(3))]


@st.composite
def notebooks(draw, sheets=tuple(SHEETS)):
    """Return a sheet's name and the cells of its notebook, each answer checked when its cell has run."""
    sheet = draw(st.sampled_from(sheets))
    right, *wrong = answers_of(sheet)
    some = st.lists(st.sampled_from(LINES), max_size=2)
    names = list(load_sheet(sheet).exercises)
    if draw(st.integers(0, 5)) == 0:
        names = draw(st.permutations(names))
    cells = [IMPORTS]

    def answer(name):
        source = draw(st.sampled_from([right[name], right[name], right[name], right[name], *(answers[name] for answers in wrong)]))
        try:
            text = draw(st.sampled_from(FORMS))(name, *parts(source))
            ast.parse(re.sub(r"\A%%.*", "", text))
        except SyntaxError:  # a form that this body does not go into
            text = source
        before = [] if text.startswith("%%") else draw(some)
        lines = [line for line in (*before, text, *draw(some)) if line is text or not line.startswith("%%")]
        return "\n".join(lines)

    for name in names:
        cells += draw(st.lists(st.sampled_from(LINES + BROKEN), max_size=1))
        for _ in range(draw(st.sampled_from([1, 1, 1, 1, 1, 2]))):
            text = answer(name)
            cells += [f"{text}\ncheck({name})"] if draw(st.integers(0, 5)) == 0 else [text, f"check({name})"]
        after = draw(st.lists(st.sampled_from(AFTERWARDS), max_size=1))
        cells += [line.replace("NAME", name) for line in after]
    return sheet, cells
