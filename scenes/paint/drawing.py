"""Drawing off screen without risk: in a child process, after asking whether it can work.

VTK ends the whole process where no OpenGL library is found, so the process that serves the page
never draws.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scenes.story.case import Case
from scenes.story.pictures import pictured

PACKAGES = "libegl1 libgl1-mesa-dri"
"""The Debian and Ubuntu packages that bring software rendering."""

STILL_SIZE = (1200, 800)
"""Width and height in pixels."""

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


def paint_stills_in_child(
    case: Case,
    folder: Path,
    *,
    size: tuple[int, int] = STILL_SIZE,
    progress: Callable[[int, int], None] | None = None,
    started: Callable[[subprocess.Popen[str]], None] | None = None,
    niceness: int = 0,
) -> tuple[Path, ...]:
    """Paint a still of every rest state in a child process.

    Parameters
    ----------
    case : Case
        The case.

    folder : pathlib.Path
        Existing folder to write ``00.webp``, ``01.webp`` and so on to; see
        :func:`scenes.story.pictures.pictured`.

    size : tuple of int, default: (1200, 800)
        Width and height in pixels.

    progress : callable or None, default: None
        Called with the number of stills that are done and their sum.

    started : callable or None, default: None
        Given the child process, for whoever may have to pause it, as :mod:`scenes.paint.pausing`
        does, or to end it early by closing its input.

    niceness : int, default: 0
        How much it gives way to others.

    Returns
    -------
    tuple of pathlib.Path
        The files, in that order.

    Raises
    ------
    DrawingError
        If this machine cannot draw, or the child process fails.

    """
    if reason := drawing_failure():
        raise DrawingError(reason)
    command = [sys.executable, "-m", "scenes.paint.pausing", str(niceness)]
    command += [sys.executable, "-m", "scenes.paint.stills", str(folder.resolve())]
    command += ["--size", f"{size[0]}x{size[1]}", "--case", json.dumps(case.to_dict())]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
        env=drawing_environment(),
    ) as child:
        if started is not None:
            started(child)
        for line in child.stdout or ():
            if progress is not None:
                done, total = line.split()
                progress(int(done), int(total))
    if child.returncode != 0:
        msg = f"The stills could not be painted: the painter ended with code {child.returncode}."
        raise DrawingError(msg)
    return tuple(folder / f"{name}.webp" for name in pictured(case))
