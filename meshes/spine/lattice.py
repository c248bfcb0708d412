"""Spongy bone in space: a small block of struts and plates, to be looked at closely."""

from dataclasses import dataclass

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy import fft
from scipy.ndimage import gaussian_filter, label, map_coordinates

from meshes.tools.arrays import Floats
from meshes.tools.surface import mesh, normals_of, points_of

REACH = 0.32
"""Distance in mm from a surface within which bone casts a shadow on it."""


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """Density of a block of spongy bone (unsourced: chosen to look like healthy and porous bone).

    Parameters
    ----------
    spacing : float
        Distance between neighbouring plates, mm.

    solid : float
        Share of the volume that is bone, before plates are pierced.

    pierced : float
        Share of the plates that is missing, which leaves struts, 0..1.

    stretch : float
        How much longer than wide the pores are from head to foot.

    """

    spacing: float
    solid: float
    pierced: float
    stretch: float


HEALTHY = Lattice(spacing=0.66, solid=0.40, pierced=0.42, stretch=1.25)
POROTIC = Lattice(spacing=0.98, solid=0.24, pierced=0.70, stretch=1.5)


@dataclass(frozen=True, eq=False)
class Block:
    """A block of spongy bone, sawn flat in front (towards +z).

    Parameters
    ----------
    surface : pyvista.PolyData
        Triangles with normals; point data ``occlusion`` is 1 where light comes in freely.

    share : float
        Share of the block's volume that is bone.

    """

    surface: pv.PolyData
    share: float


def spongy_block(
    lattice: Lattice, size: tuple[float, float, float], spacing: float, seed: int
) -> Block:
    """Grow a block of spongy bone.

    Parameters
    ----------
    lattice : Lattice
        How dense it is.

    size : tuple of float
        Width, height and depth in mm, the front face's middle at the origin.

    spacing : float
        Distance in mm between the nodes of the grid that it is drawn from.

    seed : int
        Chooses the pattern.

    Returns
    -------
    Block
        The bone that hangs together; loose crumbs are left out.

    """
    count = tuple(round(length / spacing) for length in size)
    rng = np.random.default_rng(seed)
    plates = np.abs(_waves(count, spacing, lattice, rng, 2.0 * lattice.spacing))
    holes = np.abs(_waves(count, spacing, lattice, rng, 1.9 * lattice.spacing))
    # Both are distances from a middle surface, in units that suit each other near the bone.
    thin = plates - np.quantile(plates, lattice.solid)
    whole = 0.5 * (holes - np.quantile(holes, 1.0 - lattice.pierced))
    field = gaussian_filter(_smooth_max(thin, whole, 0.12), 0.7)
    field = _without_crumbs(field)
    solid = (field < 0).astype(np.float32)
    return Block(_surface(field, solid, size, spacing), float(solid.mean()))


def _waves(
    count: tuple[int, ...],
    spacing: float,
    lattice: Lattice,
    rng: np.random.Generator,
    wave: float,
) -> Floats:
    """Add up waves of one length from all sides; where the sum is zero lie winding plates."""
    noise = fft.rfftn(rng.standard_normal(count))
    steps = [fft.fftfreq(count[0], spacing), fft.fftfreq(count[1], spacing)]
    x, y = np.meshgrid(*steps, indexing="ij")
    z = fft.rfftfreq(count[2], spacing)
    length = np.sqrt((x**2 + (lattice.stretch * y) ** 2)[..., None] + z**2)
    band = np.exp(-(((length * wave - 1.0) / 0.16) ** 2))
    field = fft.irfftn(noise * band, count)
    return np.asarray(field / field.std())


def _smooth_max(a: Floats, b: Floats, width: float) -> Floats:
    """Return the greater of two fields, rounded where they meet."""
    share = np.clip(0.5 + 0.5 * (a - b) / width, 0.0, 1.0)
    return np.asarray(b + (a - b) * share + width * share * (1.0 - share))


def _without_crumbs(field: Floats) -> Floats:
    """Keep the largest piece that hangs together."""
    pieces, _ = label(field < 0)
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    loose = (field < 0) & (pieces != sizes.argmax())
    return np.where(loose, 0.3, field)


def _surface(
    field: Floats,
    solid: NDArray[np.float32],
    size: tuple[float, float, float],
    spacing: float,
) -> pv.PolyData:
    """Draw where the field is zero, closed by flat faces at the sides of the block."""
    padded = np.pad(field, 1, constant_values=0.05)
    origin = (-size[0] / 2, -size[1] / 2, -size[2])
    grid = pv.ImageData(
        dimensions=padded.shape,
        spacing=(spacing,) * 3,
        origin=tuple(start - 0.5 * spacing for start in origin),
    )
    grid.point_data["field"] = padded.ravel(order="F")
    found = grid.contour([0.0], scalars="field", method="flying_edges", compute_normals=True)
    body = mesh(found.points, found.regular_faces, np.asarray(found.point_data["Normals"]))
    body.point_data["occlusion"] = _openness(body, solid, origin, spacing)
    return body


def _openness(
    body: pv.PolyData, solid: NDArray[np.float32], origin: tuple[float, ...], spacing: float
) -> Floats:
    """Return how little bone lies around the place just in front of every point, 0..1."""
    crowd = np.zeros(body.n_points)
    for reach in (REACH, 2.2 * REACH):
        blurred = gaussian_filter(solid, 0.8 * reach / spacing, mode="constant")
        places = points_of(body) + reach * normals_of(body)
        at = ((places - origin) / spacing - 0.5).T
        crowd += np.asarray(map_coordinates(blurred, at, order=1, mode="constant"))
    return np.clip(1.2 - 1.15 * crowd, 0.0, 1.0)
