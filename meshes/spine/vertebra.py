"""A whole vertebra: body, pedicles, lamina and processes blended into one closed surface."""

from dataclasses import dataclass, field

import numpy as np
import pyvista as pv

from meshes.spine.anatomy import VertebraSize
from meshes.spine.vertebral_body import rim_radius, vertebral_body
from meshes.tools.arrays import Flags, Floats
from meshes.tools.contouring import contour, decimate, project
from meshes.tools.sdf import (
    Field,
    SampledField,
    blend_max,
    ellipsoid,
    half_space,
    mirrored,
    sample,
    smooth_difference,
    smooth_union,
)
from meshes.tools.surface import mirror_half, points_of
from meshes.tools.sweep import swept_ellipse

MARGIN = 6.0
"""Empty space in mm kept around the shape in its sampled box."""

SMOOTHING = 0.55
"""Blur in mm that takes the creases out of the blended shape."""


@dataclass(frozen=True)
class Vertebra:
    """One vertebra in its own frame: origin at the centre of its body.

    Attributes
    ----------
    size : VertebraSize
        Sizes it was built from.

    field : SampledField
        Signed distance in mm; this is the definition of the shape.

    """

    size: VertebraSize
    field: SampledField = field(repr=False)

    def surface(
        self,
        triangles: int | None = None,
        spacing: float | None = None,
        *,
        dense_wall: bool = False,
    ) -> pv.PolyData:
        """Return the surface as a mesh that is exactly symmetric in x.

        Parameters
        ----------
        triangles : int, default: None
            About how many triangles to keep; all when not given.

        spacing : float, default: None
            About the length of the triangles' sides before thinning, mm; that of the field when
            not given.

        dense_wall : bool, default: False
            Thin the front and side walls of the body last, so that they can be bent.

        Returns
        -------
        pyvista.PolyData
            Closed mesh with normals from the gradient of the field.

        """
        half = project(contour(_left_half(self.field), spacing), self.field)
        if triangles is not None:
            keep = self._on_wall(points_of(half)) if dense_wall else None
            half = decimate(half, triangles // 2, self.field, keep)
        return mirror_half(half)

    def _on_wall(self, points: Floats) -> Flags:
        """Points of the front and side walls of the body."""
        out = rim_radius(self.size, points[:, 0], points[:, 2]) > 0.8
        return np.asarray(out & (points[:, 2] > 3.5 - self.size.body_depth / 2))


def build_vertebra(size: VertebraSize, spacing: float = 1.1) -> Vertebra:
    """Build a vertebra from its sizes.

    Parameters
    ----------
    size : VertebraSize
        Sizes in mm.

    spacing : float, default: 1.1
        Distance in mm between the nodes on which the shape is sampled.

    Returns
    -------
    Vertebra
        The shape, ready to be meshed.

    """
    wide = max(size.transverse_process_x, size.body_width / 2)
    low = min(
        size.inferior_articular_bottom,
        size.spinous_process_y - size.spinous_process_half_height,
    )
    lower = np.array([0.0, low, size.spinous_process_z]) - MARGIN
    upper = np.array([wide, size.superior_articular_top, size.body_depth / 2]) + MARGIN
    return Vertebra(size, sample(vertebra_shape(size), lower, upper, spacing, SMOOTHING))


def vertebra_shape(size: VertebraSize) -> Field:
    """Compose the exact shape of a vertebra.

    Parameters
    ----------
    size : VertebraSize
        Sizes in mm.

    Returns
    -------
    Field
        Approximate signed distance, symmetric in x.

    """
    whole = smooth_union(vertebral_body(size), (_posterior_elements(size), 5.0))
    return mirrored(_with_relief(smooth_difference(whole, spinal_canal(size), 3.5)))


def spinal_canal(size: VertebraSize) -> Field:
    """Shape the canal: an endless tunnel along y, narrower behind.

    Parameters
    ----------
    size : VertebraSize
        Sizes in mm.

    Returns
    -------
    Field
        Approximate signed distance, negative in the canal.

    """

    def distance(points: Floats) -> Floats:
        back = (points[:, 2] - size.canal_z) / size.canal_half_depth
        width = size.canal_half_width * (1.0 - 0.16 * np.clip(-back, -1.0, 1.2))
        radius = np.sqrt((points[:, 0] / width) ** 2 + back**2)
        return np.asarray((radius - 1.0) * (0.98 * size.canal_half_depth))

    return distance


def _posterior_elements(size: VertebraSize) -> Field:
    """Return the field of the bone behind the body, described on the left side."""
    return smooth_union(
        _pedicle(size),
        (_isthmus(size), 4.0),
        (_superior_articular_process(size), 4.0),
        (_mamillary_process(size), 3.5),
        (_lamina(size), 4.0),
        (_inferior_articular_process(size), 4.0),
        (_spinous_process(size), 5.0),
        (_transverse_process(size), 5.0),
    )


def _pedicle(size: VertebraSize) -> Field:
    """Bridge of bone from the body to the arch, narrowest in its middle."""
    x, y, back = size.pedicle_x, size.pedicle_y, -size.body_depth / 2
    width, height = size.pedicle_half_width, size.pedicle_half_height
    return swept_ellipse(
        [(x - 2.6, y - 1.2, back + 6.0), (x, y, back - 4.0), (x + 0.6, y - 1.0, back - 9.0)],
        [width + 0.9, width, width + 0.4],
        [height + 1.0, height, height + 0.4],
        (1.0, 0.0, 0.0),
    )


def _facet_normal(size: VertebraSize) -> Floats:
    """Direction that the lower joint face of the left side looks in."""
    return np.array([np.cos(size.facet_angle), 0.0, np.sin(size.facet_angle)])


def _superior_articular_process(size: VertebraSize) -> Field:
    normal, back = _facet_normal(size), -size.body_depth / 2
    base = np.array([size.pedicle_x + 0.6, size.pedicle_y - 3.0, back - 9.8])
    tip = np.array(
        [
            size.superior_articular_x,
            size.superior_articular_top - 6.0,
            size.superior_articular_z,
        ]
    )
    column = swept_ellipse(
        [base, 0.4 * base + 0.6 * tip, tip], [5.0, 4.6, 3.9], [6.2, 6.8, 6.0], normal
    )
    face = half_space(tip - 2.0 * normal, -normal)
    return lambda points: blend_max(column(points), face(points), 2.0)


def _mamillary_process(size: VertebraSize) -> Field:
    """Small knob behind the upper joint."""
    center = (
        size.superior_articular_x + 3.0,
        size.superior_articular_top - 8.0,
        size.superior_articular_z - 4.2,
    )
    return ellipsoid(center, (3.2, 4.6, 3.2))


def _isthmus_end(size: VertebraSize) -> Floats:
    """Return the place where the isthmus turns into the lower joint process."""
    return np.array(
        [
            0.35 * size.pedicle_x + 0.65 * size.inferior_articular_x,
            -7.5,
            0.4 * (-size.body_depth / 2 - 11.0) + 0.6 * size.inferior_articular_z,
        ]
    )


def _isthmus(size: VertebraSize) -> Field:
    """Bar of bone between the upper and the lower joint process."""
    x, y, back = size.pedicle_x, size.pedicle_y, -size.body_depth / 2
    return swept_ellipse(
        [(x, y - 1.0, back - 9.5), (x - 0.8, y - 5.5, back - 10.8), _isthmus_end(size)],
        [4.0, 3.6, 4.2],
        [5.6, 5.2, 6.2],
        _facet_normal(size),
    )


def _inferior_articular_process(size: VertebraSize) -> Field:
    normal, start = _facet_normal(size), _isthmus_end(size)
    tip = np.array(
        [
            size.inferior_articular_x,
            size.inferior_articular_bottom + 6.0,
            size.inferior_articular_z,
        ]
    )
    column = swept_ellipse(
        [start, 0.4 * start + 0.6 * tip, tip], [4.8, 4.9, 4.6], [6.4, 7.0, 6.6], normal
    )
    face = half_space(tip + 2.3 * normal, normal)
    return lambda points: blend_max(column(points), face(points), 2.0)


def _lamina(size: VertebraSize) -> Field:
    """Plate of bone that closes the canal behind."""
    wall = size.canal_z - size.canal_half_depth
    side = size.canal_z - 0.55 * size.canal_half_depth - 1.8
    return swept_ellipse(
        [
            (1.02 * size.canal_half_width, -2.0, side),
            (0.5 * size.canal_half_width, -4.9, wall - 2.6),
            (0.0, -6.0, wall - 4.6),
        ],
        [8.0, 8.8, 9.4],
        [3.0, 3.1, 3.4],
        (0.0, 1.0, 0.20),
    )


def _spinous_process(size: VertebraSize) -> Field:
    """Blade in the middle of the back."""
    root = size.canal_z - size.canal_half_depth - 3.0
    tip, drop = size.spinous_process_z, size.spinous_process_y
    height = size.spinous_process_half_height
    middle = (0.0, -0.55 * 5.2 + 0.45 * drop - 0.2, 0.55 * root + 0.45 * tip)
    return swept_ellipse(
        [(0.0, -5.2, root), middle, (0.0, drop, tip + 4.5)],
        [3.6, 2.5, 3.7],
        [height - 0.4, height - 0.8, height],
        (1.0, 0.0, 0.0),
        cap=1.5,
    )


def _transverse_process(size: VertebraSize) -> Field:
    """Side bar, flattened from front to back."""
    base = np.array([size.pedicle_x + 1.0, size.pedicle_y - 1.4, -size.body_depth / 2 - 8.6])
    tip = np.array(
        [size.transverse_process_x, size.transverse_process_y, size.transverse_process_z]
    )
    middle = (base + tip) / 2 + [0.0, -0.6, 0.2]
    return swept_ellipse(
        [base, middle, tip], [3.4, 2.3, 2.4], [6.2, 5.0, 4.0], (0.35, 0.0, 1.0), cap=1.4
    )


def _with_relief(shape: Field) -> Field:
    """Add the faint unevenness that bone has."""

    def distance(points: Floats) -> Floats:
        x, y, z = points.T
        broad = np.cos(0.31 * x) * np.sin(0.37 * y + 0.4) * np.sin(0.33 * z + 2.0)
        fine = np.cos(0.7 * x) * np.sin(0.6 * z + 0.45 * y + 1.0)
        return np.asarray(shape(points) + 0.10 * broad + 0.05 * fine)

    return distance


def _left_half(whole: SampledField) -> SampledField:
    """Cut a symmetric field at its middle layer, x = 0."""
    middle = whole.values.shape[0] // 2
    origin = np.array([0.0, *whole.origin[1:]])
    return SampledField(whole.values[middle:], origin, whole.spacing)
