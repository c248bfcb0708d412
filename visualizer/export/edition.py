"""What an exported page shows: one case with its scene and pictures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scenes.file.key import picture_key
from scenes.story.case import Case
from scenes.story.picture_names import picture_names
from visualizer.links.address import Link
from visualizer.making.scenes import PACKED, RAW, Baked
from visualizer.page.case_files import BONES, CaseFiles, treatment_files
from visualizer.page.rest_measures import Measures, cement_volumes, rest_measures

Address = Callable[[str], str]
"""Gives the address of a picture by its name; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One case, ready to be written.

    Attributes
    ----------
    case : Case, default: Case()
        What is shown.

    scene : Baked
        The baked scene of its family.

    measures : Mapping of str to sequence of Mapping of str to float or None, default: None
        By treatment, what was measured on the case at each step; as in the scene when None.

    stills : pathlib.Path or None
        Folder of the painted pictures; None where nothing can be painted.

    companions : sequence of Baked, default: ()
        The person and the room; none where they cannot be had.

    name : str, default: ""
        Folder of this case in a site of several; empty for the only or first one.

    """

    scene: Baked
    stills: Path | None
    case: Case = field(default_factory=Case)
    measures: Mapping[str, Sequence[Measures]] | None = None
    companions: Sequence[Baked] = ()
    name: str = ""

    @property
    def packed(self) -> Path:
        """The scene as a browser gets it."""
        return self.scene.folder / PACKED

    @property
    def raw(self) -> Path:
        """The scene before it was packed."""
        return self.scene.folder / RAW

    def link(self, language: str) -> Link:
        """Return what a page opens with whose address asks for nothing."""
        return Link(language=language, case=self.case)

    def still_name(self, name: str) -> str:
        """Return the name of a picture below the folder of a site."""
        return f"stills/{picture_key(self.case)}/{name}.webp"

    def picture(self, name: str) -> Path | None:
        """Return the picture of that name, or None if it has not been painted."""
        file = self.stills / f"{name}.webp" if self.stills else None
        return file if file and file.is_file() else None


def still_addresses(case: Case, address: Address) -> tuple[str, ...]:
    """Return the addresses of the stills of a case, one per step."""
    return tuple(address(name) for name in picture_names(case.treatment))


def shown(
    edition: Edition, scene: str, address: Address, companions: Sequence[str] = ()
) -> CaseFiles:
    """Return what the page shows.

    Parameters
    ----------
    edition : Edition
        The case.

    scene : str
        Address of its scene.

    address : callable
        Gives the address of a picture; what has none is not shown.

    companions : sequence of str, default: ()
        Addresses of the person and the room.

    Returns
    -------
    CaseFiles
        Without what has not been painted.

    """
    bones = {kind: address(f"bone_{kind}") for kind in BONES}
    return CaseFiles(
        scene_url=scene,
        scene_bytes=edition.scene.bytes,
        treatments=treatment_files(address, edition.measures or rest_measures(edition.packed)),
        bones=bones if all(bones.values()) else {},
        cement=cement_volumes(edition.packed),
        companions=companions,
    )
