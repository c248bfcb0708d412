"""Finds out if this machine can draw off screen, and gives the environment that drawing needs.

VTK ends the whole process where no OpenGL library is found, so a child finds it out.
"""

import os
import subprocess
import sys

PACKAGES = "libegl1 libgl1-mesa-dri"
"""The Debian and Ubuntu packages that bring software rendering."""

PROBE_SECONDS = 60.0

PROBE = """
import vtkmodules.vtkRenderingOpenGL2
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow
window = vtkRenderWindow()
window.OffScreenRenderingOn()
window.AddRenderer(vtkRenderer())
window.Render()
raise SystemExit(0 if window.SupportsOpenGL() else 1)
"""


class DrawingError(RuntimeError):
    """Nothing could be drawn; the message is one sentence for a person."""


def drawing_failure(probe: str = PROBE) -> str | None:
    """Return why this machine cannot draw off screen, or None if it can.

    Parameters
    ----------
    probe : str, default: PROBE
        Python source that exits with 0 where drawing works.

    Returns
    -------
    str or None
        One sentence, with the packages that help on Debian and Ubuntu.

    """
    try:
        child = subprocess.run(
            [sys.executable, "-c", probe],
            env=drawing_environment(),
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Pictures cannot be drawn here: OpenGL did not answer in {PROBE_SECONDS:.0f} s."
    if child.returncode == 0:
        return None
    return (
        "Pictures cannot be drawn here: no working OpenGL library was found "
        f"(on Debian and Ubuntu: apt-get install {PACKAGES})."
    )


def drawing_environment() -> dict[str, str]:
    """Return this process's environment for a child that draws without a display."""
    windows = {"VTK_DEFAULT_OPENGL_WINDOW": "vtkEGLRenderWindow"}
    return {**(windows if sys.platform == "linux" else {}), **os.environ}
