"""The vertebrae of a case, placed: whole, with their fracture, ready to be drawn or opened."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyvista as pv

from meshes.fracture.crack import CrackLines
from meshes.fracture.warp import Fracture
from meshes.spine.stack import inverse, rotate
from meshes.spine.vertebral_body import half_height, rim_radius
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.cutplane import CutPlane
from meshes.tools.surface import moved, points_of
from scenes.model.parts import Part
from scenes.model.shading import follow_normals
from scenes.model.vertebrae import fracture_tubes, neighbour_surface, treated_surface
from scenes.motion.broken import BoneState
from scenes.motion.neighbour import Neighbour
from scenes.motion.site import Site, site_of
from scenes.story.case import MOST, Case

ENDPLATE_DEPTH = 3.5
"""Millimetres below the rim within which a point of the body belongs to an endplate."""

CRACK_REACH = 1.5
"""Millimetres from the fracture line at which its mask has fallen to 37 %: bruised bone around a
gap that the shader makes, see :mod:`scenes.look.detail`."""

CRACK_GAP = 0.1
"""Millimetres that the fracture line keeps from the cut face."""

STATES = tuple(
    BoneState(share * MOST, crack)
    for share, crack in (
        *((0.22, 0.25), (0.44, 0.5), (0.66, 0.75), (0.88, 1.0), (1.0, 1.0)),
        *((0.6, 0.7), (0.5, 0.55), (0.3, 0.4)),
    )
)
"""Shapes that the morphing normals are fitted to: of the collapse, and of the way back."""


COLLAPSING = (0.25, 0.5, 0.75, 1.0)
"""Shares of its collapse that the normals of the other broken bone of a pair are fitted to."""


@dataclass(frozen=True, eq=False)
class Bones:
    """Surfaces of the five vertebrae.

    Parameters
    ----------
    case : Case
        The case.

    site : Site
        Where it happens.

    surfaces : mapping of str to pyvista.PolyData
        Surfaces at rest in the world, by level.

    rest : mapping of str to (4, 4) float
        Motions from a vertebra's own frame into the world, by level.

    """

    case: Case
    site: Site
    surfaces: Mapping[str, pv.PolyData]
    rest: Mapping[str, Floats]

    def frame(self, level: str) -> str:
        """Return the frame that a vertebra follows."""
        return self.site.frame(level)

    @property
    def fracture(self) -> Fracture:
        """The warp of the treated vertebra."""
        return self.site.fracture

    def fractured_part(self, name: str, mesh: pv.PolyData, material: str, shown: str) -> Part:
        """Make a part of the treated bone, which follows the fracture exactly."""
        part = Part(
            name=name,
            mesh=mesh,
            material=material,
            layer="bones",
            shown=shown,
            weights="fracture",
            targets=self.fracture.targets(points_of(mesh)),
        )
        return self.with_normals(part)

    def with_normals(self, part: Part) -> Part:
        """Let the normals of a part that has the fracture's weights follow its targets."""
        return follow_normals(
            part, [self.fracture.weights(state.loss, state.crack) for state in STATES]
        )

    def beside_part(self, other: Neighbour, part: Part) -> Part:
        """Let a part of the other broken bone follow that one's fracture."""
        morphing = replace(part, weights="beside", targets=other.targets(points_of(part.mesh)))
        return self.settled(
            other, follow_normals(morphing, [other.weights(share) for share in COLLAPSING])
        )

    def settled(self, other: Neighbour, part: Part) -> Part:
        """Hang a part of the other broken bone up; one whose fracture is over moves no more."""
        if other.is_above:
            return replace(part, frame=self.frame(other.level))
        weights, surface = other.weights(1.0), part.mesh.copy()
        surface.points = part.points_at(weights)
        surface.point_data["Normals"] = part.normals_at(weights)
        none = np.zeros((0, 0, 3))
        return replace(part, mesh=surface, weights="", targets=none, normal_targets=none)


def build_bones(case: Case) -> Bones:
    """Build the five vertebrae of a case.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Bones
        Closed surfaces at rest.

    """
    site = site_of(case)
    rest = site.rest

    def surface(level: str) -> pv.PolyData:
        own = treated_surface(level) if site.is_broken(level) else neighbour_surface(level)
        return moved(own, rest[level])

    with ThreadPoolExecutor() as pool:
        surfaces = dict(zip(rest, pool.map(surface, rest), strict=True))
    return Bones(case, site, surfaces, rest)


def whole_bones(bones: Bones) -> list[Part]:
    """Make the parts of the vertebrae that are not opened."""
    return [_whole(bones, level) for level in bones.site.levels]


def brighten_endplates(bones: Bones, part: Part) -> None:
    """Take the discs' shadow off the treated bone's endplates.

    The discs cover them wherever the bone stands in its row; only the view from the top shows them,
    and nothing shades them there.
    """
    x, y, z = points_of(part.mesh).T
    size = bones.fracture.size
    within = 1.0 - smoothstep(rim_radius(size, x, z), 0.86, 1.04)
    near = smoothstep(np.abs(y) - half_height(size, z), -ENDPLATE_DEPTH, 0.0)
    light = np.asarray(part.mesh.point_data["occlusion"])
    brighter = np.maximum(light, 0.9)
    part.mesh.point_data["occlusion"] = light + within * near * (brighter - light)


def marked_bone(bones: Bones, parts: Sequence[Part]) -> Part:
    """Make what colours the treated bone among all bones of a person: the same mesh once more."""
    name = f"bone_{bones.case.level}"
    (bone,) = (part for part in parts if part.name == name)
    return replace(bone, name="marked", material="marked", layer="person", shown="marked")


def crack_parts(bones: Bones) -> list[Part]:
    """Make the fracture line, whole and as far as it lies behind the cut plane."""
    plane = bones.site.plane
    lines = fracture_tubes(bones.case.level)
    parts = [
        _crack(bones, "crack", lines, "crack"),
        _crack(bones, "crack_opened", _behind(lines, plane), "crack_opened"),
    ]
    other = bones.site.neighbour
    if other is not None:
        lines = fracture_tubes(other.level)
        behind = _behind(lines, plane.moved(inverse(other.rest)))
        shown = "crack_waiting" if other.is_above else "cemented"
        parts.append(_crack_beside(bones, other, "crack_beside", lines, shown))
        parts.append(_crack_beside(bones, other, "crack_beside_opened", behind, "crack_opened"))
    return parts


def _crack(bones: Bones, name: str, lines: CrackLines, shown: str) -> Part:
    return Part(
        name=name,
        mesh=lines.rest,
        material="crack",
        layer="bones",
        shown=shown,
        weights="fracture",
        targets=lines.targets(bones.fracture),
    )


def _crack_beside(bones: Bones, other: Neighbour, name: str, lines: CrackLines, shown: str) -> Part:
    part = Part(
        name=name,
        mesh=moved(lines.rest, other.rest),
        material="crack",
        layer="bones",
        shown=shown,
        weights="beside",
        targets=rotate(other.rest, lines.targets(other.fracture)),
    )
    return bones.settled(other, part)


def _behind(lines: CrackLines, plane: CutPlane) -> CrackLines:
    behind = plane.height(lines.axis) < -CRACK_GAP
    triangles = lines.triangles[behind[lines.triangles].all(axis=1)]
    kept, renumbered = np.unique(triangles, return_inverse=True)
    return CrackLines(lines.axis[kept], lines.spokes[kept], renumbered.reshape(-1, 3))


def _whole(bones: Bones, level: str) -> Part:
    name, mesh = f"bone_{level}", bones.surfaces[level]
    if level == bones.case.level:
        mesh.point_data["crack"] = bones.fracture.line.mask(points_of(mesh), CRACK_REACH)
        return bones.fractured_part(name, mesh, material="bone", shown="treated")
    part = Part(
        name=name,
        mesh=mesh,
        material="bone",
        layer="bones",
        shown="whole" if level in bones.site.opened else "always",
        frame=bones.frame(level),
    )
    other = bones.site.neighbour
    if other is None or level != other.level:
        return part
    return bones.beside_part(other, part if other.is_above else replace(part, shown="cemented"))
