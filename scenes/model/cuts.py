"""Bodies cut open and their pictures, kept for all cases that cut the same body in the same way."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.fracture.cutaway import Opened, opened
from meshes.fracture.fracture_line import FractureLine
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.picture_sheet import Box
from meshes.spine.trabecular import SpongeColours, trabecular_texture
from meshes.tools.arrays import Floats
from meshes.tools.cutplane import CutPlane
from scenes.look.colours import BEHIND, CORTEX, CRUSHED, FARTHER, MARROW, PORE, RIM, STRUT
from scenes.look.materials import levels
from scenes.model.sharing import arrays_of, fingerprint, shared, surface_of
from scenes.model.vertebrae import FIELD_SPACING, shape_of

SHELL, CAP = "shell ", "cap "
"""Beginnings of the names of each part's arrays."""


def opening_of(body: pv.PolyData, plane: CutPlane, spacing: float) -> Opened:
    """Cut a closed body open, or find how it was cut before.

    Parameters
    ----------
    body : pyvista.PolyData
        Closed mesh with normals.

    plane : CutPlane
        Where to cut.

    spacing : float
        Distance in mm between points inside the cap.

    Returns
    -------
    Opened
        Shell and cap, see :func:`meshes.fracture.cutaway.opened`.

    """
    given = arrays_of(body)

    def build() -> dict[str, NDArray[np.generic]]:
        cut = opened(body, plane, spacing)
        return {
            "ends": np.cumsum([len(loop) for loop in cut.loops]),
            "loops": np.concatenate(cut.loops),
            **{SHELL + name: values for name, values in arrays_of(cut.shell).items()},
            **{CAP + name: values for name, values in arrays_of(cut.cap).items()},
        }

    named = {"arrays": list(given), "of": fingerprint(*given.values(), *_numbers(plane))}
    kept = shared("opened body", {**named, "spacing": spacing}, build)
    shell, cap = (
        surface_of({name.removeprefix(part): kept[name] for name in kept if name.startswith(part)})
        for part in (SHELL, CAP)
    )
    loops = np.split(np.asarray(kept["loops"], dtype=np.int64), kept["ends"][:-1].tolist())
    return Opened(shell, cap, tuple(loops), plane)


def picture_of(
    level: str,
    plane: CutPlane,
    box: Box,
    pixel: float,
    *,
    porotic: bool,
    seed: int,
    rim: Sequence[Floats],
) -> NDArray[np.uint8]:
    """Draw the spongy bone of a vertebra in a cut, or find the picture that was drawn before.

    Parameters
    ----------
    level : str
        The vertebra.

    plane : CutPlane
        The cut, in the vertebra's own frame.

    box : tuple of (2,) float
        Corners of the picture in plane coordinates, mm.

    pixel : float
        Size of a pixel, mm.

    porotic : bool
        Whether the bone is porous.

    seed : int
        Chooses the pattern.

    rim : sequence of (n, 2) float
        Outlines of the cut face in plane coordinates.

    Returns
    -------
    (h, w, 4) uint8
        See :func:`meshes.spine.trabecular.trabecular_texture`.

    """
    colours = _colours(porotic=porotic)
    arguments = {
        "bone": asdict(VERTEBRAE[level]),
        "spacing": FIELD_SPACING,
        "of": fingerprint(*_numbers(plane), *box, *rim),
        "pixel": pixel,
        "porotic": porotic,
        "seed": seed,
        "colours": asdict(colours),
    }

    def build() -> dict[str, NDArray[np.uint8]]:
        field = shape_of(level).field
        drawn = trabecular_texture(
            field,
            plane,
            box,
            pixel,
            colours,
            crush=FractureLine(VERTEBRAE[level]).crush if porotic else None,
            seed=seed,
            rim=rim,
        )
        return {"picture": drawn}

    return np.asarray(shared("picture of a cut face", arguments, build)["picture"], dtype=np.uint8)


def _colours(*, porotic: bool) -> SpongeColours:
    kind = "porotic" if porotic else "frail"
    return SpongeColours(
        cortex=levels(CORTEX),
        strut=levels(STRUT),
        marrow=levels(MARROW[kind]),
        deep=levels(PORE[kind]),
        behind=levels(BEHIND),
        farther=levels(FARTHER),
        crushed=levels(CRUSHED),
        rim=levels(RIM),
    )


def _numbers(plane: CutPlane) -> tuple[Floats, ...]:
    return plane.origin, plane.normal, plane.across, plane.up
