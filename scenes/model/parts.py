"""The named pieces that both painters draw."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from scenes.motion.site import WORLD


@dataclass(frozen=True, eq=False)
class Part:
    """One mesh of the scene with everything that a painter needs to draw it.

    Parameters
    ----------
    name : str
        Unique name: key, node, actor and word for this part.

    mesh : pyvista.PolyData
        Rest shape in mm in the coordinates of ``frame``, with point data ``Normals`` and, where
        they apply, ``occlusion`` (1 = open), ``crack`` (1 = on the crack line), ``colour``
        ``(n, 3)`` sRGB 0 to 1, ``seepage`` (see :mod:`scenes.model.seepage`), and texture
        coordinates.

    material : str
        Key of :data:`scenes.look.materials.MATERIALS`.

    layer : str
        Which of :data:`scenes.story.steps.LAYERS` it belongs to.

    shown : str
        Key of :attr:`scenes.motion.pose.Pose.shown`: how opaque it is.

    frame : str
        Key of :attr:`scenes.motion.pose.Pose.frames`: the rigid motion that it follows.

    weights : str
        Key of :attr:`scenes.motion.pose.Pose.weights`, empty for a rigid part.

    targets : numpy.ndarray
        ``(k, n, 3)`` offsets in mm that the weights multiply.

    normal_targets : numpy.ndarray
        ``(k, n, 3)`` offsets of the normals for the same weights.

    mirrored : bool
        Whether it is drawn as its mirror image in the plane ``x = 0``; mesh, targets and frame
        are those of the left side.

    texture : numpy.ndarray or None
        ``(h, w, 4)`` unsigned bytes, first row on top; alpha is 255 less the compaction.

    placement : numpy.ndarray or None
        ``(4, 4)`` place of the mesh in the frame, for meshes that several parts show.

    """

    name: str
    mesh: pv.PolyData
    material: str
    layer: str
    shown: str
    frame: str = WORLD
    weights: str = ""
    targets: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 3)))
    normal_targets: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 3)))
    mirrored: bool = False
    texture: NDArray[np.uint8] | None = None
    placement: NDArray[np.float64] | None = None

    def points_at(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the ``(n, 3)`` points in mm under ``(k,)`` weights, before the frame's motion."""
        points = np.asarray(self.mesh.points, dtype=float)
        if not len(self.targets):
            return points
        return points + np.tensordot(weights, self.targets, axes=1)

    def normals_at(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the ``(n, 3)`` unit normals under ``(k,)`` weights, before the frame's motion."""
        normals = np.asarray(self.mesh.point_data["Normals"], dtype=float)
        if len(self.normal_targets):
            normals = normals + np.tensordot(weights, self.normal_targets, axes=1)
        lengths = np.linalg.norm(normals, axis=1, keepdims=True)
        unit: NDArray[np.float64] = normals / np.maximum(lengths, 1e-12)
        return unit


def on_sides(left: Part, sides: Sequence[str]) -> list[Part]:
    """Return a left part, whose name ends in ``_left``, on each of some sides."""
    stem = left.name.removesuffix("left")
    return [replace(left, name=stem + side, mirrored=side == "right") for side in sides]
