"""The process that serves is small: it loads nothing that draws or computes geometry."""

import subprocess
import sys

HEAVY = ("matplotlib", "pyvista", "scipy", "vtkmodules")


def loaded_after(statement):
    """Return the names of all modules that a fresh process has after a statement."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return set(done.stdout.decode().split())


def test_the_server_loads_neither_vtk_nor_what_computes_meshes():
    """Starting it takes no longer, and a visitor costs no more, than words and addresses need."""
    modules = loaded_after("import visualizer.serving.server")
    assert "visualizer.serving.server" in modules
    assert modules.isdisjoint({*HEAVY, "meshes"})
