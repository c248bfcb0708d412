"""How long the scene and its stills take to make.

Run as ``python -m benchmarks.making`` it paints every rest state and prints the seconds of each.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from benchmarks.servers import ROOT
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making.scenes import make_scene

PAINT_LIMIT: Final = 300.0
STILL_SIZE: Final = (1280, 720)


def measure() -> list[Figure]:
    """Measure a bake with nothing cached, and stills."""
    stills = painting_times()
    note = f"the first, with its window, {stills[0]:.2g} s" if stills else "needs OpenGL"
    return [
        Figure("bake of the default case, nothing cached", baking_time(), "s", 8),
        Figure(
            "Stage still, 1280 x 720", statistics.median(stills) if stills else None, "s", 1.5, note
        ),
    ]


def baking_time() -> float:
    """Return the seconds that a bake into an empty cache takes."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        make_scene(Case(), Cache(Path(folder)), scene_key(Case()))
        return time.perf_counter() - begin


def painting_times() -> list[float]:
    """Return the seconds of each rest state, from a child: drawing without OpenGL ends it."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "benchmarks.making"],
            cwd=ROOT,
            capture_output=True,
            timeout=PAINT_LIMIT,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return []
    times: list[float] = json.loads(child.stdout)
    return times


def paint() -> list[float]:
    """Paint every rest state in this process and return the seconds of each."""
    # Imported here: only the child may load what can end its process.
    from scenes.model.spine import assemble  # noqa: PLC0415
    from scenes.motion.pose import pose_at  # noqa: PLC0415
    from scenes.paint.stage import Stage  # noqa: PLC0415
    from scenes.story.steps import STEPS  # noqa: PLC0415

    case = Case()
    spine = assemble(case)
    times = []
    with Stage(spine, STILL_SIZE) as stage:
        for step in range(len(STEPS)):
            begin = time.perf_counter()
            stage.paint(pose_at(case, float(step)))
            times.append(time.perf_counter() - begin)
    return times


if __name__ == "__main__":
    sys.stdout.write(json.dumps(paint()))
