"""Bakes a case in a worker process, so that no visitor's page waits for another's scene."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenes.cache import Cache, scene_key
from scenes.case import Case

ENTRY = "scene"
RAW, PACKED, COMPRESSED = "scene.glb", "scene.pack.glb", "scene.pack.glb.br"

Progress = Callable[[str, float], None]


class BakeError(RuntimeError):
    """The scene could not be made."""


@dataclass(frozen=True)
class Baked:
    """A scene that is ready to be served.

    Parameters
    ----------
    key : str
        Content address of the case.

    folder : pathlib.Path
        Where its files lie.

    """

    key: str
    folder: Path

    @property
    def url(self) -> str:
        """Address of the scene on the server; it never shows anything else."""
        return f"/scene/{self.key}.glb"

    @property
    def bytes(self) -> int:
        """Size of the scene after decompression."""
        return (self.folder / PACKED).stat().st_size


def prepare(case: Case, cache: Cache, progress: Progress) -> Baked:
    """Return the baked scene of a case, from the cache or made now.

    Parameters
    ----------
    case : Case
        The case.

    cache : Cache
        Where scenes are kept.

    progress : callable
        Is told what happens and how far it is, from 0 to 1.

    Returns
    -------
    Baked
        The scene.

    Raises
    ------
    BakeError
        If the worker failed; the message is one sentence.

    """
    key = scene_key(case)
    folder = cache.entry(key, ENTRY)
    if folder is None:
        with cache.writing(key, ENTRY) as unfinished:
            _run_worker(case, unfinished, progress)
        folder = cache.entry(key, ENTRY)
    if folder is None:
        msg = f"the scene could not be kept in {cache.root}"
        raise BakeError(msg)
    return Baked(key, folder)


def _run_worker(case: Case, folder: Path, progress: Progress) -> None:
    """Run the bake in its own process and pass on what it says."""
    command = [sys.executable, "-m", __name__, str(folder), json.dumps(case.to_dict())]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as worker:
        try:
            for line in worker.stdout or ():
                share, _, message = line.strip().partition(" ")
                progress(message, float(share))
        except BaseException:
            worker.kill()
            raise
        complaint = worker.stderr.read() if worker.stderr else ""
    if worker.returncode != 0:
        reason = complaint.strip().splitlines()[-1] if complaint.strip() else "it gave no reason"
        msg = f"the scene could not be made: {reason}"
        raise BakeError(msg)


def _bake_into(folder: Path, case: Case) -> None:
    """Make the files of one scene; the worker's whole job."""
    # Imported here: the server starts without loading VTK.
    from scenes.bake import bake  # noqa: PLC0415
    from scenes.spine import assemble  # noqa: PLC0415
    from visualizer.pack import compress, pack  # noqa: PLC0415

    spine = assemble(case, lambda message, share: _say(message, 0.7 * share))
    _say("Writing the scene", 0.7)
    scene = bake(spine)
    (folder / RAW).write_bytes(scene)
    _say("Packing the scene", 0.8)
    packed = pack(scene)
    (folder / PACKED).write_bytes(packed)
    _say("Compressing the scene", 0.9)
    (folder / COMPRESSED).write_bytes(compress(packed))
    _say("The scene is ready", 1.0)


def _say(message: str, share: float) -> None:
    sys.stdout.write(f"{share:.3f} {message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _bake_into(Path(sys.argv[1]), Case(**json.loads(sys.argv[2])))
