"""Places with gradient zero, Newton's method, and a network's error as a function of one vector."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.engine.tensor import Tensor
from course_lib.ground.critical_points import critical_point_kind, dead_unit
from course_lib.ground.landscapes import plateau, saddle, valley
from course_lib.slopes.differentiation import numerical_gradient
from course_lib.slopes.flat_parameters import flat_gradient, flat_parameters
from course_lib.slopes.hessian import hessian
from course_lib.slopes.newton import newton_step


@pytest.mark.parametrize(
    ("curvatures", "kind"),
    [
        ([1, 2], "minimum"), ([-1, -2], "maximum"), ([1, -2], "saddle"), ([0, 0], "flat"), ([1, 0], "flat"),
        ([-1, 0], "flat"), ([1, -1, 0], "saddle"), ([3], "minimum"), ([1, -1e-9], "flat"),
    ],
)  # fmt: skip
def test_kind_of_place(curvatures, kind):
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(len(curvatures), len(curvatures))))
    matrix = turn @ np.diag(curvatures) @ turn.T
    assert critical_point_kind((matrix + matrix.T) / 2) == kind


def test_the_kinds_of_the_course_s_landscapes():
    assert critical_point_kind(valley().hessian(np.zeros(2))) == "minimum"
    assert critical_point_kind(saddle().hessian(np.zeros(2))) == "saddle"
    assert critical_point_kind(plateau().hessian(np.array([-9.0, 0.0]))) == "flat"
    assert critical_point_kind(2) == "minimum"


@pytest.mark.parametrize("matrix", [np.ones((2, 3)), [[1, 2], [0, 1]]])
def test_what_is_no_hessian_is_refused(matrix):
    with pytest.raises(ValueError, match="square and symmetric"):
        critical_point_kind(matrix)


@pytest.mark.parametrize("place", [[0.7, 0.2], [-1.0, -1.0], [-0.5, 0.9], [2.0, -1.7]])
def test_dead_unit_s_gradient_and_hessian(place):
    ground, p = dead_unit(), np.array(place)
    assert ground.gradient(p) == pytest.approx(numerical_gradient(lambda q: float(ground.f(q)), p, 1e-6), abs=1e-8)
    assert ground.hessian(p) == pytest.approx(hessian(ground.gradient, p), abs=1e-8)


def test_dead_unit_is_dead_where_it_should_and_right_at_its_minimum():
    ground = dead_unit()
    assert not ground.gradient(np.array([-1.0, -1.0])).any() and not ground.hessian(np.array([-1.0, -1.0])).any()
    assert ground.f(ground.minima[0]) == 0 and not ground.gradient(ground.minima[0]).any()
    grid = np.random.default_rng(0).uniform(-2, 2, size=(3, 4, 2))
    assert ground.f(grid).shape == (3, 4) and ground.gradient(grid).shape == (3, 4, 2)
    assert ground.gradient(np.array([1, 1])).dtype == float


def test_newton_goes_to_the_bottom_of_a_bowl_and_to_the_saddle_point():
    for ground in (valley(condition=50), saddle()):
        x = np.array([3, -2])
        assert newton_step(x, ground.gradient(x), ground.hessian(x)) == pytest.approx([0, 0], abs=1e-12)
    with pytest.raises(np.linalg.LinAlgError):
        newton_step([1.0, 1.0], [1.0, 1.0], np.zeros((2, 2)))


def test_flat_gradient_is_that_of_all_parameters_in_order():
    a, b, unused = Tensor([[1.0, 2.0]], name="a"), Tensor(3.0, name="b"), Tensor([5.0])
    gradient = flat_gradient(lambda: (a * a).sum() * b, [a, b, unused])
    assert flat_parameters([a, b, unused]).tolist() == [1, 2, 3, 5]
    assert gradient(np.array([2.0, 0.0, 10.0, 7.0])).tolist() == [40, 0, 4, 0]
    assert a.data.tolist() == [[2, 0]] and unused.data.tolist() == [7]
