"""A shape that moves through a grid of keyframes with one fixed set of triangles."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Floats, Integers
from meshes.tools.surface import mesh


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

    Raises
    ------
    ValueError
        If there is not one set of points per position and loss, or one of them does not increase.

    """

    points: Floats
    triangles: Integers
    positions: Floats
    losses: Floats

    def __post_init__(self) -> None:
        if self.points.ndim != 4 or self.points.shape[:2] != (
            len(self.positions),
            len(self.losses),
        ):
            msg = (
                f"a morph needs one (n, 3) set of points per key, got points of shape "
                f"{self.points.shape} for {len(self.positions)} positions and "
                f"{len(self.losses)} losses"
            )
            raise ValueError(msg)
        for name in ("positions", "losses"):
            scale = getattr(self, name)
            if not np.all(np.diff(scale) > 0):
                msg = f"the {name} of a morph must increase, got {scale.tolist()}"
                raise ValueError(msg)

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
    return np.outer(_shares(position, positions), _shares(loss, losses)).ravel()[1:]


def _shares(value: float, keys: Sequence[float] | Floats) -> Floats:
    """Share one between the two keys around a value, as near as each is to it."""
    after = min(max(bisect_right(keys, value), 1), len(keys) - 1)
    share = (value - keys[after - 1]) / (keys[after] - keys[after - 1])
    shares = np.zeros(len(keys))
    shares[after] = min(max(share, 0.0), 1.0)
    shares[after - 1] = 1.0 - shares[after]
    return shares
