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


@dataclass(frozen=True, eq=False)
class MorphGrid:
    """Keyframes in two directions: along the morph's own scale, and over the loss of height.

    Parameters
    ----------
    points : (k, m, n, 3) float
        Points at each position and loss, mm.

    triangles : (t, 3) int
        The triangles, the same at every key.

    positions : (k,) float
        Where the keys lie on the morph's own scale, strictly increasing.

    losses : (m,) float
        Loss of height that they belong to, strictly increasing.

    """

    points: Floats
    triangles: Integers
    positions: Floats
    losses: Floats

    def targets(self) -> Floats:
        """Measure how far each key lies from the first one.

        Returns
        -------
        (k * m - 1, n, 3) float
            Offsets in mm, all losses of one position after another.

        """
        keys = self.points.reshape(-1, *self.points.shape[2:])
        return np.asarray(keys[1:] - keys[0])

    def points_at(self, position: float, loss: float) -> Floats:
        """Place the points.

        Parameters
        ----------
        position, loss : float
            Beyond the first and the last key, that key holds.

        Returns
        -------
        (n, 3) float
            Points in mm.

        """
        weights = grid_weights(position, self.positions, loss, self.losses)
        moved = np.tensordot(weights, self.targets(), axes=1)
        return np.asarray(self.points[0, 0] + moved)

    def at(self, position: float, loss: float) -> pv.PolyData:
        """Build the mesh, with smooth normals, at a position and a loss."""
        return mesh(self.points_at(position, loss), self.triangles)


def grid_weights(
    position: float,
    positions: Sequence[float] | Floats,
    loss: float,
    losses: Sequence[float] | Floats,
) -> Floats:
    """Weigh the keys of a grid so that adding their offsets interpolates in both directions.

    Parameters
    ----------
    position, loss : float
        Beyond the first and the last key, that key holds.

    positions : (k,) float
        Where the keys lie on the morph's scale, increasing.

    losses : (m,) float
        The losses of height that they belong to, increasing.

    Returns
    -------
    (k * m - 1,) float
        Weights of all keys but the first, each within 0..1.

    """
    along = np.array([np.interp(position, positions, row) for row in np.eye(len(positions))])
    across = np.array([np.interp(loss, losses, row) for row in np.eye(len(losses))])
    return np.outer(along, across).ravel()[1:]


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
