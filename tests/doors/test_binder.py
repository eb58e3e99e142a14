"""Binder: repo2docker itself, in an environment of its own, says what it would make of the course."""

from __future__ import annotations

import json
import subprocess

import pytest

from rehearsal.checkout import copy_of_course
from tests.conftest import ROOT, need
from tests.course.test_environment import CONDA_PYTHON, environment_yml
from tests.course.test_package import plain

REPO2DOCKER = ROOT / "build/repo2docker-venv/bin/python"
HOW = "repo2docker is not installed: python3 -m venv build/repo2docker-venv, then its pip install jupyter-repo2docker==2026.4.0"
# It takes the first kind of build that feels responsible, as its own `make_buildpack` does; no Docker is needed so far.
SCRIPT = """
import json
from repo2docker.app import Repo2Docker
app = Repo2Docker()
kinds = [kind(app.base_image) for kind in app.buildpacks]
chosen = next(kind for kind in kinds if kind.detect())
chosen.platform = "linux/amd64"
print(json.dumps({
    "kind": type(chosen).__name__, "python": chosen.python_version, "kernel_apart": chosen.separate_kernel_env,
    "file": chosen.environment_yaml_path, "dockerfile": chosen.render({"REPO_DIR": "/home/jovyan"}),
}))
"""


def made_of(folder):
    need(REPO2DOCKER.exists(), HOW)
    done = subprocess.run([REPO2DOCKER, "-c", SCRIPT], cwd=folder, env=plain(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What becomes of a checkout."""
    return made_of(copy_of_course(tmp_path_factory.mktemp("binder") / "course"))


def test_binder_takes_environment_yml_for_its_one_environment(made):
    assert made["kind"] == "CondaBuildPack" and made["file"] == "environment.yml"
    # JupyterLab and the notebooks' kernel are in the same environment: what is pinned holds for both.
    assert made["python"] == CONDA_PYTHON and not made["kernel_apart"]


def test_the_course_is_there_before_it_is_installed_from_where_it_lies(made):
    """`-e .` in environment.yml: else pip would find nothing to install."""
    assert "-e ." in environment_yml()["dependencies"][-1]["pip"]
    dockerfile = made["dockerfile"]
    copied, installed = dockerfile.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/"), dockerfile.index('--file "environment.yml"')
    assert copied < installed and dockerfile.count('--file "environment.yml"') == 1
