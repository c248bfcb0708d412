"""What an exported page shows: one case with its scene and pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenes.script import picture_names
from visualizer.measured import rest_measures
from visualizer.shown import BONES, Shown, all_told
from visualizer.state import USUAL_TREATMENT
from visualizer.walkthrough import Scene

Address = Callable[[str], str]
"""Gives the address of a picture by its name; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One case, ready to be written.

    Attributes
    ----------
    scene : Scene
        The baked scene.

    stills : pathlib.Path or None
        Folder of the painted pictures; None where nothing can be painted.

    name : str, default: ""
        Folder of this case in a site of several; empty for the only or first one.

    """

    scene: Scene
    stills: Path | None
    name: str = ""

    @property
    def packed(self) -> Path:
        """The scene as a browser gets it."""
        return self.scene.folder / "scene.pack.glb"

    @property
    def raw(self) -> Path:
        """The scene before it was packed."""
        return self.scene.folder / "scene.glb"

    def picture(self, name: str) -> Path | None:
        """Return the picture of that name, or None if it has not been painted."""
        file = self.stills / f"{name}.webp" if self.stills else None
        return file if file and file.is_file() else None


def still_addresses(address: Address) -> tuple[str, ...]:
    """Return the addresses of the stills, one per step."""
    return tuple(address(name) for name in picture_names(USUAL_TREATMENT))


def shown(edition: Edition, scene: str, address: Address) -> Shown:
    """Return what the page shows.

    Parameters
    ----------
    edition : Edition
        The case.

    scene : str
        Address of its scene.

    address : callable
        Gives the address of a picture; what has none is not shown.

    Returns
    -------
    Shown
        Without what has not been painted.

    """
    bones = {kind: address(f"bone_{kind}") for kind in BONES}
    return Shown(
        scene_url=scene,
        scene_bytes=edition.scene.bytes,
        told=all_told(address, rest_measures(edition.packed)),
        bones=bones if all(bones.values()) else {},
    )
