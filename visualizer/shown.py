"""Where everything lies that the page shows of one case, and what was measured on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visualizer.bakery import PACKED
from visualizer.measured import Measures, rest_measures
from visualizer.state import STEP_COUNT

BONES = ("healthy", "weak")
XRAYS = ("lateral", "ap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows beside its words.

    Attributes
    ----------
    scene_url : str
        Address of the scene.

    scene_bytes : int
        Size of the scene.

    stills : sequence of str
        Addresses of the still pictures, one per step.

    bones : Mapping of str to str
        Addresses of the pictures of "healthy" and "weak" bone.

    xrays : Mapping of str to sequence of str
        By view ("lateral", "ap"), addresses of X-ray pictures, one per step; may be empty.

    measures : sequence of Mapping of str to float
        What was measured on the model, one mapping per step; may be empty.

    is_painted : bool
        Whether the picture that is wanted first is known to be there.

    """

    scene_url: str
    scene_bytes: int
    stills: Sequence[str]
    bones: Mapping[str, str] = field(default_factory=dict)
    xrays: Mapping[str, Sequence[str]] = field(default_factory=dict)
    measures: Sequence[Measures] = ()
    is_painted: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, under the names that the page has for it."""
        return {
            "scene": self.scene_url,
            "bytes": self.scene_bytes,
            "stills": list(self.stills),
            "bones": dict(self.bones),
            "xrays": {view: list(urls) for view, urls in self.xrays.items()},
            "rest": [dict(measures) for measures in self.measures],
        }


def shown_of(key: str, folder: Path, size: int) -> Shown:
    """Say where everything of a baked case lies.

    Parameters
    ----------
    key : str
        Content address of the case.

    folder : pathlib.Path
        Where its scene lies.

    size : int
        Bytes of the scene.

    Returns
    -------
    Shown
        Addresses on this server; pictures may still have to be painted.

    """

    def still(name: str) -> str:
        return f"/stills/{key}/{name}.webp"

    steps = [f"{step:02d}" for step in range(STEP_COUNT)]
    return Shown(
        scene_url=f"/scene/{key}.glb",
        scene_bytes=size,
        stills=tuple(still(step) for step in steps),
        bones={kind: still(f"bone_{kind}") for kind in BONES},
        xrays={view: tuple(still(f"{view}_{step}") for step in steps) for view in XRAYS},
        measures=rest_measures(folder / PACKED),
    )
