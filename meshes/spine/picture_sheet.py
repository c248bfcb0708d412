"""The grid of a picture that is laid onto a cut face."""

from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meshes.tools.arrays import Floats

BLOCK, SMOOTH = 4, 8
"""Pixels between the places where the nearest pores are looked up, and where quantities that vary
slowly are worked out; edges are drawn at full fineness."""

Box: TypeAlias = tuple[Floats, Floats]
"""Lower and upper corner in plane coordinates, mm."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The grid of a picture, and coarser ones for what need not be worked out everywhere."""

    box: Box
    shape: tuple[int, int]

    @classmethod
    def of(cls, box: Box, pixel: float) -> Self:
        """Lay a grid over a box, its top row first."""
        columns, rows = np.ceil((box[1] - box[0]) / (BLOCK * pixel)).astype(int).tolist()
        return cls(box, (BLOCK * rows, BLOCK * columns))

    def places(self, step: int) -> tuple[tuple[int, int], Floats]:
        """Return the shape of a grid of larger pixels, and their centres."""
        rows, columns = (-(-count // step) for count in self.shape)
        lower, size = self.box[0], self.box[1] - self.box[0]
        x = lower[0] + (np.arange(columns) + 0.5) * size[0] / columns
        y = lower[1] + (np.arange(rows) + 0.5) * size[1] / rows
        return (rows, columns), np.stack(np.meshgrid(x, y[::-1]), axis=-1).reshape(-1, 2)

    def fine(self, values: Floats, shape: tuple[int, int]) -> Floats:
        """Interpolate values of a coarser grid to every pixel."""
        image = Image.fromarray(values.reshape(shape).astype(np.float32))
        return np.asarray(image.resize(self.shape[::-1], Image.Resampling.BICUBIC))


def as_bytes(values: Floats) -> NDArray[np.uint8]:
    """Return numbers as levels of a picture, 0 to 255."""
    return np.clip(np.round(values), 0, 255).astype(np.uint8)
