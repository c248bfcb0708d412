"""The compression fracture: one warp of the healthy bone, exactly linear in a few weights."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.fracture.fracture_line import (
    FractureLine,
    angle_around,
    front_of_pedicles,
    level_between_rims,
    toward_front,
)
from meshes.fracture.shapes import SHAPES, FractureShape
from meshes.spine.anatomy import VertebraSize
from meshes.spine.stack import rotation_about, translation
from meshes.spine.vertebral_body import endplate_height, half_height, rim_radius
from meshes.tools.arrays import Floats, smoothstep, unit

MAX_LOSS = 0.60
"""Greatest loss of height, as a share, for which the warp of a wedge folds nowhere."""

SHARE_ABOVE = 0.8
"""Share of the upper endplate's movement that the spine above follows; the disc takes the rest."""

DISHED = 0.93
"""Share of the outline within which the endplates sink in, and level at which they do so wholly."""

PRESSED = (0.38, 0.7)
"""Loss from which the walls are pressed together, and what share of the opening that takes."""

BULGE = 2.0
"""Outward bulge of the wall around the fracture line at full opening, mm."""

STEP = 1.1
"""Overhang of the upper fragment over the lower one at full opening, mm."""


@dataclass(frozen=True)
class Fracture:
    """Compression fracture of a vertebral body, in the frame of the vertebra.

    A point ``p`` moves to ``p + weights @ targets(p)``, so a mesh needs three or four morph targets
    and no keyframes.  The upper endplate turns about a hinge near the back wall, the body gets
    lower or its endplates sink in, the wall bulges along a wavy line and steps over it, and
    everything behind the body stays where it is.  The sizes of bulge and step are unsourced: drawn
    so that the fracture can be seen.

    How far a fracture has gone is one number, its loss: the share of the healthy height that is
    missing where the body is lowest, 0 to 0.6.

    Attributes
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    kind : str, default: "wedge"
        Key of :data:`meshes.fracture.shapes.SHAPES`.

    """

    size: VertebraSize
    kind: str = "wedge"

    @property
    def shape(self) -> FractureShape:
        """The shares in which this kind of fracture takes height."""
        return SHAPES[self.kind]

    @cached_property
    def hinge(self) -> Floats:
        """Point of the axis about which the upper endplate turns, (3,) mm."""
        return np.array([0.0, self.size.posterior_height / 2, front_of_pedicles(self.size)])

    @property
    def line(self) -> FractureLine:
        """The line along which the wall breaks, in every kind of fracture."""
        return FractureLine(self.size)

    @cached_property
    def slope(self) -> float:
        """Sine of the wedge angle per loss."""
        lever = self.size.body_depth / 2 - self.hinge[2]
        return float(self.shape.tilt * self.size.anterior_height / lever)

    def wedge_angle(self, loss: float) -> float:
        """Return the angle by which the upper endplate tips forward.

        Parameters
        ----------
        loss : float
            Loss of height, 0 to 0.6.

        Returns
        -------
        float
            Angle in radians.

        Raises
        ------
        ValueError
            If the loss is out of range.

        """
        if not 0.0 <= loss <= MAX_LOSS:
            msg = f"loss must be in [0, {MAX_LOSS}], got {loss}"
            raise ValueError(msg)
        return float(np.arcsin(self.slope * loss))

    def drop_above(self, loss: float) -> float:
        """Return how far the spine above sinks, beside its turn, in mm."""
        return SHARE_ABOVE * self.shape.sink * loss * 2.0 * self.size.half_height

    def weights(self, loss: float, crack: float) -> Floats:
        """Return the weights of the targets.

        Parameters
        ----------
        loss : float
            Loss of height, 0 to 0.6.

        crack : float
            Opening of the fracture line, 0 to 1.  A deep fracture opens it less, because its walls
            are pressed together.

        Returns
        -------
        (3,) or (4,) float
            Sine of the wedge angle, its cosine minus one, the opening, and the loss that comes
            from sinking, for the kinds of fracture in which something sinks.

        Raises
        ------
        ValueError
            If an argument is out of range.

        """
        if not 0.0 <= crack <= 1.0:
            msg = f"crack must be in [0, 1], got {crack}"
            raise ValueError(msg)
        angle = self.wedge_angle(loss)
        start, most = PRESSED
        pressed = 1.0 - most * float(smoothstep(np.array(loss), start, MAX_LOSS))
        opening = self.shape.crack * crack * pressed
        weights = [np.sin(angle), np.cos(angle) - 1.0, opening, self.sunk * loss]
        return np.array(weights[: 3 + bool(self.sunk)])

    def targets(self, points: Floats) -> Floats:
        """Return how far every point moves for each weight.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        Returns
        -------
        (3, n, 3) or (4, n, 3) float
            Displacements in mm per unit of weight.

        """
        inside = self._inside_body(points)
        _, y, z = (points - self.hinge).T
        # Measured between the dished plates, so that one stays still and the other rigid.
        level = self._level_between_plates(points)
        down = _ramp(level, 0.02, 0.98, 0.08) * inside
        # The wall slides backward only in its upper part, else its front would be drawn in.
        back = _ramp(level, 0.30, 0.98, 0.10) * inside
        zero = np.zeros_like(y)
        targets = [
            np.stack([zero, -z * down, y * back], axis=1),
            np.stack([zero, y * down, z * back], axis=1),
            self._opening(points) * inside[:, None],
        ]
        if self.sunk:
            sunk = self._sinking(points) * down + self._dishing(points)
            targets.append(np.stack([zero, sunk, zero], axis=1))
        return np.stack(targets)

    def displace(self, points: Floats, loss: float, crack: float) -> Floats:
        """Move points from the healthy to the fractured bone.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        loss, crack : float
            State, see `weights`.

        Returns
        -------
        (n, 3) float
            Positions in mm.

        """
        return points + np.tensordot(self.weights(loss, crack), self.targets(points), axes=1)

    def jacobian(self, points: Floats, loss: float, crack: float) -> Floats:
        """Return the local stretch and turn of the warp.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        loss, crack : float
            State, see `weights`.

        Returns
        -------
        (n, 3, 3) float
            Derivatives of the moved position (rows) by the position at rest (columns).

        """
        reach = 1e-3
        columns = [
            self.displace(points + offset, loss, crack)
            - self.displace(points - offset, loss, crack)
            for offset in np.diag([reach] * 3)
        ]
        return np.stack(columns, axis=-1) / (2 * reach)

    def undo(self, points: Floats, loss: float, crack: float) -> Floats:
        """Move points from the fractured back to the healthy bone.

        Parameters
        ----------
        points : (n, 3) float
            Positions in the fractured bone, mm.

        loss, crack : float
            State, see `weights`.

        Returns
        -------
        (n, 3) float
            Positions at rest, found by Newton's method.

        """
        rest = np.array(points)
        for _ in range(40):
            gap = points - self.displace(rest, loss, crack)
            if np.abs(gap).max(initial=0.0) < 1e-9:
                break
            step = np.linalg.solve(self.jacobian(rest, loss, crack), gap[:, :, None])[:, :, 0]
            length = np.linalg.norm(step, axis=1, keepdims=True)
            # Short steps keep Newton's method from jumping over the sharp fracture line.
            rest += step * np.minimum(1.0, 1.0 / np.maximum(length, 1e-12))
        return rest

    def spine_above(self, loss: float) -> Floats:
        """Return the motion of everything above the disc over the fractured vertebra.

        Parameters
        ----------
        loss : float
            Loss of height, 0 to 0.6.

        Returns
        -------
        (4, 4) float
            Rigid motion in the frame of the vertebra.

        """
        turn = rotation_about(SHARE_ABOVE * self.wedge_angle(loss), self.hinge)
        return translation((0.0, -self.drop_above(loss), 0.0)) @ turn

    @property
    def sunk(self) -> float:
        """Share of the loss that the fourth target brings."""
        return self.shape.sink + self.shape.dish

    def _sinking(self, points: Floats) -> Floats:
        """Way of the upper endplate down, per loss, where the whole body gets lower, mm."""
        share = self.shape.sink / self.sunk
        return np.asarray(-2.0 * share * half_height(self.size, points[:, 2]))

    def _dishing(self, points: Floats) -> Floats:
        """Way of both endplates into the body, per loss, mm."""
        share = self.shape.dish / self.sunk
        deepest = self.size.half_height - self.size.endplate_dish
        radius = rim_radius(self.size, points[:, 0], points[:, 2] + 1.0)
        within = np.maximum(0.0, 1.0 - (radius / DISHED) ** 2) ** 1.1
        level = self._level_between_plates(points)
        upper, lower = _ramp(level, 0.5, DISHED, 0.08), _ramp(1.0 - level, 0.5, DISHED, 0.08)
        return np.asarray(share * deepest * within * (lower - upper))

    def _level_between_plates(self, points: Floats) -> Floats:
        """Height between the dished endplates: 0 on the lower, 1 on the upper."""
        plate = endplate_height(self.size, points[:, 0], points[:, 2])
        return np.asarray((points[:, 1] + plate) / (2.0 * plate))

    def _inside_body(self, points: Floats) -> Floats:
        """1 in the body, fading to 0 in the pedicles, which stay rigid."""
        back = self.hinge[2]
        return smoothstep(points[:, 2], back - 6.5, back + 2.0)

    def _opening(self, points: Floats) -> Floats:
        """Outward bulge and step of the wall at full opening, mm."""
        around = angle_around(points)
        radius = np.clip(rim_radius(self.size, points[:, 0], points[:, 2]), 0.0, 1.2)
        level = level_between_rims(self.size, points)
        over = level - self.line.level(around)
        swell = 1.0 + 0.25 * np.sin(3 * around + 0.4) + 0.10 * np.sin(5 * around + 2.1)
        broad = level - 0.60 - 0.045 * np.sin(2 * around + 0.7)
        bulge = BULGE * swell * np.exp(-(((broad + 0.05) / 0.17) ** 2))
        step = STEP * smoothstep(over, 0.0, 0.035) * np.exp(-np.maximum(over, 0.0) / 0.14)
        size = (bulge + step) * toward_front(around) * smoothstep(radius, 0.35, 0.95)
        outward = points * [1.0, 0.0, 1.0] + [0.0, 0.0, 1.0]
        return size[:, None] * unit(outward)


def fit_targets(weights: Floats, changes: Floats) -> Floats:
    """Find the morph targets that reproduce given changes best.

    Parameters
    ----------
    weights : (k, m) float
        Weights of the ``m`` targets in each of ``k`` states.

    changes : (k, n, 3) float
        Change of every point or normal from rest in these states.

    Returns
    -------
    (m, n, 3) float
        Targets, by least squares.

    """
    return np.tensordot(np.linalg.pinv(weights), changes, axes=1)


def _ramp(level: Floats, start: float, end: float, ease: float) -> Floats:
    """Rise from 0 to 1 at a constant slope, with rounded ends that take the share ``ease`` each."""
    x = np.clip((level - start) / (end - start), 0.0, 1.0)
    slope = 1.0 / (1.0 - ease)
    ends = np.minimum(x, 1.0 - x)
    rounded = slope * np.where(ends < ease, ends * ends / (2 * ease), ends - ease / 2)
    return np.asarray(np.where(x < 0.5, rounded, 1.0 - rounded))
