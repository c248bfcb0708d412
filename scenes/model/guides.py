"""What shows where the broken endplate lay: on the cut face, and around the bone in the end."""

import numpy as np

from meshes.fracture.cutaway import Opened
from meshes.fracture.plate_guide import SunkenPlate, plate_line
from meshes.spine.vertebral_body import endplate_height, rim_radius
from meshes.tools.arrays import Floats
from meshes.tools.surface import mesh, points_of
from scenes.model.bones import Bones
from scenes.model.parts import Part

BEFORE_CUT = 0.9
"""Millimetres that the line stands before the cut face."""

BEHIND_FRONT, BEHIND_RIM = 8.5, 15.0
"""Millimetres behind the front edge of the cut face at which the arrow rises: near the front, or in
the middle where only that sinks."""

ON_RIM, IN_DISH = 0.985, 0.6
"""Place of the dashes around the endplate, as shares of the outline, for the same two."""

AROUND = np.radians(np.arange(-100.0, 116.0, 0.6))
"""Angles at which the rim is drawn, 0 in front: the arch and what comes out of it hide the rest."""

ARROW_AT = np.radians(28.0)
"""Angle at which the arrow rises there: to the side that is seen in the end."""

OUTWARD = 0.8
"""Millimetres that it stands outside the rim."""

PLATE_END = 0.88
"""Share of the outline at which it turns down to the wall."""

NEAR_PLATE = 2.0
"""Millimetres from the drawn plate within which an outline belongs to it."""


def sunken_plate_parts(bones: Bones, cut: Opened) -> list[Part]:
    """Make the dashed line and rim of the endplate as it was broken, each with its arrow.

    Parameters
    ----------
    bones : Bones
        The bones of a case.

    cut : Opened
        The treated one, cut open.

    Returns
    -------
    list of Part
        One for the cut face, one for the last picture.

    """
    line = _line_on(bones, cut)
    dishes = bones.fracture.shape.dish > 0.0
    behind = BEHIND_RIM if dishes else BEHIND_FRONT
    foot = line[np.abs(line[-1, 2] - behind - line[:, 2]).argmin()]
    on_cut = SunkenPlate.of(line, foot, dash=1.5, gap=0.9, half=(0.21, 0.1))
    size = bones.fracture.size
    share = IN_DISH if dishes else ON_RIM
    rim = plate_line(size, AROUND, share)
    outward = np.array([np.sin(ARROW_AT), 0.0, np.cos(ARROW_AT)])
    start = plate_line(size, np.array([ARROW_AT]), share)[0] + OUTWARD * outward
    around = SunkenPlate.of(rim, start, dash=1.8, gap=1.2, half=(0.34, 0.34))
    return [_part(bones, "sunken_line", on_cut), _part(bones, "sunken_rim", around)]


def _line_on(bones: Bones, cut: Opened) -> Floats:
    """Find the upper endplate in the outline of a cut face, from the back to the front."""
    plane, size = bones.site.plane, bones.fracture.size
    outline = np.concatenate([points_of(cut.shell)[loop] for loop in cut.loops])
    x, y, z = outline.T
    on_plate = np.abs(y - endplate_height(size, x, z)) < NEAR_PLATE
    plate = outline[on_plate & (rim_radius(size, x, z) < 1.0)]
    line = plate[plate[:, 2].argsort()]
    return np.asarray(line + BEFORE_CUT * plane.normal)


def _part(bones: Bones, name: str, plate: SunkenPlate) -> Part:
    surface = mesh(plate.axis, plate.triangles, plate.normals)
    return Part(
        name=name,
        mesh=surface,
        material="guide",
        layer="bones",
        shown=name,
        weights="sunken",
        targets=plate.targets(bones.fracture),
    )
