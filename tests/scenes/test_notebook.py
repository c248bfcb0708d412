"""What the README shows for a notebook works as it stands there."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import scenes

README = Path(__file__).parents[2] / "README.md"
HEAVY = {"matplotlib", "meshes", "numpy", "pyvista", "scipy", "vtkmodules"}


def cell():
    """Return the only block of Python in the README."""
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    return block


def run_as_notebook(source):
    """Run a cell; return its names, and the value of its last line, which a notebook shows."""
    *statements, last = ast.parse(source).body
    names = {}
    exec(compile(ast.Module(statements, []), str(README), "exec"), names)
    return names, eval(compile(ast.Expression(last.value), str(README), "eval"), names)


@pytest.mark.slow
@pytest.mark.drawing
def test_five_lines_show_a_step():
    """Five lines, run as they are printed, give a picture with a full balloon in it."""
    assert len([line for line in cell().splitlines() if line]) == 5
    names, picture = run_as_notebook(cell())
    names["stage"].close()
    pixels = np.asarray(picture)
    assert pixels.shape == (640, 960, 3)
    # The balloon, which is blue, is full in the middle of it; no other blue thing is so strong.
    red, _, blue = np.moveaxis(pixels.astype(int), -1, 0)
    rows, columns = np.nonzero(blue - red > 60)
    assert len(rows) > 10_000
    assert 330 < rows.mean() < 530
    assert 400 < columns.mean() < 600


def test_public_names_are_those_of_the_rooms():
    """Every public name is there, and is the very thing that its module defines."""
    assert set(scenes.__all__) == set(scenes.MODULES)
    for name in scenes.__all__:
        thing = getattr(scenes, name)
        assert (thing.__name__, thing.__module__) == (name, scenes.MODULES[name])
    with pytest.raises(AttributeError, match="no attribute 'Bone'"):
        scenes.Bone  # noqa: B018


def test_the_package_alone_loads_nothing():
    """Importing it, or the case that the server needs of it, computes and draws nothing."""
    program = "import scenes, sys; scenes.Case; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert HEAVY.isdisjoint(done.stdout.decode().split())
