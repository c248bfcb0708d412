"""Bakes a case in a worker process, so that no visitor's page waits for another's scene."""

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scenes.cache import FULL, Cache, CacheFullError, scene_key
from scenes.case import Case

ENTRY = "scene"
RAW, PACKED, COMPRESSED = "scene.glb", "scene.pack.glb", "scene.pack.glb.br"
STAGES: Mapping[str, str] = {
    "Shaping the bones": "bones",
    "Unfolding the balloons": "balloons",
    "Opening the bones": "openings",
    "Filling in the cement": "cement",
    "Casting soft shadows": "shadows",
}
"""What the assembly says, by the names of words that the page has for it."""
MAKING, ELSEWHERE = "making", "elsewhere"
"""What is said of any other stage, and while another server makes the scene."""
NO_ROOM = 74
"""How the worker ends when the disk is full."""

Progress = Callable[[str, float], None]
"""Is told the stage, a name in :class:`visualizer.content.MakingWords`, and the share, 0 to 1."""
Started = Callable[[subprocess.Popen[str]], None]


class BakeError(RuntimeError):
    """The scene could not be made."""


class NoRoomError(BakeError):
    """The scene could not be kept, because the disk is full."""


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


def prepare(case: Case, cache: Cache, progress: Progress, started: Started | None = None) -> Baked:
    """Return the baked scene of a case, from the cache or made now.

    Parameters
    ----------
    case : Case
        The case.

    cache : Cache
        Where scenes are kept.

    progress : callable
        Is told what happens and how far it is; may raise to give up.

    started : callable or None, default: None
        Given the worker's process, for whoever may have to end it early.

    Returns
    -------
    Baked
        The scene.

    Raises
    ------
    BakeError
        If the worker failed or the scene cannot be kept; the message is one sentence.

    """
    key = scene_key(case)

    def fill(folder: Path) -> None:
        _run_worker(case, folder, cache, progress, started)

    try:
        folder = cache.made(key, ENTRY, fill, lambda: progress(ELSEWHERE, 0.0))
    except CacheFullError as error:
        raise NoRoomError(*error.args) from error
    except OSError as error:
        msg = f"the scene could not be kept in {cache.root}: {error.strerror}"
        raise BakeError(msg) from error
    return Baked(key, folder)


def _run_worker(
    case: Case, folder: Path, cache: Cache, progress: Progress, started: Started | None
) -> None:
    """Run the bake in its own process and pass on what it says."""
    order = {
        "case": case.to_dict(),
        "key": scene_key(case),
        "cache": str(cache.root),
        "limit": cache.limit,
    }
    command = [sys.executable, "-m", __name__, str(folder), json.dumps(order)]
    pipe = subprocess.PIPE
    # In a session of its own: Ctrl+C is for the server, which ends the worker in its own way.
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as worker:
        try:
            if started is not None:
                started(worker)
            for line in worker.stdout or ():
                share, _, stage = line.strip().partition(" ")
                progress(stage, float(share))
        except BaseException:
            worker.kill()
            raise
        complaint = worker.stderr.read() if worker.stderr else ""
    if worker.returncode == NO_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if worker.returncode != 0:
        reason = complaint.strip().splitlines()[-1] if complaint.strip() else "it gave no reason"
        msg = f"the scene could not be made: {reason}"
        raise BakeError(msg)


def _work(folder: Path, order: Mapping[str, object]) -> None:
    """Make the files of one scene as ordered; the worker's whole job."""
    threading.Thread(target=_end_with_server, daemon=True).start()
    case = Case(**order["case"])  # type: ignore[arg-type]
    if scene_key(case) != order["key"]:
        sys.exit("the program has changed since it was started; start it again")
    cache = Cache(Path(str(order["cache"])), limit=int(str(order["limit"])))
    try:
        _bake_into(folder, case, cache)
    except OSError as error:
        if error.errno in FULL:
            sys.exit(NO_ROOM)
        raise


def _bake_into(folder: Path, case: Case, cache: Cache) -> None:
    # Imported here: the server starts without loading VTK.
    from scenes.bake import bake  # noqa: PLC0415
    from scenes.sharing import sharing  # noqa: PLC0415
    from scenes.spine import assemble  # noqa: PLC0415
    from visualizer.pack import compress, pack  # noqa: PLC0415

    with sharing(cache):
        spine = assemble(
            case, lambda message, share: _say(STAGES.get(message, MAKING), 0.7 * share)
        )
    _say("writing", 0.7)
    scene = bake(spine)
    (folder / RAW).write_bytes(scene)
    _say("packing", 0.8)
    packed = pack(scene)
    (folder / PACKED).write_bytes(packed)
    _say("compressing", 0.9)
    (folder / COMPRESSED).write_bytes(compress(packed))
    _say("ready", 1.0)


def _say(stage: str, share: float) -> None:
    sys.stdout.write(f"{share:.3f} {stage}\n")
    sys.stdout.flush()


def _end_with_server() -> None:
    """End this process when the server's end of the pipe closes, however it ended."""
    # The buffered stream would still be locked by this thread when the interpreter shuts down.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    _work(Path(sys.argv[1]), json.loads(sys.argv[2]))
