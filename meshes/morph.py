"""A shape that moves through keyframes with one fixed set of triangles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyvista as pv

from meshes.arrays import Floats, Integers
from meshes.surface import mesh


@dataclass(frozen=True, eq=False)
class Morph:
    """Keyframes of one triangle mesh; between two keys every point moves on a straight line.

    Parameters
    ----------
    points : (k, n, 3) float
        Points at each key, mm.

    triangles : (m, 3) int
        The triangles, the same at every key.

    positions : (k,) float
        Where each key lies on the morph's own scale, strictly increasing.

    Raises
    ------
    ValueError
        If there is not one set of points per position, or the positions do not increase.

    """

    points: Floats
    triangles: Integers
    positions: Floats

    def __post_init__(self) -> None:
        if self.points.ndim != 3 or len(self.points) != len(self.positions):
            msg = (
                f"a morph needs one (n, 3) set of points per key, got points of shape "
                f"{self.points.shape} for {len(self.positions)} positions"
            )
            raise ValueError(msg)
        if not np.all(np.diff(self.positions) > 0):
            msg = f"the positions of a morph must increase, got {self.positions.tolist()}"
            raise ValueError(msg)

    def weights(self, position: float) -> Floats:
        """Weigh every key after the first.

        Parameters
        ----------
        position : float
            Before the first and beyond the last key, that key holds.

        Returns
        -------
        (k - 1,) float
            Weights of the `targets`, each within 0..1.

        """
        return hat_weights(position, self.positions)

    def targets(self) -> Floats:
        """Measure how far each key after the first lies from the first.

        Returns
        -------
        (k - 1, n, 3) float
            Offsets in mm.

        """
        offsets: Floats = self.points[1:] - self.points[0]
        return offsets

    def points_at(self, position: float) -> Floats:
        """Place the points.

        Parameters
        ----------
        position : float
            Before the first and beyond the last key, that key holds.

        Returns
        -------
        (n, 3) float
            Points in mm.

        """
        moved = np.tensordot(self.weights(position), self.targets(), axes=1)
        return np.asarray(self.points[0] + moved)

    def at(self, position: float) -> pv.PolyData:
        """Build the mesh.

        Parameters
        ----------
        position : float
            Before the first and beyond the last key, that key holds.

        Returns
        -------
        pyvista.PolyData
            Mesh with smooth normals.

        """
        return mesh(self.points_at(position), self.triangles)


def hat_weights(position: float, positions: Sequence[float] | Floats) -> Floats:
    """Weigh keyframes so that adding their offsets from the first interpolates linearly.

    Parameters
    ----------
    position : float
        Before the first and beyond the last key, that key holds.

    positions : (k,) float
        Where the keys lie, increasing.

    Returns
    -------
    (k - 1,) float
        Weights of the second to the last key, each within 0..1.

    """
    rows = np.eye(len(positions))[1:]
    return np.array([np.interp(position, positions, row) for row in rows])
