"""Vertebrae that many cases share: shaped once, and kept where a cache is at hand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache, partial

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.fracture.crack import CrackLines, crack_lines, insert_crack
from meshes.fracture.fracture_line import FractureLine
from meshes.spine.anatomy import VERTEBRAE, shown_levels
from meshes.spine.vertebra import Vertebra, build_vertebra
from meshes.tools.arrays import Floats
from meshes.tools.sdf import SampledField
from scenes.model.sharing import arrays_of, shared, surface_of
from scenes.story.case import CHOICES

FIELD_SPACING, SURFACE_SPACING = 0.95, 1.2
"""Millimetres between the nodes of a bone's shape, and of the grid its surface is drawn from."""

TREATED_TRIANGLES, NEIGHBOUR_TRIANGLES = 11_600, 4_800


@cache
def shape_of(level: str) -> Vertebra:
    """Return the shape of a vertebra in its own frame."""
    size = VERTEBRAE[level]

    def build() -> dict[str, Floats]:
        field = build_vertebra(size, FIELD_SPACING).field
        return {"values": field.values, "origin": field.origin}

    kept = shared("shape of a vertebra", {"size": asdict(size), "spacing": FIELD_SPACING}, build)
    return Vertebra(
        size, SampledField(_floats(kept["values"]), _floats(kept["origin"]), FIELD_SPACING)
    )


@cache
def neighbour_surface(level: str) -> pv.PolyData:
    """Return the surface of a vertebra that is not treated, in its own frame."""
    return _shared_surface(
        "neighbour",
        {"size": asdict(VERTEBRAE[level])},
        lambda: shape_of(level).surface(NEIGHBOUR_TRIANGLES, SURFACE_SPACING),
    )


@cache
def treated_surface(level: str) -> pv.PolyData:
    """Return the surface of a treated vertebra, with its fracture line, in its own frame."""
    line = FractureLine(VERTEBRAE[level])

    def build() -> pv.PolyData:
        shape = shape_of(level)
        smooth = shape.surface(TREATED_TRIANGLES, SURFACE_SPACING, dense_wall=True)
        return insert_crack(smooth, line, shape.field)

    return _shared_surface("treated", {"size": asdict(line.size)}, build)


def shapes_of_all_cases() -> Iterator[Callable[[], object]]:
    """Return what builds each bone that some case shows, those that take longest first."""
    levels = CHOICES["level"]
    for level in levels:
        yield partial(treated_surface, level)
        yield partial(fracture_tubes, level)
    for level in dict.fromkeys(shown for treated in levels for shown in shown_levels(treated)):
        yield partial(neighbour_surface, level)


@cache
def fracture_tubes(level: str) -> CrackLines:
    """Return the tubes that show the fracture line of a vertebra, in its own frame."""
    size = VERTEBRAE[level]

    def build() -> dict[str, object]:
        lines = crack_lines(FractureLine(size), shape_of(level).field)
        return {"axis": lines.axis, "spokes": lines.spokes, "triangles": lines.triangles}

    kept = shared("fracture line", {"size": asdict(size), "spacing": FIELD_SPACING}, build)
    triangles = np.asarray(kept["triangles"], dtype=np.int64)
    return CrackLines(_floats(kept["axis"]), _floats(kept["spokes"]), triangles)


def _shared_surface(
    name: str, arguments: Mapping[str, object], build: Callable[[], pv.PolyData]
) -> pv.PolyData:
    return surface_of(shared(f"surface of a {name}", arguments, lambda: arrays_of(build())))


def _floats(array: NDArray[np.generic]) -> Floats:
    return np.asarray(array, dtype=np.float64)
