"""The process that serves is small: it loads nothing that draws or computes geometry."""

import os
import subprocess
import sys
from pathlib import Path

from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.visualizer.baking import kept, painted

HEAVY = ("matplotlib", "pyvista", "scipy", "vtkmodules")


SERVE = """
import sys, threading, urllib.request
from pathlib import Path
from visualizer.commands import cli, serve

def visit(address):
    for path in ("", "?case=1&level=L2&step=4", "handout?lang=es&case=1&loss=20", "case",
                 "walkthrough.html?lang=en"):
        with urllib.request.urlopen(address + path) as answer:
            assert answer.read()
    print(*sys.modules, flush=True)
    import os
    os._exit(0)

serve.open_in_browser = lambda address: threading.Thread(target=visit, args=[address]).start()
cli.main(["--port=0", "--cache-dir", sys.argv[1]])
"""


def loaded_after(program, *arguments):
    """Return the names of all modules that a fresh process has loaded, as it prints them."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    return set(done.stdout.decode().split())


def test_whoever_serves_loads_neither_vtk_nor_what_computes_meshes(tmp_path):
    """Pages, papers, files and questions for cases need words and addresses alone."""
    cache = Cache(tmp_path)
    kept(cache, Case())
    painted(cache, Case(), "00")
    modules = loaded_after(SERVE, str(tmp_path))
    assert "visualizer.serving.downloads" in modules
    assert modules.isdisjoint({*HEAVY, "meshes"})
