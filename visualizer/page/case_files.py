"""Where everything lies that the page shows of one case, and what was measured on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenes.look.xray import VIEWS
from scenes.story.picture_names import picture_names
from scenes.story.script import SCRIPTS
from visualizer.page.rest_measures import Measures, cement_volumes, rest_measures

BONES = ("healthy", "weak")
XRAYS = tuple(VIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFiles:
    """Pictures and measures of a case under one treatment, step by step.

    Attributes
    ----------
    stills : sequence of str
        Addresses of the still pictures.

    xrays : Mapping of str to sequence of str
        By view ("lateral", "ap"), addresses of X-ray pictures; may be empty.

    measures : sequence of Mapping of str to float
        What was measured on the model; may be empty.

    """

    stills: Sequence[str]
    xrays: Mapping[str, Sequence[str]] = field(default_factory=dict)
    measures: Sequence[Measures] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, under the names that the page has for it."""
        return {
            "stills": list(self.stills),
            "xrays": {view: list(urls) for view, urls in self.xrays.items()},
            "rest": [dict(measures) for measures in self.measures],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiles:
    """Scene, pictures and measures of a case.

    Attributes
    ----------
    scene_url : str
        Address of the scene.

    scene_bytes : int
        Size of the scene.

    treatments : Mapping of str to TreatmentFiles
        By treatment.

    bones : Mapping of str to str
        Addresses of the pictures of "healthy" and "weak" bone.

    cement : Mapping of str to object
        How many millilitres each filling is, see :mod:`scenes.model.filling`; may be empty.

    companions : sequence of str
        Addresses of the person and the room; empty where they cannot be had.

    is_painted : bool
        Whether the picture that is wanted first is known to be there.

    """

    scene_url: str
    scene_bytes: int
    treatments: Mapping[str, TreatmentFiles]
    bones: Mapping[str, str] = field(default_factory=dict)
    cement: Mapping[str, Any] = field(default_factory=dict)
    companions: Sequence[str] = ()
    is_painted: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, under the names that the page has for it."""
        return {
            "scene": self.scene_url,
            "bytes": self.scene_bytes,
            "treatments": {name: files.to_dict() for name, files in self.treatments.items()},
            "bones": dict(self.bones),
            "cement": dict(self.cement),
            "companions": list(self.companions),
        }


@lru_cache(maxsize=128)
def files_of(scene_key: str, picture_key: str, packed: Path) -> CaseFiles:
    """Return where everything of a baked case lies on a server, and what was measured on it.

    Parameters
    ----------
    scene_key, picture_key : str
        Content addresses of the scene and of the pictures.

    packed : pathlib.Path
        The scene as browsers get it.

    Returns
    -------
    CaseFiles
        Pictures may still have to be painted.

    """

    def address(name: str) -> str:
        return f"/stills/{picture_key}/{name}.webp"

    return CaseFiles(
        scene_url=f"/scene/{scene_key}.glb",
        scene_bytes=packed.stat().st_size,
        treatments=treatment_files(address, rest_measures(packed)),
        bones={kind: address(f"bone_{kind}") for kind in BONES},
        cement=cement_volumes(packed),
    )


def treatment_files(
    address: Callable[[str], str], measures: Mapping[str, Sequence[Measures]]
) -> dict[str, TreatmentFiles]:
    """Say where the pictures of every treatment lie.

    Parameters
    ----------
    address : callable
        Gives the address of a picture by its name; empty where there is none.

    measures : Mapping of str to sequence of Mapping of str to float
        By treatment, what was measured at each step; may lack some.

    Returns
    -------
    dict of str to TreatmentFiles
        X-ray pictures are left out where one is missing.

    """
    files = {}
    for treatment in SCRIPTS:
        names = picture_names(treatment)
        views = {view: [address(f"{view}_{name}") for name in names] for view in XRAYS}
        files[treatment] = TreatmentFiles(
            stills=tuple(address(name) for name in names),
            xrays={view: urls for view, urls in views.items() if all(urls)},
            measures=measures.get(treatment, ()),
        )
    return files
