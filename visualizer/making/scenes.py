"""Makes the scene of a case and keeps it, in whichever process; VTK is loaded only to make one."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scenes.file.key import companion_key, scene_key
from scenes.store.cache import PROGRESS, Cache
from scenes.story.case import Case
from scenes.story.companion import Companion

ENTRY = "scene"
RAW, PACKED, COMPRESSED = "scene.glb", "scene.pack.glb", "scene.pack.glb.br"
MAKING = "making"
CHANGED = "the program has changed since it was started; start it again"
STAGES: Mapping[str, str] = {
    "Shaping the bones": "bones",
    "Unfolding the balloons": "balloons",
    "Opening the bones": "openings",
    "Filling in the cement": "cement",
    "Casting soft shadows": "shadows",
}
"""Names of the page's words for what the assembly reports; any other stage is :data:`MAKING`."""

Report = Callable[[str, float], None]
"""Takes a stage, a name in :class:`visualizer.content.MakingWords`, and a share from 0 to 1."""


class BakeError(RuntimeError):
    """The scene could not be made; the message is one sentence."""


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


def make_scene(case: Case, cache: Cache, key: str, report: Report | None = None) -> Baked:
    """Return the scene of a case, from the cache or made now.

    Parameters
    ----------
    case : Case
        The case.

    cache : Cache
        Where scenes, and what cases share, are kept.

    key : str
        Content address of the case for whoever asks.

    report : callable or None, default: None
        Is told how far it is, beside :meth:`scenes.store.cache.Cache.progress`.

    Returns
    -------
    Baked
        The scene.

    Raises
    ------
    BakeError
        If the program has changed since whoever asks was started, or the packer fails.

    CacheFullError
        If the disk is full.

    """
    if scene_key(case) != key:
        raise BakeError(CHANGED)

    def fill(folder: Path) -> None:
        def note(stage: str, share: float) -> None:
            (folder / PROGRESS).write_text(f"{share:.3f} {stage}", "utf-8")
            if report is not None:
                report(stage, share)

        _write_files(folder, case, cache, note)

    return Baked(key, cache.made(key, ENTRY, fill))


def make_companion(companion: Companion, cache: Cache, key: str) -> Baked:
    """Return the person or the room, from the cache or made now.

    Parameters
    ----------
    companion : Companion
        Which of them, and for which bone.

    cache : Cache
        Where they are kept.

    key : str
        Its content address for whoever asks.

    Returns
    -------
    Baked
        The file.

    Raises
    ------
    BakeError
        If the program has changed since whoever asks was started, or the packer fails.

    CacheFullError
        If the disk is full.

    """
    if companion_key(companion) != key:
        raise BakeError(CHANGED)

    def fill(folder: Path) -> None:
        from scenes.file.companion_file import bake_companion  # noqa: PLC0415
        from scenes.model.companions import (  # noqa: PLC0415
            companion_parts,
            labels_around,
            replaced,
        )
        from scenes.model.sharing import sharing  # noqa: PLC0415

        (folder / PROGRESS).write_text(f"0.000 {MAKING}", "utf-8")
        with sharing(cache):
            parts = companion_parts(companion)
        labels = labels_around(companion, parts)
        _pack_file(folder, bake_companion(parts, replaced(companion), labels))

    return Baked(key, cache.made(key, ENTRY, fill))


def progress_of(key: str, cache: Cache) -> tuple[str, float] | None:
    """Return the stage and the share of a scene that is being made, by whichever process."""
    share, _, stage = cache.progress(key, ENTRY).partition(" ")
    return (stage, float(share)) if stage else None


def load_maker() -> None:
    """Load everything that making a scene needs, which takes as long as a stage of it."""
    from scenes.file import bake, pack  # noqa: F401, PLC0415
    from scenes.model import spine  # noqa: F401, PLC0415

    # What is loaded now is never garbage.
    gc.freeze()


def _write_files(folder: Path, case: Case, cache: Cache, report: Report) -> None:
    from scenes.file.bake import bake  # noqa: PLC0415
    from scenes.model.sharing import sharing  # noqa: PLC0415
    from scenes.model.spine import assemble  # noqa: PLC0415

    report("starting", 0.0)
    with sharing(cache):
        spine = assemble(
            case, lambda message, share: report(STAGES.get(message, MAKING), 0.7 * share)
        )
    report("writing", 0.7)
    _pack_file(folder, bake(spine), report)


def _pack_file(folder: Path, scene: bytes, report: Report = lambda *_: None) -> None:
    from scenes.file.pack import PackError, compress, pack  # noqa: PLC0415

    (folder / RAW).write_bytes(scene)
    report("packing", 0.8)
    try:
        packed = pack(scene)
    except PackError as error:
        raise BakeError(*error.args) from error
    (folder / PACKED).write_bytes(packed)
    report("compressing", 0.9)
    (folder / COMPRESSED).write_bytes(compress(packed))
