"""The process that bakes: it gets ready, waits for orders, and carries out one after another.

``python -m visualizer.making.worker CACHE LIMIT`` reads an order as one line of JSON and says on
its output how far it is, one line for each stage: the share and the stage's name, "ready" at last.
It ends with its input.
"""

import gc
import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from scenes.file.key import scene_key
from scenes.store.cache import FULL, Cache
from scenes.story.case import Case
from visualizer.making.bakery import COMPRESSED, NO_ROOM, PACKED, RAW, READY

STAGES: Mapping[str, str] = {
    "Shaping the bones": "bones",
    "Unfolding the balloons": "balloons",
    "Opening the bones": "openings",
    "Filling in the cement": "cement",
    "Casting soft shadows": "shadows",
}
"""What the assembly says, by the names of words that the page has for it."""
MAKING = "making"
"""What is said of any other stage."""
LOADED = ("scenes.file.bake", "scenes.model.spine", "scenes.file.pack")
"""What a bake needs; loading VTK alone takes as long as a stage of it."""


def main(cache: Cache) -> None:
    """Wait for orders and carry them out; until one comes, build what any case may need.

    Parameters
    ----------
    cache : Cache
        Where what cases share is kept.

    """
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    # Whatever changes from now on is not in what is loaded, and gets no address.
    scene_key(Case())
    for part in LOADED:
        import_module(part)
    while True:
        get_ready(cache, orders)
        carry_out(json.loads(orders.get()))
        _say(READY, 1.0)
        gc.collect()


def get_ready(cache: Cache, orders: "queue.SimpleQueue[bytes]") -> None:
    """Shape the bones that cases share, one after another, until there is an order."""
    from scenes.model.sharing import sharing  # noqa: PLC0415
    from scenes.model.vertebrae import shapes_of_all_cases  # noqa: PLC0415

    with sharing(cache):
        for build in shapes_of_all_cases():
            if not orders.empty():
                return
            build()


def carry_out(order: Mapping[str, Any]) -> None:
    """Make the files of one scene.

    Parameters
    ----------
    order : mapping
        ``case``, its ``key``, the ``folder`` to fill, and the ``cache`` with its ``limit``, from
        which shared parts are taken.

    Raises
    ------
    SystemExit
        If the disk is full, or the program is not the one that gave the order.

    """
    case = Case(**order["case"])
    if scene_key(case) != order["key"]:
        sys.exit("the program has changed since it was started; start it again")
    cache = Cache(Path(order["cache"]), limit=order["limit"])
    try:
        _bake_into(Path(order["folder"]), case, cache)
    except OSError as error:
        if error.errno in FULL:
            sys.exit(NO_ROOM)
        raise


def _bake_into(folder: Path, case: Case, cache: Cache) -> None:
    # Imported here, in the one process that loads VTK.
    from scenes.file.bake import bake  # noqa: PLC0415
    from scenes.file.pack import compress, pack  # noqa: PLC0415
    from scenes.model.sharing import sharing  # noqa: PLC0415
    from scenes.model.spine import assemble  # noqa: PLC0415

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


def _say(stage: str, share: float) -> None:
    sys.stdout.write(f"{share:.3f} {stage}\n")
    sys.stdout.flush()


def _listen(orders: "queue.SimpleQueue[bytes]") -> None:
    """Pass the order on, and end this process with the server, however that ended."""
    # The buffered stream would still be locked by this thread when the interpreter shuts down.
    order = b""
    while data := os.read(sys.stdin.fileno(), 1 << 16):
        order += data
        if order.endswith(b"\n"):
            orders.put(order)
            order = b""
    os._exit(1)


if __name__ == "__main__":
    # Between two bakes there is time for that.
    gc.disable()
    main(Cache(Path(sys.argv[1]), limit=int(sys.argv[2])))
