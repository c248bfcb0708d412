"""Pictures of the spongy inside of a bone, to be laid onto its cut face."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from meshes.tools.arrays import Flags, Floats, Integers, smoothstep
from meshes.tools.cutplane import CutPlane
from meshes.tools.noise import noise
from meshes.tools.planar import inside, sampled
from meshes.tools.sdf import Field
from meshes.tools.surface import points_of

BLOCK, COARSE, SMOOTH = 4, 2, 8
"""Pixels between the places where the nearest pores are looked up, where the distance to a rim is
measured, and where quantities that vary slowly are worked out; edges are drawn at full
fineness."""

STRETCH = 1.55
"""Height of the pores against their width: the struts of a vertebra mostly stand upright."""

DEEPER = 0.22
"""Share of the struts behind the cut that shines through the marrow, 0..1."""


CALM = 0.6
"""Millimetres over which the depth below the surface is averaged."""

CRUST = 3.6
"""Millimetres over the cavity that are pressed to a crust, about what there is (unsourced)."""

LEAST_DEPTH = 0.55
"""Depth for a way to the rim: bounds how wide the outer layer looks in a grazing cut."""


@dataclass(frozen=True)
class Sponge:
    """Density of a bone (unsourced: chosen to look like healthy and like porous bone).

    Parameters
    ----------
    pore : float
        Distance between pores, mm.

    strut : float
        Half thickness of the struts in relation to that of healthy bone's core.

    broken : float
        Share of its thickness that a strut loses where it is broken, 0..1.

    cortex : float
        Thickness of the solid outer layer, mm.

    """

    pore: float
    strut: float
    broken: float
    cortex: float


HEALTHY = Sponge(1.35, 1.35, 0.0, 1.5)
POROTIC = Sponge(2.3, 0.5, 0.85, 0.95)

Levels: TypeAlias = tuple[int, int, int]
"""A colour's red, green and blue, 0..255."""


@dataclass(frozen=True, kw_only=True)
class SpongeColours:
    """Colours of spongy bone in a cut.

    Parameters
    ----------
    cortex, strut : tuple of int
        The solid outer layer, and the struts within.

    marrow : tuple of int
        Between the struts.

    rim : tuple of int
        The fine dark line around the cut face.

    """

    cortex: Levels
    strut: Levels
    marrow: Levels
    rim: Levels


NEAR = 0.6
"""Distance in mm from a rim beyond which it is not measured."""

SPARSE = 6
"""Places between those at which nearness to a rim is looked up first."""

Box: TypeAlias = tuple[Floats, Floats]
"""Lower and upper corner in plane coordinates, mm."""


def texture_box(cap: pv.PolyData, plane: CutPlane, margin: float = 0.5) -> Box:
    """Find the part of the plane that a picture has to cover.

    Parameters
    ----------
    cap : pyvista.PolyData
        The cut face.

    plane : CutPlane
        Its plane.

    margin : float
        Room around it, mm.

    Returns
    -------
    tuple of (2,) float
        Lower and upper corner in plane coordinates, mm.

    """
    flat = plane.flat(points_of(cap))
    return flat.min(axis=0) - margin, flat.max(axis=0) + margin


def trabecular_texture(
    field: Field,
    plane: CutPlane,
    box: Box,
    pixel: float,
    colours: SpongeColours,
    *,
    porotic: bool,
    seed: int,
    rim: Sequence[Floats] = (),
) -> NDArray[np.uint8]:
    """Draw spongy bone in a cut.

    Parameters
    ----------
    field : callable
        Signed distance to the surface of the bone, mm, negative inside.

    plane : CutPlane
        The cut.

    box : tuple of (2,) float
        Corners of the picture in plane coordinates, mm.

    pixel : float
        Size of a pixel, mm.

    colours : SpongeColours
        What it is painted with.

    porotic : bool
        Draw few, thin and broken struts and a thin outer layer.

    seed : int
        Chooses the pattern.

    rim : sequence of (n, 2) float, default: ()
        Outlines of the cut face in plane coordinates; drawn as a fine dark line.

    Returns
    -------
    (h, w, 4) uint8
        Picture, its top row first, opaque.

    """
    sheet = _Sheet.of(box, pixel)
    sponge = POROTIC if porotic else HEALTHY
    shape, places = sheet.places(SMOOTH)
    cortex = sponge.cortex + 0.22 * noise(places, 4.0, seed)
    depth = -field(plane.lift(places))
    if len(rim):
        depth = np.maximum(depth, LEAST_DEPTH * _inward(places, rim))
    below = _calm(sheet, depth, shape) - cortex
    crisp = _Crisp(
        below=sheet.fine(below / _slope(sheet, below, shape), shape),
        border=_borders(sheet, sponge, seed),
        half=sheet.fine(_half_strut(places, sponge, seed), shape),
        deeper=_deeper(sheet, sponge, seed + 6),
    )
    colour = _painted(crisp, colours)
    if len(rim):
        colour = _lined(colour, _rim_distance(sheet, rim), colours.rim)
    opaque = np.full((1, *sheet.shape), 255, dtype=np.uint8)
    return np.ascontiguousarray(np.moveaxis(np.concatenate([_bytes(colour), opaque]), 0, 2))


def compacted(picture: NDArray[np.uint8], box: Box, cavity: Floats, seed: int) -> NDArray[np.uint8]:
    """Mark in the picture of a cut how much a balloon has compacted the bone.

    Parameters
    ----------
    picture : (h, w, 4) uint8
        Picture from `trabecular_texture`.

    box : tuple of (2,) float
        Corners of the picture in plane coordinates, mm.

    cavity : (n, 2) float
        Outline of the cavity in plane coordinates, mm.

    seed : int
        Chooses the pattern.

    Returns
    -------
    (h, w, 4) uint8
        The same colours; alpha is 255 less the compaction.

    """
    rows, columns = picture.shape[:2]
    sheet = _Sheet(box, (rows, columns))
    shape, places = sheet.places(SMOOTH)
    compaction = sheet.fine(_compaction(places, cavity, seed), shape)
    alpha = _bytes(255 * (1 - compaction[..., None]))
    return np.concatenate([picture[..., :3], alpha], axis=2)


@dataclass(frozen=True, eq=False)
class _Sheet:
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


@dataclass(frozen=True, eq=False)
class _Crisp:
    """At every pixel in mm: way below the outer layer and off the border of pores, half a strut.

    `deeper` is the share of struts behind the cut.
    """

    below: Floats
    border: Floats
    half: Floats
    deeper: Floats


def _inward(places: Floats, rim: Sequence[Floats]) -> Floats:
    """Measure the way to the rim in the plane, 0 outside."""
    way = np.asarray(cKDTree(sampled(rim, 0.1)).query(places)[0])
    return np.where(inside(places, rim), way, 0.0)


def _calm(sheet: _Sheet, depth: Floats, shape: tuple[int, int]) -> Floats:
    """Smooth the depth, which dips where two shapes of the bone's field meet."""
    size = (sheet.box[1] - sheet.box[0])[::-1] / shape
    calm = gaussian_filter(depth.reshape(shape), CALM / size)
    return np.asarray(calm).ravel()


def _slope(sheet: _Sheet, depth: Floats, shape: tuple[int, int]) -> Floats:
    """Measure how fast depth grows in the plane: slowly where the cut grazes the surface.

    Depth over slope is a way in the plane, so that edges drawn from it are crisp everywhere.
    """
    size = (sheet.box[1] - sheet.box[0])[::-1] / shape
    down, across = np.gradient(depth.reshape(shape), *size)
    return np.asarray(np.clip(np.hypot(down, across), 0.2, 1.0)).ravel()


def _deeper(sheet: _Sheet, sponge: Sponge, seed: int) -> Floats:
    """Draw the struts of a layer behind the cut, soft and dim."""
    shape, places = sheet.places(BLOCK)
    bend = np.stack([noise(places, 3.0, seed + k) for k in (1, 2)], axis=1)
    squeezed = (places + 0.45 * bend) / (1.0, STRETCH)
    ways = np.asarray(cKDTree(_pores(sheet.box, sponge, seed)).query(squeezed, k=2)[0])
    off = (ways[:, 1] - ways[:, 0]) / (0.45 * sponge.strut + 0.12)
    return sheet.fine(1.0 - smoothstep(off, 0.2, 1.0), shape)


def _borders(sheet: _Sheet, sponge: Sponge, seed: int) -> Floats:
    """Measure at every pixel how much nearer the nearest pore is than the second nearest."""
    shape, places = sheet.places(SMOOTH)
    bend = np.stack([noise(places, 3.0, seed + k) for k in (1, 2)], axis=1)
    squeezed = (places + 0.45 * bend) / (1.0, STRETCH)
    x, y = (_blocks(sheet.fine(squeezed[:, k], shape)) for k in (0, 1))
    centres = _pores(sheet.box, sponge, seed)
    middle = np.stack([x[BLOCK // 2, BLOCK // 2], y[BLOCK // 2, BLOCK // 2]], axis=-1)
    near = np.asarray(cKDTree(centres).query(middle, k=4)[1])
    pores = np.moveaxis(centres.astype(np.float32)[near], (2, 3), (0, 1))
    a, b, c, d = ((x - across) ** 2 + (y - up) ** 2 for across, up in np.ascontiguousarray(pores))
    # The two least of four: sorting every pixel's ways takes far longer.
    low, other = np.minimum(a, b), np.minimum(c, d)
    first = np.minimum(low, other)
    second = np.minimum(np.maximum(low, other), np.minimum(np.maximum(a, b), np.maximum(c, d)))
    less = np.sqrt(second) - np.sqrt(first)
    return np.asarray(np.moveaxis(less, (0, 1), (1, 3)).reshape(sheet.shape))


def _blocks(pixels: Floats) -> Floats:
    """Group pixels by the blocks that they lie in: the first two axes run within those."""
    rows, columns = pixels.shape
    blocks = pixels.reshape(rows // BLOCK, BLOCK, columns // BLOCK, BLOCK)
    # Long rows last: numbers are worked on many at a time only along those.
    return np.ascontiguousarray(np.moveaxis(blocks, (1, 3), (0, 1)))


def _half_strut(places: Floats, sponge: Sponge, seed: int) -> Floats:
    """Vary the thickness of the struts, and break some."""
    half = np.clip(sponge.strut * (0.15 + 0.04 * noise(places, 2.0, seed + 3)), 0.03, 1.0)
    whole = 1 - sponge.broken * smoothstep(noise(places, 1.9, seed + 4), 0.10, 0.55)
    return np.asarray(half * whole)


def _pores(box: Box, sponge: Sponge, seed: int) -> Floats:
    """Scatter the centres of pores, then push them apart until they are evenly spread."""
    lower = (box[0] - 3.0) / (1.0, STRETCH)
    upper = (box[1] + 3.0) / (1.0, STRETCH)
    count = int(np.prod(upper - lower) / sponge.pore**2)
    centres = np.random.default_rng(seed).uniform(lower, upper, (count, 2))
    for _ in range(14):
        beside = np.asarray(cKDTree(centres).query(centres, k=7)[1])[:, 1:]
        away = centres[:, None] - centres[beside]
        length = np.linalg.norm(away, axis=2, keepdims=True) + 1e-6
        centres = centres + 0.136 * np.sum(
            away / length * np.maximum(0.95 * sponge.pore - length, 0.0), axis=1
        )
    return centres


def _painted(crisp: _Crisp, colours: SpongeColours) -> Floats:
    """Colour marrow, struts and cortex, ``(3, h, w)``."""
    beside = crisp.border - 0.7 * crisp.half
    shade = 1.04 - 0.24 * smoothstep(crisp.border - crisp.half, 0.0, 0.7)
    strut = 1 - smoothstep(beside / (0.6 * crisp.half + 0.06), 0.0, 1.0)
    below = crisp.below
    solid = 1 - smoothstep(below, -0.2, 0.06)
    # Colours come first: a row of pixels at a time is far quicker than three numbers at a time.
    colour = np.array(colours.marrow, dtype=np.float32)[:, None, None] * shade
    colour = _mixed(colour, 0.9 * np.array(colours.strut), DEEPER * crisp.deeper)
    colour = _mixed(colour, np.array(colours.strut), strut)
    colour = _mixed(colour, np.array(colours.cortex), solid)
    return np.asarray(colour * (1 - 0.14 * np.exp(-(((below - 0.05) / 0.22) ** 2))))


def _bytes(values: Floats) -> NDArray[np.uint8]:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def _mixed(under: Floats, over: Floats | Integers, share: Floats) -> Floats:
    """Lay one colour over another."""
    return under + (over.astype(under.dtype)[:, None, None] - under) * share


def _rim_distance(sheet: _Sheet, rim: Sequence[Floats]) -> Floats:
    """Measure the distance to outlines near them, sharp where they are."""
    shape, places = sheet.places(COARSE)
    distance = np.full(len(places), NEAR)
    tree = cKDTree(sampled(rim, 0.05))
    around = _around(tree, places.reshape(*shape, 2)).ravel()
    distance[around] = np.minimum(tree.query(places[around], distance_upper_bound=NEAR)[0], NEAR)
    near = distance < NEAR
    signed = distance.copy()
    signed[near] *= np.where(inside(places[near], rim), -1.0, 1.0)
    # The sign also turns where measuring ends; what is far stays far there.
    far = sheet.fine(distance, shape) - 0.5 * NEAR
    return np.maximum(np.abs(sheet.fine(signed, shape)), far)


def _around(tree: cKDTree, places: Floats) -> Flags:
    """Return which places of a grid may be near: few, and only they need be looked at closely."""
    rows, columns = places.shape[:2]
    reach = NEAR + SPARSE * float(np.linalg.norm(places[1, 1] - places[0, 0]))
    found = tree.query(places[::SPARSE, ::SPARSE], distance_upper_bound=reach)[0]
    near = np.asarray(found) < reach
    return near.repeat(SPARSE, axis=0).repeat(SPARSE, axis=1)[:rows, :columns]


def _lined(colour: Floats, distance: Floats, rim: Levels, half: float = 0.075) -> Floats:
    """Draw a fine dark line along the rim."""
    return _mixed(colour, np.array(rim), 0.6 * (1 - smoothstep(distance, 0.6 * half, 1.8 * half)))


def _compaction(places: Floats, cavity: Floats, seed: int) -> Floats:
    """Return how much the balloon has compacted the bone: most at the wall of the cavity.

    Over the cavity all that lies below the endplate is a crust, by which the balloon lifts it.
    """
    wall = sampled([cavity], 0.1)
    found = cKDTree(wall).query(places)
    distance, nearest = np.asarray(found[0]), np.asarray(found[1])
    upward = (places - wall[nearest])[:, 1] / np.maximum(distance, 1e-6)
    spread = np.exp(-((distance / 1.3) ** 1.5))
    flat = noise(places * (0.4, 1.6), 0.8, seed + 5)
    crust = smoothstep(upward, 0.45, 0.85) * (1.0 - smoothstep(distance, CRUST, 1.5 * CRUST))
    crust *= 0.95 + 0.25 * flat
    pressed = 0.8 * spread * (0.85 + 0.3 * noise(places, 0.8, seed + 5))
    return np.clip(np.maximum(pressed, 0.92 * crust), 0.0, 1.0)
