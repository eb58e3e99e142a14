"""The gradients that chapter 05 compares with are PyTorch's, and both engines agree with them."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data.torch_gradients import torch_gradients
from course_lib.engine.tensor import Tensor
from course_lib.networks.losses import softmax_cross_entropy

EXACT = {"rtol": 1e-10, "atol": 1e-12}


def test_stored_gradients_are_those_of_pytorch():
    pytest.importorskip("torch", reason="PyTorch is not installed: its stored answers stand as they are")
    from tests.reference.make_torch_gradients import answer

    known = torch_gradients()
    loss, gradients = answer(known.x, known.labels, known.parameters)
    np.testing.assert_allclose(loss, known.loss, **EXACT)
    for theirs, kept in zip(gradients, known.gradients, strict=True):
        np.testing.assert_allclose(theirs, kept, **EXACT)


def test_the_array_engine_finds_them():
    known = torch_gradients()
    tensors = [Tensor(parameter) for parameter in known.parameters]
    hidden = ((known.x @ tensors[0] + tensors[1]).tanh() @ tensors[2] + tensors[3]).tanh()
    loss = softmax_cross_entropy(hidden @ tensors[4] + tensors[5], known.labels)
    loss.backward()
    np.testing.assert_allclose(loss.item(), known.loss, **EXACT)
    for tensor, kept in zip(tensors, known.gradients, strict=True):
        assert tensor.grad.shape == kept.shape and np.abs(kept).max() > 1e-3
        np.testing.assert_allclose(tensor.grad, kept, **EXACT)


def test_the_stored_problem_is_no_special_case():
    known = torch_gradients()
    assert len(set(known.labels)) > 1 and known.x.shape == (5, 3)
    assert [parameter.shape for parameter in known.parameters] == [(3, 4), (4,), (4, 3), (3,), (3, 3), (3,)]
