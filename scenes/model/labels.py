"""The labels of the model: their names, and the places to which they point.

To add a label: add it to :data:`LABELS`, name it in the steps that show it
(:mod:`scenes.story.steps`), and give it words in every language (``[labels]``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from meshes.tools.surface import points_of
from scenes.model.parts import Part
from scenes.model.spine import Spine
from scenes.motion.site import Site, site_of

Vector = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place on a part to which a label may point.

    Parameters
    ----------
    part : str
        Part that carries the place; the label holds only where this part is seen.  ``{level}``
        stands for the treated level, ``{below}`` for the next one.

    near : tuple of float
        Millimetres, in the part's rest shape: its nearest corner is the place.

    faces : bool, default: True
        Whether the place is seen only from the side that its surface looks at.

    """

    part: str
    near: Vector
    faces: bool = True

    def on(self, site: Site) -> str:
        """Return the name of the part that carries the place in a case."""
        _, level, below = site.opened
        return self.part.format(level=level, below=below)


@dataclass(frozen=True, kw_only=True)
class Label:
    """Something that has a name.

    Parameters
    ----------
    parts : tuple of str
        Names of the parts that it stands for, which answer to a tap, with ``*`` for any ending;
        empty for what is only a place on another part.

    spots : tuple of Spot
        Where it may point, the best first.

    """

    parts: tuple[str, ...] = ()
    spots: tuple[Spot, ...]


def _both(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{side}" for name in names for side in ("left", "right"))


def _cut(near: Vector) -> tuple[Spot, Spot]:
    """Point to a place on the treated bone's cut face, solid or hollow."""
    return Spot(part="cap_{level}", near=near), Spot(part="cap_{level}_hollow", near=near)


LABELS: Mapping[str, Label] = {
    "vertebra": Label(
        parts=("bone_*", "marked"),
        spots=(
            Spot(part="bone_{below}", near=(17, -37, 12)),
            Spot(part="cap_{below}", near=(10, -37, 2)),
        ),
    ),
    "disc": Label(
        parts=("disc_*",),
        spots=(
            Spot(part="disc_{level}_{below}", near=(20, -17, 7)),
            Spot(part="disc_{level}_{below}_cap", near=(9, -17.5, 2)),
        ),
    ),
    "ligaments": Label(
        parts=("ligament_*",),
        spots=(
            Spot(part="ligament_front_{level}_{below}", near=(3, -12, 20)),
            Spot(part="ligament_back_{level}_{below}", near=(2, -22, -60)),
        ),
    ),
    "nerves": Label(
        parts=("dura", "cauda_equina", *_both("nerve_roots")),
        spots=(
            Spot(part="nerve_roots_left", near=(27, -25, -16), faces=False),
            Spot(part="dura", near=(9, -15, -24)),
        ),
    ),
    "cord": Label(parts=("cord",), spots=(Spot(part="cord", near=(2, 97, -18), faces=False),)),
    "pedicle": Label(
        spots=(Spot(part="bone_{level}", near=(19, 4, -21)), *_cut((15, 8, -22))),
    ),
    "spinous_process": Label(spots=(Spot(part="bone_{level}", near=(4, -12, -56)),)),
    "endplate": Label(
        spots=_cut((10, 11.5, 4)),
    ),
    "crack": Label(
        parts=("crack", "crack_opened", "crack_beside*"),
        spots=(
            Spot(part="crack", near=(13, 2, 12), faces=False),
            Spot(part="crack_opened", near=(6, 2, 14), faces=False),
        ),
    ),
    "skin": Label(parts=("skin",), spots=(Spot(part="skin", near=(28, -34, -94)),)),
    "mark": Label(
        parts=_both("mark"), spots=(Spot(part="mark_left", near=(35, 17, -95), faces=False),)
    ),
    "trocar": Label(
        parts=_both("stylet", "stylet_handle"),
        spots=(Spot(part="stylet_left", near=(9, -1.5, 5), faces=False),),
    ),
    "cannula": Label(
        parts=_both("cannula", "hub"),
        spots=(Spot(part="cannula_left", near=(13, 1, -9), faces=False),),
    ),
    "catheter": Label(
        parts=_both("catheter", "catheter_hub"),
        spots=(Spot(part="catheter_left", near=(12, 0.5, -6.5), faces=False),),
    ),
    "balloon": Label(
        parts=_both("balloon"),
        spots=(Spot(part="balloon_left", near=(10.5, -2, 3), faces=False),),
    ),
    "markers": Label(
        parts=_both("markers"),
        spots=(Spot(part="markers_left", near=(7, -3, 11), faces=False),),
    ),
    "cortical": Label(spots=_cut((6.2, -7, 13.6))),
    "trabecular": Label(parts=("cap_*",), spots=_cut((12.4, -8, -10))),
    "compacted": Label(spots=_cut((9, 9.4, 3))),
    "cavity": Label(parts=("cavity",), spots=(Spot(part="cavity", near=(2.5, 0, 3), faces=False),)),
    "filler": Label(
        parts=_both("filler", "filler_hub"),
        spots=(Spot(part="filler_left", near=(9.5, -2.4, 7.7), faces=False),),
    ),
    "cement": Label(
        parts=(*_both("cement"), "cement_beside"),
        spots=(Spot(part="cement_left", near=(9.5, -3, 7), faces=False),),
    ),
    "sunken_plate": Label(
        parts=("sunken_line", "sunken_rim"),
        spots=(
            Spot(part="sunken_line", near=(10, 12, -4), faces=False),
            Spot(part="sunken_rim", near=(20, 13, -6), faces=False),
        ),
    ),
}


LABELS_AROUND: Mapping[str, Label] = {
    "skin": Label(
        parts=("patient",), spots=(Spot(part="patient", near=(60, -50, -80), faces=False),)
    ),
    "mark": Label(
        parts=_both("cross"), spots=(Spot(part="cross_left", near=(33, 15, -84), faces=False),)
    ),
}
"""Where some of them point on what accompanies a case."""


def plain_labels(spine: Spine, labels: Mapping[str, Label] = LABELS) -> list[dict[str, Any]]:
    """Return every place with a name, at rest on the part that carries it.

    Parameters
    ----------
    spine : Spine
        The parts of one case, or those around it.

    labels : mapping of str to Label, default: LABELS
        What has a name there.

    Returns
    -------
    list of dict
        One for each spot: ``key``; ``parts`` that the label stands for; ``on``, the part that
        carries the spot; ``at``, three mm in the frame of that part at rest; ``normal``, the
        direction in which the surface looks at rest, or None where that does not matter.

    """
    site = site_of(spine.case)
    return [
        {
            "key": key,
            "parts": parts_of(label, spine),
            **place_on(spine.part(spot.on(site)), spot.near, faces=spot.faces),
        }
        for key, label in labels.items()
        for spot in label.spots
    ]


def parts_of(label: Label, spine: Spine) -> list[str]:
    """Return the names of the parts for which a label stands."""
    names = [part.name for part in spine.parts]
    return [name for pattern in label.parts for name in names if fnmatchcase(name, pattern)]


def place_on(part: Part, near: Vector, *, faces: bool) -> dict[str, Any]:
    """Return as plain data the corner of a part that is nearest to a point in mm."""
    corner = nearest(part, near)
    normal = np.asarray(part.mesh.point_data["Normals"])[corner]
    return {
        "on": part.name,
        "at": points_of(part.mesh)[corner].round(2).tolist(),
        "normal": normal.round(3).tolist() if faces else None,
    }


def nearest(part: Part, near: Vector) -> int:
    """Return the corner of a part's rest shape that is nearest to a point in mm."""
    return int(np.linalg.norm(points_of(part.mesh) - near, axis=1).argmin())
